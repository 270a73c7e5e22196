//! Signing in as a person on a device.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use okta::{Client, Device, Fault, OrgUrl, Settings};
use operations::op;
use simorg::{Act, Org, Scripted};

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("okta-mcp-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn client(url: &str, client_id: &str, file: PathBuf) -> Client {
    let scopes = vec!["okta.users.read".to_owned(), "okta.groups.read".to_owned()];
    let org = OrgUrl::parse(url).unwrap();
    Client::new(Settings::new(
        org,
        client_id.to_owned(),
        Device::new(file),
        scopes,
    ))
}

/// Asks until the person's answer has come through.
async fn answered(client: &Client) -> Result<(), Fault> {
    let deadline = Instant::now() + Duration::from_secs(25);
    loop {
        match client.send(&op::list_groups()).await {
            Err(Fault::SignInNeeded { .. }) if Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(300)).await;
            }
            other => return other.map(|_| ()),
        }
    }
}

#[tokio::test]
async fn the_first_call_gives_a_code_and_a_later_one_goes_through() {
    let org = Org::acme().users(20).start().await.unwrap();
    let file = folder("device").join("kept.json");
    let signed_out = client(org.url(), org.native_client_id(), file.clone());
    let fault = signed_out.send(&op::list_groups()).await.unwrap_err();
    let Fault::SignInNeeded { url, code, left } = fault else {
        panic!("{fault:?}");
    };
    assert!(url.starts_with(org.url()) && url.contains(&code), "{url}");
    assert!(left > Duration::from_mins(9));
    let again = signed_out.send(&op::list_groups()).await.unwrap_err();
    assert!(matches!(again, Fault::SignInNeeded { code: same, .. } if same == code));
    assert_eq!(org.waiting_devices(), std::slice::from_ref(&code));

    assert!(org.approve_device(&code));
    answered(&signed_out).await.unwrap();

    let mode =
        |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(file.parent().unwrap()), 0o700);

    // Another process goes on with the refresh token, and keeps the new one.
    let kept = std::fs::read_to_string(&file).unwrap();
    client(org.url(), org.native_client_id(), file.clone())
        .send(&op::list_groups())
        .await
        .unwrap();
    assert_ne!(std::fs::read_to_string(&file).unwrap(), kept);

    // A refresh token that was revoked leads to a new code.
    org.fault("revoke_refresh", 1).unwrap();
    let revoked = client(org.url(), org.native_client_id(), file.clone());
    let fault = revoked.send(&op::list_groups()).await.unwrap_err();
    assert!(matches!(fault, Fault::SignInNeeded { .. }), "{fault:?}");
    assert!(!file.exists());
}

#[tokio::test]
async fn a_no_at_the_browser_is_said() {
    let org = Org::acme().users(20).start().await.unwrap();
    let client = client(
        org.url(),
        org.native_client_id(),
        folder("denied").join("kept.json"),
    );
    let _ = client.send(&op::list_groups()).await;
    let code = org.waiting_devices().pop().unwrap();
    assert!(org.deny_device(&code));
    let fault = answered(&client).await.unwrap_err();
    assert!(
        matches!(&fault, Fault::SignIn(refusal) if refusal.error == "access_denied"),
        "{fault:?}"
    );
}

#[tokio::test]
async fn a_file_that_others_can_read_is_not_used() {
    let org = Org::acme().users(20).start().await.unwrap();
    let file = folder("exposed").join("kept.json");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "{\"refresh_token\":\"x\"}").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    let fault = client(org.url(), org.native_client_id(), file)
        .sign_in()
        .await
        .unwrap_err();
    assert!(
        matches!(&fault, Fault::Settings(why) if why.contains("others can read")),
        "{fault:?}"
    );
}

#[tokio::test]
async fn a_device_endpoint_that_lies_gives_no_code() {
    for body in [
        serde_json::json!({}),
        serde_json::json!({"device_code": "d", "user_code": "u", "verification_uri": "javascript:alert(1)"}),
        serde_json::json!({"device_code": "d", "user_code": "a\nb", "verification_uri": "https://acme.okta.com/activate"}),
    ] {
        let upstream = Scripted::start().await.unwrap();
        upstream.then(Act::json(200, &[], &body));
        let client = client(upstream.url(), "0oa1", folder("lying").join("kept.json"));
        let fault = client.sign_in().await.unwrap_err();
        assert!(matches!(fault, Fault::NotOkta { .. }), "{body}: {fault:?}");
    }
}

#[tokio::test]
async fn a_poll_that_is_too_fast_slows_down() {
    let upstream = Scripted::start().await.unwrap();
    let codes = serde_json::json!({"device_code": "d", "user_code": "AB-CD", "verification_uri": "https://acme.okta.com/activate", "interval": 1, "expires_in": 600});
    upstream.then(Act::json(200, &[], &codes));
    let error = |error: &str| {
        Act::json(
            400,
            &[],
            &serde_json::json!({"error": error, "error_description": "x"}),
        )
    };
    upstream.then_token(error("authorization_pending"));
    upstream.then_token(error("slow_down"));
    let client = client(upstream.url(), "0oa1", folder("slow").join("kept.json"));
    let started = Instant::now();
    assert!(client.sign_in().await.is_err());
    // The third poll is the scripted upstream's own answer, a token; it comes after 1, 1 and 6 s.
    loop {
        match client.sign_in().await {
            Ok(_) => break,
            Err(Fault::SignInNeeded { .. }) => tokio::time::sleep(Duration::from_millis(200)).await,
            Err(fault) => panic!("{fault:?}"),
        }
    }
    assert!(
        started.elapsed() >= Duration::from_secs(7),
        "{:?}",
        started.elapsed()
    );
}
