//! Files that go to Okta: taken from the folder, and checked as Okta would before anything is sent.

use operations::{Operation, Upload};
use sha2::{Digest as _, Sha256};

use crate::folder::Named;
use crate::quote::quote;
use crate::{Call, Error};

/// What a file may be: the kinds, and the size in bytes that it must stay under.
struct Allowed {
    operation: &'static str,
    kinds: &'static [Kind],
    under: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    Gif,
    Ico,
    Svg,
    PemCertificate,
    DerCertificate,
}

/// The operations that take a file (Okta, Themes, Application Logos, and the keys of apps and identity
/// providers). That a certificate must stay under 100 kB is our own measure.
const ALLOWED: &[Allowed] = &[
    Allowed {
        operation: "uploadBrandThemeLogo",
        kinds: &[Kind::Png, Kind::Jpeg, Kind::Gif],
        under: 100_000,
    },
    Allowed {
        operation: "uploadBrandThemeFavicon",
        kinds: &[Kind::Png, Kind::Ico],
        under: 100_000,
    },
    Allowed {
        operation: "uploadBrandThemeBackgroundImage",
        kinds: &[Kind::Png, Kind::Jpeg, Kind::Gif],
        under: 2_000_000,
    },
    Allowed {
        operation: "uploadApplicationLogo",
        kinds: &[Kind::Png, Kind::Jpeg, Kind::Gif, Kind::Svg],
        under: 1_000_000,
    },
    Allowed {
        operation: "publishCsrFromApplication",
        kinds: &[Kind::PemCertificate, Kind::DerCertificate],
        under: 100_000,
    },
    Allowed {
        operation: "publishCsrForIdentityProvider",
        kinds: &[Kind::PemCertificate, Kind::DerCertificate],
        under: 100_000,
    },
];

/// The longest edge of a favicon, in pixels; it must be square.
const FAVICON_EDGE: u32 = 512;

/// Whether an operation takes a file of the folder.
pub fn is_taken_by(operation: &Operation) -> bool {
    allowed(operation).is_some()
}

/// What an operation that takes a file takes, in words: `PNG, JPG or GIF, under 100000 bytes`.
pub fn described(operation: &Operation) -> Option<String> {
    let allowed = allowed(operation)?;
    let kinds: Vec<&str> = allowed.kinds.iter().map(|kind| kind.word()).collect();
    let (last, others) = kinds.split_last()?;
    Some(format!(
        "{} or {last}, under {} bytes",
        others.join(", "),
        allowed.under
    ))
}

/// A file of the folder, fit for an operation.
///
/// # Errors
/// `misconfigured` where there is no folder; what [`Folder::read`](crate::Folder::read) says of the name;
/// `invalid_input` where Okta does not take such a file.
pub fn take(call: &Call<'_>, operation: &Operation, named: Named<'_>) -> Result<Upload, Error> {
    let Some(allowed) = allowed(operation) else {
        return Err(Error::invalid_input(format!(
            "{} takes no file",
            operation.id
        )));
    };
    let bytes = call.files()?.read(named, allowed.under - 1)?;
    let unfit = |why: String| {
        let (argument, name) = (named.argument, quote(named.name));
        Error::invalid_input(format!("`{argument}`: {name} {why}; nothing was sent"))
    };
    let kind = Kind::of(&bytes).filter(|kind| allowed.kinds.contains(kind));
    let Some(kind) = kind else {
        let wanted = described(operation).unwrap_or_default();
        return Err(unfit(format!("is not what Okta takes here: {wanted}")));
    };
    let is_favicon = operation.id == "uploadBrandThemeFavicon";
    if let (true, Some((width, height))) = (is_favicon, edges(kind, &bytes))
        && (width != height || width > FAVICON_EDGE)
    {
        return Err(unfit(format!(
            "is {width} by {height} pixels; a favicon is square, at most {FAVICON_EDGE} by {FAVICON_EDGE}"
        )));
    }
    let name = named.name.rsplit('/').next().unwrap_or(named.name);
    Ok(Upload {
        name: name.to_owned(),
        media: kind.media(),
        bytes: bytes.into(),
    })
}

/// A file in words, so that whoever agrees agrees to this one: its name, size and digest.
pub fn shown(upload: &Upload) -> String {
    format!(
        "the file {} ({}, {} bytes, SHA-256 {})",
        quote(&upload.name),
        upload.media,
        upload.bytes.len(),
        digest(upload)
    )
}

/// The SHA-256 of a file, in hexadecimal.
pub fn digest(upload: &Upload) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(&upload.bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn allowed(operation: &Operation) -> Option<&'static Allowed> {
    ALLOWED.iter().find(|row| row.operation == operation.id)
}

impl Kind {
    /// By what a file begins with: a name proves nothing. What holds a private key is nothing to send.
    fn of(bytes: &[u8]) -> Option<Self> {
        let begins: [(&[u8], Self); 7] = [
            (b"\x89PNG\r\n\x1a\n", Self::Png),
            (b"\xff\xd8\xff", Self::Jpeg),
            (b"GIF87a", Self::Gif),
            (b"GIF89a", Self::Gif),
            (b"\0\0\x01\0", Self::Ico),
            (b"\x30\x82", Self::DerCertificate),
            (b"<svg", Self::Svg),
        ];
        let found = begins.iter().find(|(start, _)| bytes.starts_with(start));
        if let Some((_, kind)) = found {
            return Some(*kind);
        }
        let text = std::str::from_utf8(bytes).ok()?.trim_start();
        let is_certificate = text.contains("-----BEGIN CERTIFICATE-----");
        match () {
            () if text.contains("PRIVATE KEY") => None,
            () if is_certificate => Some(Self::PemCertificate),
            () if text.starts_with("<?xml") && text.contains("<svg") => Some(Self::Svg),
            () => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPG",
            Self::Gif => "GIF",
            Self::Ico => "ICO",
            Self::Svg => "SVG",
            Self::PemCertificate => "a PEM certificate",
            Self::DerCertificate => "a DER certificate",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Ico => "image/x-icon",
            Self::Svg => "image/svg+xml",
            Self::PemCertificate => "application/x-pem-file",
            Self::DerCertificate => "application/pkix-cert",
        }
    }
}

/// Width and height of a PNG (PNG specification, section 11.2.1).
fn edges(kind: Kind, bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24).filter(|_| kind == Kind::Png)?;
    let number = |four: &[u8]| Some(u32::from_be_bytes(four.try_into().ok()?));
    header.starts_with(b"IHDR").then_some(())?;
    Some((number(&header[4..8])?, number(&header[8..12])?))
}

#[cfg(test)]
mod tests {
    use operations::OPERATIONS;

    use super::*;

    #[test]
    fn every_operation_that_takes_a_file_is_known_and_none_else() {
        for row in ALLOWED {
            let operation = operations::find(row.operation).unwrap();
            let media = operation.body.as_ref().unwrap().media;
            assert!(!media.ends_with("json"), "{}", row.operation);
        }
        for operation in OPERATIONS.iter().filter(|it| crate::api::is_callable(it)) {
            let Some(body) = &operation.body else {
                continue;
            };
            let is_other = !body.media.ends_with("json");
            assert_eq!(is_taken_by(operation), is_other, "{}", operation.id);
        }
    }

    #[test]
    fn a_private_key_is_no_certificate() {
        let key = b"-----BEGIN CERTIFICATE-----\nx\n-----BEGIN PRIVATE KEY-----\n";
        assert_eq!(Kind::of(key), None);
    }
}
