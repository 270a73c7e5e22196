//! Images and certificates that go to Okta from the folder.

use okta::Client;
use operations::{Effect, Family};
use serde_json::{Value, json};
use simorg::Scripted;
use tempfile::TempDir;
use tools::{Error, Folder, Kind, Plan};

use crate::connection::{connect, connect_to, open_org, plan_in, read, says};

/// What looks like a private key, to whoever does not use it.
pub const KEY: &str = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";

/// The beginning of a PNG of that size: all that anybody looks at.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 6, 0, 0, 0]);
    bytes
}

/// A folder with files of every kind.
fn place() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    let mut large = png(10, 10);
    large.resize(100_000, 0);
    let mut huge = png(10, 10);
    huge.resize(2_000_000, 0);
    let files: [(&str, &[u8]); 10] = [
        ("logo.png", &png(10, 20)),
        ("large.png", &large),
        ("huge.png", &huge),
        ("square.png", &png(512, 512)),
        ("oblong.png", &png(16, 17)),
        ("wide.png", &png(513, 513)),
        ("icon.ico", b"\0\0\x01\0rest"),
        ("photo.jpg", b"\xff\xd8\xff\xe0rest"),
        ("text.png", b"not a picture"),
        (
            "key.pem",
            b"-----BEGIN CERTIFICATE-----\nx\n-----BEGIN PRIVATE KEY-----\n",
        ),
    ];
    for (name, bytes) in files {
        std::fs::write(place.path().join(name), bytes).unwrap();
    }
    std::fs::write(
        place.path().join("certificate.pem"),
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    )
    .unwrap();
    place
}

async fn upload(okta: &Client, place: &TempDir, what: &str, name: &str) -> Result<Plan, Error> {
    let given = json!({"brand_id": "Acme", "theme_id": "the1thing0000000acme", "file_path": name});
    let tool = format!("upload_brand_theme_{what}");
    plan_in(okta, &Folder::new(place.path()), &tool, given).await
}

async fn theme(okta: &Client) -> Value {
    let given = json!({"brand_id": "Acme", "theme_id": "the1thing0000000acme"});
    read(okta, "get_brand_theme", given).await.unwrap()
}

#[tokio::test]
async fn an_image_of_the_folder_becomes_the_logo_favicon_or_background() {
    let org = open_org(20).await;
    let okta = connect(&org, None);
    let place = place();
    for (what, member, name) in [
        ("logo", "logo", "logo.png"),
        ("favicon", "favicon", "icon.ico"),
        ("background_image", "backgroundImage", "photo.jpg"),
    ] {
        let before = theme(&okta).await;
        let plan = upload(&okta, &place, what, name).await.unwrap();
        assert!(plan.happens.contains(name) && plan.happens.contains("SHA-256"));
        let answer = okta.send(&plan.steps[0].request).await.unwrap();
        let after = theme(&okta).await;
        assert_ne!(after[member], before[member], "{what}");
        assert_eq!(after[member], answer.body["url"], "{what}");
    }
}

#[tokio::test]
async fn a_file_that_okta_would_refuse_is_refused_before_anything_is_sent() {
    let org = open_org(20).await;
    let okta = connect(&org, None);
    let place = place();
    let sent = org.requests().len();
    for (what, name, part) in [
        ("logo", "large.png", "larger than 99999 bytes"),
        ("logo", "text.png", "PNG, JPG or GIF"),
        ("logo", "icon.ico", "PNG, JPG or GIF"),
        ("favicon", "photo.jpg", "PNG or ICO"),
        ("favicon", "oblong.png", "16 by 17"),
        ("favicon", "wide.png", "513 by 513"),
        ("background_image", "huge.png", "larger than 1999999 bytes"),
        ("background_image", "../logo.png", "begins with a dot"),
    ] {
        let error = upload(&okta, &place, what, name).await.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput, "{name}");
        assert!(error.message.contains(part), "{name}: {error}");
    }
    let error = upload(&okta, &place, "logo", "absent.png").await;
    assert_eq!(error.unwrap_err().kind, Kind::NotFound);
    assert_eq!(org.requests().len(), sent);
    upload(&okta, &place, "favicon", "square.png")
        .await
        .unwrap();
}

#[tokio::test]
async fn write_operation_sends_files_of_the_folder_where_okta_takes_no_json() {
    let org = open_org(20).await;
    let okta = connect(&org, None);
    let place = place();
    let folder = Folder::new(place.path());
    let app = json!({"appId": "0oa1chat00000000acme"});
    let given = json!({"id": "uploadApplicationLogo", "path": app, "body": {"file": "logo.png"}});
    let plan = plan_in(&okta, &folder, "write_operation", given)
        .await
        .unwrap();
    let answer = okta.send(&plan.steps[0].request).await.unwrap();
    assert_eq!(answer.status, 201);
    for body in [
        json!({}),
        json!({"file": 1}),
        json!({"file": "logo.png", "more": 1}),
        json!({"logo": "logo.png"}),
    ] {
        let given = json!({"id": "uploadApplicationLogo", "path": app, "body": body});
        let error = plan_in(&okta, &folder, "write_operation", given)
            .await
            .unwrap_err();
        assert!(error.message.contains("{\"file\": \"NAME\"}"), "{error}");
    }
}

#[tokio::test]
async fn a_signed_certificate_is_published_and_a_private_key_never_is() {
    let upstream = Scripted::start().await.unwrap();
    let okta = connect_to(&upstream, "okta.apps.manage");
    let place = place();
    let folder = Folder::new(place.path());
    let path = json!({"appId": "0oa1chat00000000acme", "csrId": "csr1"});
    let publish = |name: &str| json!({"id": "publishCsrFromApplication", "path": path, "body": {"file": name}});
    for name in ["key.pem", "logo.png"] {
        let error = plan_in(&okta, &folder, "write_operation", publish(name))
            .await
            .unwrap_err();
        assert!(error.message.contains("certificate"), "{error}");
    }
    assert!(upstream.seen().is_empty());
    let csr = json!({"id": "csr1", "csr": "MIIC"});
    says(&upstream, 200, None, &csr);
    let plan = plan_in(
        &okta,
        &folder,
        "write_operation",
        publish("certificate.pem"),
    )
    .await
    .unwrap();
    let request = &plan.steps[0].request;
    assert_eq!(request.file().unwrap().media, "application/x-pem-file");
    says(&upstream, 201, None, &json!({"kid": "k"}));
    assert_eq!(okta.send(request).await.unwrap().status, 201);
    let sent = "POST /api/v1/apps/0oa1chat00000000acme/credentials/csrs/csr1/lifecycle/publish";
    assert!(upstream.seen().last().unwrap().starts_with(sent));
}

const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

fn certificate(key: &str) -> Value {
    json!({
        "domain_id": "sso.acme.example",
        "certificate": CERTIFICATE,
        "certificate_chain": CERTIFICATE,
        "private_key_file_path": key,
    })
}

#[tokio::test]
async fn the_key_of_a_domain_comes_from_a_file_and_is_shown_nowhere() {
    let org = open_org(20).await;
    let okta = connect(&org, None);
    let place = place();
    std::fs::write(place.path().join("tls.key"), KEY).unwrap();
    let folder = Folder::new(place.path());
    let tool = "upsert_custom_domain_certificate";
    let plan = plan_in(&okta, &folder, tool, certificate("tls.key"))
        .await
        .unwrap();
    assert_eq!(plan.effect(), Effect::Restricted(Family::Pages));
    let shown = plan.steps[0].shown().to_string();
    let told = format!("{shown}{}{:?}{}", plan.happens, plan.reach, plan.done);
    assert!(!told.contains("c2VjcmV0"), "{told}");
    assert!(shown.contains("withheld"), "{shown}");
    let request = &plan.steps[0].request;
    assert_eq!(request.json().unwrap()["privateKey"], KEY);
    assert_eq!(okta.send(request).await.unwrap().status, 204);
}

#[tokio::test]
async fn a_domain_that_is_not_verified_gets_no_certificate() {
    let org = open_org(20).await;
    let okta = connect(&org, None);
    let place = place();
    std::fs::write(place.path().join("tls.key"), KEY).unwrap();
    let folder = Folder::new(place.path());
    let mut given = certificate("tls.key");
    given["domain_id"] = "login.acme.example".into();
    let error = plan_in(&okta, &folder, "upsert_custom_domain_certificate", given).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind, Kind::Conflict);
    assert!(
        error.next_step.contains("verify_custom_domain"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_key_as_an_argument_is_refused_with_the_reason() {
    let org = open_org(20).await;
    let okta = connect(&org, None);
    let place = place();
    std::fs::write(
        place.path().join("locked.key"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----",
    )
    .unwrap();
    let folder = Folder::new(place.path());
    let sent = org.requests().len();
    let mut pasted = certificate("tls.key");
    pasted["certificate_chain"] = format!("{CERTIFICATE}{KEY}").into();
    let mut nonsense = certificate("tls.key");
    nonsense["certificate"] = "MIIB".into();
    for (given, part) in [
        (certificate(KEY), "name of a file"),
        (pasted, "holds a private key"),
        (nonsense, "no PEM certificate"),
        (certificate("locked.key"), "encrypted"),
        (certificate("certificate.pem"), "no private key"),
    ] {
        let error = plan_in(&okta, &folder, "upsert_custom_domain_certificate", given).await;
        let error = error.unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput);
        assert!(error.message.contains(part), "{error}");
        assert!(!error.message.contains("c2VjcmV0"), "{error}");
    }
    assert_eq!(org.requests().len(), sent);
}
