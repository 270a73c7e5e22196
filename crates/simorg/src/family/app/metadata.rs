//! The SAML metadata of an application, as its service provider takes them.

use super::{certificate, named, path, text};
use crate::answer::Answer;
use crate::call::Call;
use crate::refusal::Refusal;
use crate::state::State;
use crate::tree::segment;

/// `GET /api/v1/apps/{appId}/sso/saml/metadata`
pub fn preview(state: &mut State, call: &Call<'_>) -> Result<Answer, Refusal> {
    let app = named(state, call)?;
    let id = text(&app, "id");
    let kid = match call.query.get("kid") {
        Some(kid) => kid,
        None => text(&app, "credentials.signing.kid"),
    };
    let keys = format!("{}/credentials/keys", path(id));
    let key = state.tree.get(&format!("{keys}/{}", segment(kid)));
    let key = key.filter(|_| text(&app, "signOnMode").starts_with("SAML_"));
    let Some(key) = key else {
        let summary =
            "Bad request. Accept and/or Content-Type headers likely do not match supported values.";
        return Err(Refusal::new(400, "E0000019", summary));
    };
    let external = id.replacen("0oa", "exk", 1);
    let format = match text(&app, "settings.signOn.subjectNameIdFormat") {
        "" => "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
        format => format,
    };
    let place = format!(
        "{}/app/{}/{external}/sso/saml",
        call.base(),
        text(&app, "name")
    );
    let service = |binding: &str| {
        format!(
            "<md:SingleSignOnService \
             Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:{binding}\" Location=\"{place}\"/>"
        )
    };
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <md:EntityDescriptor entityID=\"http://www.okta.com/{external}\" \
         xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">\
         <md:IDPSSODescriptor WantAuthnRequestsSigned=\"false\" \
         protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\
         <md:KeyDescriptor use=\"signing\">\
         <ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data>\
         <ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
         </md:KeyDescriptor><md:NameIDFormat>{format}</md:NameIDFormat>{}{}\
         </md:IDPSSODescriptor></md:EntityDescriptor>",
        certificate::chain(key),
        service("HTTP-POST"),
        service("HTTP-Redirect"),
    );
    Ok(Answer::text("application/xml;charset=ISO-8859-1", xml))
}
