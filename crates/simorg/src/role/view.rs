//! What somebody sees of the organisation: reads show only what is in the reach of their roles.

use operations::Effect;

use super::reach::Reach;
use crate::answer::Answer;
use crate::call::Call;
use crate::directory::Directory;
use crate::state::State;

const USERS: &str = "/api/v1/users";
const GROUPS: &str = "/api/v1/groups";
const APPS: &str = "/api/v1/apps/";

impl State {
    /// Does the work of a call; a read does not see what is out of reach.
    pub fn work_within(&mut self, call: &Call<'_>, reach: &Reach) -> Answer {
        if reach.is_all() || call.operation.effect() != Effect::Read {
            return self.work(call);
        }
        let part = part(&self.directory, reach);
        let whole = std::mem::replace(&mut self.directory, part);
        let seen = reach.clone();
        self.tree
            .veil(move |collection, id| sees(&seen, collection, id));
        self.log.veil(reach.clone());
        let answer = self.work(call);
        self.log.unveil();
        self.tree.unveil();
        self.directory = whole;
        answer
    }
}

/// The people and groups in reach, and who of them is in which.
fn part(whole: &Directory, reach: &Reach) -> Directory {
    let mut part = whole.clone();
    part.users.retain(|id, _| reach.has(USERS, id));
    part.groups.retain(|id, _| reach.has(GROUPS, id));
    for members in part.members.values_mut() {
        members.retain(|id| reach.has(USERS, id));
    }
    part.members.retain(|id, _| reach.has(GROUPS, id));
    part
}

/// Whether a document of a collection is in reach: by itself, or as a person or group of an app.
fn sees(reach: &Reach, collection: &str, id: &str) -> bool {
    let below = collection.strip_prefix(APPS);
    match below.and_then(|rest| rest.split_once('/')) {
        Some((_, "users")) => reach.has(USERS, id),
        Some((_, "groups")) => reach.has(GROUPS, id),
        _ => reach.has(collection, id),
    }
}
