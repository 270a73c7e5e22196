//! One of Okta's objects as a model reads it: inside the budget, and without its secrets.
#![no_main]

#[path = "../planted.rs"]
mod planted;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tools::{Reply, Shape};

fuzz_target!(|data: &[u8]| {
    let [flags, object, place, budget, json @ ..] = data else {
        return;
    };
    let Ok(mut value) = serde_json::from_slice::<Value>(json) else {
        return;
    };
    if value.to_string().contains(planted::SECRET) {
        return;
    }
    planted::plant(&mut value, *object, *place);
    // The least that may be set is 2,000; less must hold too, down to what an empty reply takes.
    let budget = 200 + usize::from(*budget) * 16;
    let reply = Reply::one(value.clone(), &shape(*flags, &value), budget).value;
    let text = reply.to_string();
    assert!(!text.contains(planted::SECRET), "{text}");
    assert!(
        text.chars().count() <= budget,
        "{} > {budget}",
        text.chars().count()
    );
});

/// All of it, untouched or not, or some members, named as a model names them.
fn shape(flags: u8, value: &Value) -> Shape {
    let names = value
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys().cloned());
    let inside = ["credentials.password.value", "profile.login", "*"].map(str::to_owned);
    let fields: Vec<String> = match flags & 0b110 {
        0b010 => names.chain(inside).take(5).collect(),
        0b100 => vec!["*".to_owned()],
        _ => vec![
            "credentials".to_owned(),
            "credentials.password.value".to_owned(),
        ],
    };
    Shape {
        raw: flags & 1 == 1,
        fields: (flags & 0b110 != 0).then_some(fields),
        ..Shape::default()
    }
}
