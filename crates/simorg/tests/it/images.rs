//! Images that are uploaded: what is no form, no image or too large is refused.

use serde_json::json;
use simorg::Org;

use crate::client::{Answer, Client};

const THEME: &str = "/api/v1/brands/bnd1default00000acme/themes/the1thing0000000acme";

async fn ruled() -> Org {
    let org = Org::acme().users(20).grant("all").role("SUPER_ADMIN");
    org.start().await.unwrap()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

/// A form of one file, under that name of its part.
fn form(part: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = b"--edge\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny".to_vec();
    body.extend(
        format!("\r\n--edge\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n")
            .into_bytes(),
    );
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    body
}

async fn send(client: &Client<'_>, what: &str, kind: &str, body: Vec<u8>) -> Answer {
    let path = format!("{THEME}/{what}");
    let request = client.request("POST", &path).header("content-type", kind);
    Answer::of(request.body(body).send().await.unwrap()).await
}

async fn upload(client: &Client<'_>, what: &str, bytes: &[u8]) -> Answer {
    let kind = "multipart/form-data; boundary=edge";
    send(client, what, kind, form("file", bytes)).await
}

#[tokio::test]
async fn an_image_of_the_right_kind_and_size_is_taken() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    for (what, bytes) in [
        ("logo", png(10, 20)),
        ("favicon", png(512, 512)),
        ("favicon", b"\0\0\x01\0x".to_vec()),
        ("background-image", b"\xff\xd8\xffx".to_vec()),
    ] {
        let answer = upload(&client, what, &bytes).await;
        assert_eq!(answer.status, 201, "{what}: {}", answer.body);
        assert!(answer.text("url").contains("/fs/"), "{}", answer.body);
    }
}

#[tokio::test]
async fn what_is_no_fit_image_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let mut large = png(10, 10);
    large.resize(100_000, 0);
    for (what, bytes) in [
        ("logo", large.clone()),
        ("logo", b"GIF".to_vec()),
        ("logo", b"<svg/>".to_vec()),
        ("favicon", b"\xff\xd8\xffx".to_vec()),
        ("favicon", png(16, 17)),
        ("favicon", png(513, 513)),
        ("background-image", b"text".to_vec()),
    ] {
        let answer = upload(&client, what, &bytes).await;
        let (status, code, _) = answer.error();
        assert_eq!((status, code.as_str()), (400, "E0000001"), "{what}");
    }
    // A background may be larger than a logo.
    assert_eq!(
        upload(&client, "background-image", &large).await.status,
        201
    );
}

#[tokio::test]
async fn what_is_no_form_with_a_file_is_refused() {
    let org = ruled().await;
    let client = Client::of(&org).await;
    let json = json!({"file": "logo.png"}).to_string().into_bytes();
    let answer = send(&client, "logo", "application/json", json).await;
    assert_eq!(answer.error().1, "E0000021");
    let kind = "multipart/form-data; boundary=edge";
    let mut cut = form("file", &png(1, 1));
    cut.truncate(cut.len() - 10);
    for (kind, body) in [
        (kind, b"--edge--\r\n".to_vec()),
        (kind, form("logo", &png(1, 1))),
        (kind, cut),
        ("multipart/form-data", form("file", &png(1, 1))),
        (
            "multipart/form-data; boundary=other",
            form("file", &png(1, 1)),
        ),
    ] {
        let answer = send(&client, "logo", kind, body).await;
        assert_eq!(
            answer.error().1,
            "E0000003",
            "{kind}: {} {}",
            answer.status,
            answer.body
        );
    }
}
