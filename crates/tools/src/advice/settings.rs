//! Advice for settings that cannot be used.

use okta::{KeyFault, OrgUrlFault};

use super::Code;
use crate::Error;

/// The advice for an org URL that cannot be used.
pub fn org_url(fault: &OrgUrlFault) -> Error {
    let (code, next_step) = match fault {
        OrgUrlFault::Missing => (Code::UrlMissing, None),
        OrgUrlFault::Placeholder(_) => (Code::UrlPlaceholder, None),
        OrgUrlFault::AdminHost { meant, .. } => (Code::UrlAdminHost, Some(meant)),
        OrgUrlFault::DoubledDomain { meant, .. } => (Code::UrlInvalid, Some(meant)),
        OrgUrlFault::Http(host) => (Code::UrlHttp, Some(host)),
        OrgUrlFault::Credentials => {
            let next_step = "Take them out of OKTA_ORG_URL; the app signs in with its key.";
            let error = Code::UrlInvalid.error(fault.to_string());
            return error.with_next_step(next_step);
        }
        OrgUrlFault::NotAnAddress(_) => (Code::UrlInvalid, None),
    };
    let error = code.error(fault.to_string());
    match next_step {
        Some(host) => error.with_next_step(format!("Set OKTA_ORG_URL to https://{host}.")),
        None => error,
    }
}

/// The advice for a private key that cannot be used.
pub fn key(fault: &KeyFault) -> Error {
    let code = match fault {
        KeyFault::Missing => Code::KeyMissing,
        KeyFault::PemLinesMissing(_) => Code::KeyPemLinesMissing,
        KeyFault::Public(_) => Code::KeyIsPublic,
        KeyFault::Encrypted => Code::KeyEncrypted,
        KeyFault::TooShort(_) => Code::KeyTooShort,
        KeyFault::KeyIdMissing => Code::KeyIdMissing,
        KeyFault::Unsupported(_) => {
            let error = Code::KeyUnreadable.error(fault.to_string());
            return error.with_next_step(Code::KeyTooShort.remedy());
        }
        KeyFault::Unreadable(_) => Code::KeyUnreadable,
    };
    code.error(fault.to_string())
}
