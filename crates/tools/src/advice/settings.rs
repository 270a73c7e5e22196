//! Advice for settings that cannot be used.

use okta::{KeyFault, OrgUrlFault};

use crate::{Error, Kind};

/// The advice for an org URL that cannot be used.
pub fn org_url(fault: &OrgUrlFault) -> Error {
    let next_step = match fault {
        OrgUrlFault::Missing => {
            "Set OKTA_ORG_URL to the address of the org, such as https://acme.okta.com.".to_owned()
        }
        OrgUrlFault::Placeholder(_) => {
            "Replace it in OKTA_ORG_URL with the address of your own org, such as https://acme.okta.com."
                .to_owned()
        }
        OrgUrlFault::AdminHost { meant, .. } | OrgUrlFault::DoubledDomain { meant, .. } => {
            format!("Set OKTA_ORG_URL to https://{meant}.")
        }
        OrgUrlFault::Http(host) => format!("Set OKTA_ORG_URL to https://{host}."),
        OrgUrlFault::Credentials => {
            "Take them out of OKTA_ORG_URL; the app signs in with its key.".to_owned()
        }
        OrgUrlFault::NotAnAddress(_) => {
            "Set OKTA_ORG_URL to the address in the browser's address bar when you sign in to Okta, \
             such as https://acme.okta.com."
                .to_owned()
        }
    };
    Error::new(Kind::Misconfigured, fault.to_string(), next_step)
}

/// The advice for a private key that cannot be used.
pub fn key(fault: &KeyFault) -> Error {
    let next_step = match fault {
        KeyFault::Missing => {
            "Set OKTA_PRIVATE_KEY_FILE to the path of the app's private key (or OKTA_PRIVATE_KEY to the key itself)."
        }
        KeyFault::PemLinesMissing => {
            "Give the whole file, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----, both lines included."
        }
        KeyFault::Public(_) => {
            "Give the private key. Okta shows it once, when it is made; if it is lost, add a new key in the app's General tab."
        }
        KeyFault::Encrypted => {
            "Decrypt it first: openssl pkcs8 -in key.pem -out key-plain.pem, and keep the result readable only by you."
        }
        KeyFault::TooShort(_) | KeyFault::Unsupported(_) => {
            "Make a new key in the app's General tab under Public Keys, or with openssl genrsa 2048, and register its public half there."
        }
        KeyFault::KeyIdMissing => {
            "Set OKTA_KEY_ID to the KID that the app's General tab shows beside the key."
        }
        KeyFault::Unreadable(_) => {
            "Give a PEM (PKCS#8, PKCS#1 or SEC1) or a private JWK, as Okta or openssl wrote it."
        }
    };
    Error::new(Kind::Misconfigured, fault.to_string(), next_step)
}
