//! What a plan foretells is what comes, and undoing restores what was: on generated changes.

use serde_json::{Value, json};

use crate::desk::Desk;

/// How many changes are generated; `just soak` generates more.
fn many() -> usize {
    std::env::var("CHANGES")
        .ok()
        .and_then(|many| many.parse().ok())
        .unwrap_or(600)
}

/// One kind of change: the tool, and how the thing is read.
struct Family {
    name: &'static str,
    make: fn(&mut Dice) -> (String, Value),
    read: fn(&Value) -> (&'static str, Value),
    /// Where the body of the write stands in the thing.
    at: &'static str,
}

/// Numbers that look random and are the same in every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn word(&mut self) -> String {
        let letters = [
            "ab",
            "Éo",
            "x y",
            "\"q\"",
            "ß",
            "0",
            "long long text",
            "<b>",
        ];
        format!("{}{}", self.one(&letters), self.below(10_000))
    }
}

const PEOPLE: &[&str] = &["00u1adalovelace0acme", "grace@acme.example"];
const GROUPS: &[&str] = &["Legal", "Berlin Office", "Marketing"];

static FAMILIES: &[Family] = &[
    Family {
        name: "profiles of people",
        make: |dice| {
            let attribute = dice.one(&["title", "nickName", "city", "costCenter", "department"]);
            let value = if dice.below(6) == 0 {
                Value::Null
            } else {
                dice.word().into()
            };
            let given = json!({"user_id": dice.one(PEOPLE), "profile": {attribute: value}});
            ("update_user".into(), given)
        },
        read: |given| ("getUser", json!({"id": given["user_id"]})),
        at: "",
    },
    Family {
        name: "groups",
        make: |dice| {
            let given =
                json!({"group_id": dice.one(GROUPS), "profile": {"description": dice.word()}});
            ("update_group".into(), given)
        },
        read: |given| ("getGroup", json!({"groupId": given["group_id"]})),
        at: "",
    },
    Family {
        name: "suspensions",
        make: |dice| {
            let given = json!({"id": "suspendUser", "path": {"id": dice.one(PEOPLE)}});
            ("write_operation".into(), given)
        },
        read: |given| ("getUser", json!({"id": given["path"]["id"]})),
        at: "",
    },
    Family {
        name: "brands",
        make: |dice| {
            let body = json!({"name": "Acme", "customPrivacyPolicyUrl": format!("https://acme.example/{}", dice.below(9_999)), "agreeToCustomPrivacyPolicy": true, "removePoweredByOkta": dice.below(2) == 0});
            let given = json!({"id": "replaceBrand", "path": {"brandId": "bnd1default00000acme"}, "body": body});
            ("write_operation".into(), given)
        },
        read: |given| ("getBrand", given["path"].clone()),
        at: "",
    },
    Family {
        name: "settings of the organisation",
        make: |dice| {
            let body = json!({"preventBruteForceLockoutFromUnknownDevices": dice.below(2) == 0});
            (
                "write_operation".into(),
                json!({"id": "replaceUserLockoutSettings", "body": body}),
            )
        },
        read: |_| ("getUserLockoutSettings", json!({})),
        at: "",
    },
];

#[tokio::test]
async fn what_a_plan_foretells_comes_and_undoing_restores_what_was() {
    let mut dice = Dice(88_172_645_463_325_252);
    let mut desk = Desk::open().await;
    for number in 0..many() {
        if number % 40 == 39 {
            // Before the rate limits of this one are used up.
            desk = Desk::open().await;
        }
        let family = &FAMILIES[number % FAMILIES.len()];
        let (tool, given) = (family.make)(&mut dice);
        let (read, path) = (family.read)(&given);
        let name = format!("{} {number}: {given}", family.name);
        let before = desk.read(read, path.clone()).await;
        let mut dry = given.clone();
        dry["dry_run"] = true.into();
        let plan = desk.call(&tool, dry).await.expect(&name);
        let done = desk.call(&tool, given).await.expect(&name);
        let after = desk.read(read, path.clone()).await;
        for request in plan["would"]["requests"].as_array().unwrap() {
            if let Some(body) = request.get("body") {
                foretold(body, &after, &name, family.at);
            }
        }
        desk.call("undo_change", json!({"change_id": done["change_id"]}))
            .await
            .expect(&name);
        let restored = desk.read(read, path).await;
        assert_eq!(steady(&before), steady(&restored), "{name}");
    }
}

/// Each member of the body is as it was foretold; what was cleared is gone.
fn foretold(body: &Value, after: &Value, name: &str, at: &str) {
    match body {
        Value::Object(members) => {
            for (member, value) in members {
                foretold(
                    value,
                    &after[member.as_str()],
                    name,
                    &format!("{at}.{member}"),
                );
            }
        }
        // A reply leaves nulls out.
        Value::Null => assert!(after.is_null(), "{name}: {at} is {after}"),
        value => assert_eq!(value, after, "{name}: {at}"),
    }
}

/// Without what every write moves.
fn steady(thing: &Value) -> Value {
    let mut thing = thing.clone();
    if let Some(members) = thing.as_object_mut() {
        for name in ["lastUpdated", "lastMembershipUpdated", "statusChanged"] {
            members.remove(name);
        }
    }
    thing
}
