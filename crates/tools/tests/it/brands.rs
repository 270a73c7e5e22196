//! Brands, their pages, texts and domains: nothing twice, nothing lost.

use operations::op;
use serde_json::json;
use tools::Kind;

use crate::connection::{apply, connect, open_org, plan, read};

#[tokio::test]
async fn what_is_there_already_is_not_made_twice() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    for (name, given) in [
        ("create_brand", json!({"name": "acme LABS"})),
        (
            "create_custom_domain",
            json!({"domain": "LOGIN.acme.example", "certificate_source_type": "MANUAL"}),
        ),
        (
            "create_email_domain",
            json!({"brand_id": "Acme Labs", "domain": "Mail.Acme.Example", "display_name": "x", "user_name": "x"}),
        ),
        (
            "create_email_customization",
            json!({"brand_id": "Acme Labs", "template_name": "ForgotPassword", "language": "EN", "subject": "s", "body": "b"}),
        ),
    ] {
        let error = plan(&okta, name, given).await.unwrap_err();
        assert_eq!(error.kind, Kind::Conflict, "{name}");
        assert!(
            error.message.contains("already"),
            "{name}: {}",
            error.message
        );
    }
}

#[tokio::test]
async fn a_brand_keeps_what_a_change_does_not_name_and_an_empty_text_clears() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = json!({"brand_id": "Acme Labs", "name": "Acme Labs", "agree_to_custom_privacy_policy": true, "custom_privacy_policy_url": "https://acme.example/privacy"});
    apply(&okta, "replace_brand", given).await;
    let given =
        json!({"brand_id": "Acme Labs", "name": "Acme Labs", "remove_powered_by_okta": true});
    let brand = apply(&okta, "replace_brand", given).await;
    assert_eq!(
        brand["customPrivacyPolicyUrl"],
        "https://acme.example/privacy"
    );
    assert_eq!(brand["removePoweredByOkta"], true);
    let given =
        json!({"brand_id": "Acme Labs", "name": "Acme Labs", "custom_privacy_policy_url": ""});
    let brand = apply(&okta, "replace_brand", given).await;
    assert!(brand["customPrivacyPolicyUrl"].is_null(), "{brand}");
    assert_eq!(brand["removePoweredByOkta"], true);
}

#[tokio::test]
async fn a_page_keeps_its_html_where_only_a_label_changes() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let which = json!({"brand_id": "Acme Labs"});
    let before = read(&okta, "get_customized_sign_in_page", which.clone())
        .await
        .unwrap();
    let given =
        json!({"brand_id": "Acme Labs", "widget_customizations": {"sign_in_label": "Hello"}});
    let planned = plan(&okta, "replace_customized_sign_in_page", given)
        .await
        .unwrap();
    okta.send(&planned.steps[0].request).await.unwrap();
    let after = read(&okta, "get_customized_sign_in_page", which.clone())
        .await
        .unwrap();
    assert_eq!(after["pageContent"], before["pageContent"]);
    assert_eq!(after["widgetCustomizations"]["signInLabel"], "Hello");
    assert_eq!(after["widgetCustomizations"]["widgetGeneration"], "G3");
    okta.send(planned.steps[0].undo.as_ref().unwrap())
        .await
        .unwrap();
    let back = read(&okta, "get_customized_sign_in_page", which)
        .await
        .unwrap();
    assert_eq!(back, before);
}

#[tokio::test]
async fn a_first_page_starts_from_oktas_own_and_is_taken_back_by_its_deletion() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given =
        json!({"brand_id": "Acme Pop-up", "widget_customizations": {"signInLabel": "Hello"}});
    let planned = plan(&okta, "replace_customized_sign_in_page", given)
        .await
        .unwrap();
    let body = planned.steps[0].request.json().unwrap();
    assert!(
        body["pageContent"]
            .as_str()
            .unwrap()
            .contains("okta-login-container"),
        "{body}"
    );
    let undo = planned.steps[0].undo.as_ref().unwrap();
    assert_eq!(undo.operation().id, "deleteCustomizedSignInPage");
}

#[tokio::test]
async fn what_is_verified_already_is_not_verified_again() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    for (tool, given) in [
        (
            "verify_custom_domain",
            json!({"domain_id": "login.acme.example"}),
        ),
        (
            "verify_email_domain",
            json!({"email_domain_id": "mail.acme.example"}),
        ),
    ] {
        apply(&okta, tool, given.clone()).await;
        let error = plan(&okta, tool, given).await.unwrap_err();
        assert_eq!(error.kind, Kind::Conflict);
        assert!(
            error.message.contains("verified already"),
            "{}",
            error.message
        );
    }
}

#[tokio::test]
async fn the_default_domain_and_the_default_brand_stay() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    for (tool, given) in [
        ("delete_custom_domain", json!({"domain_id": "default"})),
        ("delete_brand", json!({"brand_id": "Acme"})),
        (
            "replace_customized_error_page",
            json!({"brand_id": "Acme", "page_content": "x"}),
        ),
        (
            "delete_email_customization",
            json!({"brand_id": "Acme Labs", "template_name": "ForgotPassword", "customization_id": "en"}),
        ),
    ] {
        let error = plan(&okta, tool, given).await.unwrap_err();
        assert_eq!(error.kind, Kind::Conflict, "{tool}");
    }
}

#[tokio::test]
async fn a_theme_keeps_its_images_and_what_was_left_out() {
    let org = open_org(30).await;
    let okta = connect(&org, None);
    let given = json!({"brand_id": "Acme", "theme_id": "the1thing0000000acme", "primary_color_hex": "#0b5cad",
        "secondary_color_hex": "#f4f4f4", "sign_in_page_touch_point_variant": "OKTA_DEFAULT",
        "end_user_dashboard_touch_point_variant": "FULL_THEME", "error_page_touch_point_variant": "OKTA_DEFAULT",
        "email_template_touch_point_variant": "FULL_THEME"});
    let before = okta
        .send(&op::get_brand_theme(
            "bnd1default00000acme",
            "the1thing0000000acme",
        ))
        .await
        .unwrap()
        .body;
    let after = apply(&okta, "replace_brand_theme", given.clone()).await;
    assert_eq!(after["primaryColorHex"], "#0b5cad");
    for member in [
        "logo",
        "favicon",
        "loadingPageTouchPointVariant",
        "primaryColorContrastHex",
    ] {
        assert_eq!(after[member], before[member], "{member}");
    }
    let mut wrong = given;
    wrong["primary_color_hex"] = json!("blue");
    assert!(plan(&okta, "replace_brand_theme", wrong).await.is_err());
}
