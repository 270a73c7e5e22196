//! A set-up that is killed right after a write, before it hears of it: the next run goes on, or takes
//! back what there is.

use super::bench::{Bench, files, text};
use crate::binary::errors;
use crate::wire::{Wire, killed_at};

#[test]
fn after_every_write_the_next_run_goes_on_or_takes_back_what_there_is() {
    let bench = Bench::new(&[]);
    let wire = Wire::to(bench.url());
    let before = bench.state();
    let set_up = [
        "setup",
        "--yes",
        "--org-url",
        &wire.url,
        "--preset",
        "branding",
        "--key-type",
        "ec",
    ];
    let remove = ["setup", "--yes", "--remove", "--org", "okta"];
    let mut writes = 0;
    while killed_at(&bench, &wire, &set_up, writes) {
        let half = bench.record();
        assert!(half["under_way"].is_string(), "write {writes}: {half}");
        if writes % 2 == 0 {
            let output = bench.run(&set_up, bench.token());
            let said = text(&output);
            assert_eq!(
                output.status.code(),
                Some(0),
                "write {writes}: {said}{}",
                errors(&output)
            );
            assert!(said.contains("stopped while it"), "write {writes}: {said}");
            assert_eq!(bench.apps("okta-mcp (okta)").len(), 1, "write {writes}");
            assert_eq!(bench.doctor()["ok"], true, "write {writes}");
        }
        let output = bench.run(&remove, bench.token());
        assert_eq!(
            output.status.code(),
            Some(0),
            "write {writes}: {}",
            errors(&output)
        );
        assert_eq!(bench.state(), before, "write {writes}");
        let custom = bench.administrator("GET", "/api/v1/iam/roles", &serde_json::Value::Null);
        assert!(
            !custom.to_string().contains("okta-mcp"),
            "write {writes}: {custom}"
        );
        let left = files(bench.home.path());
        assert!(left.is_empty(), "write {writes}: {left:?}");
        writes += 1;
    }
    // The app, a custom role, its resource set, the assignment, two scopes.
    assert_eq!(writes, 6);
}
