//! The `next` of a list, as a model gives it back.
//!
//! The file is private to `tools`; it is compiled into the target as it stands.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/tools/src/cursor.rs"]
mod cursor;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use operations::{Request, op};
use tools::Error;

use crate::cursor::Cursor;

fuzz_target!(|text: &str| {
    let lists = [
        op::list_users(),
        op::list_users().query("search", "status eq \"ACTIVE\""),
        op::list_groups(),
        op::list_group_users("00g1engineering0acme"),
        op::list_profile_mappings().query("sourceId", "0oa1"),
    ];
    for list in lists {
        resumed(text, &list);
        // The same text as what stands inside a cursor, or the fuzzer would only try base64.
        resumed(&URL_SAFE_NO_PAD.encode(text), &list);
    }
});

fn resumed(text: &str, list: &Request) {
    let Ok(cursor) = Cursor::resume(text, list) else {
        return;
    };
    let operation = list.operation();
    let parameters = cursor.parameters();
    assert!(
        parameters
            .iter()
            .all(|(name, _)| operation.query(name).is_some())
    );
    let sent = list.clone().with_query(parameters);
    let sent = sent.path_and_query().expect("its path is the list's");
    let path = list.path().expect("it has one");
    assert!(sent == path || sent.starts_with(&format!("{path}?")));
    let again = Cursor::resume(&cursor.encode(), list);
    // What was just short enough may be too long in our own spelling.
    if cursor.encode().len() <= 16 * 1024 {
        assert_eq!(again.ok(), Some(cursor.clone()));
    }
    let _ = cursor.past_row();
    let _ = cursor.at_page(cursor.page.clone());
}
