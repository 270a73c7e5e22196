//! Images that are uploaded: which kinds Okta takes for what, and how large.

use crate::call::Call;
use crate::form;
use crate::refusal::Refusal;

const KB: usize = 1_000;

/// What an image may be.
pub struct Allowed {
    /// The kinds.
    kinds: &'static [Kind],
    /// The largest, in bytes.
    largest: usize,
    /// The longest edge in pixels, of what must be square.
    square: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    Gif,
    Ico,
    Svg,
}

/// The logo of a theme (Okta, Themes API).
pub const LOGO: Allowed = Allowed {
    kinds: &[Kind::Png, Kind::Jpeg, Kind::Gif],
    largest: 100 * KB,
    square: None,
};
/// The favicon of a theme.
pub const FAVICON: Allowed = Allowed {
    kinds: &[Kind::Png, Kind::Ico],
    largest: 100 * KB,
    square: Some(512),
};
/// The background of a theme.
pub const BACKGROUND: Allowed = Allowed {
    kinds: &[Kind::Png, Kind::Jpeg, Kind::Gif],
    largest: 2_000 * KB,
    square: None,
};
/// The logo of an application (Okta, Application Logos API).
pub const APP_LOGO: Allowed = Allowed {
    kinds: &[Kind::Png, Kind::Jpeg, Kind::Gif, Kind::Svg],
    largest: 1_000 * KB,
    square: None,
};

/// Whether an upload is an image that may stand there.
///
/// # Errors
/// E0000021 where it is no form, E0000003 where it has no file, E0000001 where the file will not do. The
/// wording of the causes is a guess: no recording has them.
pub fn check(call: &Call<'_>, allowed: &Allowed) -> Result<(), Refusal> {
    let kind = call.arrival.header("content-type").unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Err(Refusal::bad_request());
    }
    let Some(file) = form::file(call.arrival, "file") else {
        return Err(Refusal::malformed());
    };
    let refuse = |cause: &str| Err(Refusal::invalid("file", format!("file: {cause}")));
    let Some(kind) = kind_of(file.bytes).filter(|kind| allowed.kinds.contains(kind)) else {
        return refuse("The image format is not supported");
    };
    if file.bytes.len() >= allowed.largest {
        return refuse("The image is too large");
    }
    if let (Some(most), Some((width, height))) = (allowed.square, edges(kind, file.bytes))
        && (width != height || width > most)
    {
        return refuse("The image must be square and no larger than 512 pixels");
    }
    Ok(())
}

/// By what the file begins with: a name and a claimed type prove nothing.
fn kind_of(bytes: &[u8]) -> Option<Kind> {
    let begins: [(&[u8], Kind); 5] = [
        (b"\x89PNG\r\n\x1a\n", Kind::Png),
        (b"\xff\xd8\xff", Kind::Jpeg),
        (b"GIF8", Kind::Gif),
        (b"\0\0\x01\0", Kind::Ico),
        (b"<svg", Kind::Svg),
    ];
    let found = begins.iter().find(|(start, _)| bytes.starts_with(start));
    let is_xml = bytes.starts_with(b"<?xml") && bytes.windows(4).any(|four| four == b"<svg");
    found.map(|(_, kind)| *kind).or(is_xml.then_some(Kind::Svg))
}

/// Width and height of a PNG that says them.
fn edges(kind: Kind, bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24).filter(|_| kind == Kind::Png)?;
    let number = |at: usize| {
        let four = header.get(at..at + 4)?;
        Some(u32::from_be_bytes(four.try_into().ok()?))
    };
    header
        .starts_with(b"IHDR")
        .then(|| Some((number(4)?, number(8)?)))?
}
