//! Every preset makes a connection in which the doctor finds nothing.

use super::bench::Bench;
use crate::binary::run;

#[test]
fn every_preset_makes_a_connection_in_which_the_doctor_finds_nothing() {
    let presets = String::from_utf8(run(&["setup", "--list-presets"], &[]).stdout).unwrap();
    let names = presets
        .lines()
        .filter(|line| !line.starts_with(' ') && !line.is_empty());
    // So many set-ups in a minute would wait for the limits to renew.
    let bench = Bench::new(&["--fault", "limit:5000"]);
    let mut count = 0;
    for name in names {
        let more: &[&str] = match name {
            "custom" => &["--scopes", "okta.users.read,okta.apps.manage"],
            _ => &[],
        };
        bench.sets_up(&[&["--preset", name, "--key-type", "ec"], more].concat());
        let found = bench.doctor();
        assert_eq!(found["ok"], true, "{name}: {found}");
        let warnings = found["findings"].as_array().unwrap();
        let warnings = warnings.iter().filter(|f| f["severity"] == "warning");
        assert_eq!(warnings.count(), 0, "{name}: {found}");
        count += 1;
    }
    assert_eq!(count, 8);
}
