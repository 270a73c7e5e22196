//! The reach of a write on an app: who has it.

use operations::op;

use super::read::{MOST, Reader};

/// The app is switched off or deleted.
pub async fn gone(app: &str, reader: &Reader<'_>) -> Vec<String> {
    let users = op::list_application_users(app).query("limit", MOST);
    let groups = op::list_application_group_assignments(app).query("limit", MOST);
    vec![
        match (reader.rows(users).await, reader.rows(groups).await) {
            (Some(users), Some(groups)) => format!(
                "{} people and {} groups have it now.",
                users.count(),
                groups.count()
            ),
            _ => "Who has it now could not be read.".to_owned(),
        },
    ]
}
