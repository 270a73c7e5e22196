//! A form with a file in it (`multipart/form-data`, RFC 7578), taken apart.

use crate::call::Arrival;

/// The file of a form.
#[derive(Debug, PartialEq, Eq)]
pub struct FormFile<'a> {
    /// What its sender calls it.
    pub name: &'a str,
    /// The media type that its sender claims; nothing where none is said.
    pub media: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// The part `name` of a form, where the request is one and that part is a file.
pub fn file<'a>(arrival: &'a Arrival, name: &str) -> Option<FormFile<'a>> {
    let kind = arrival.header("content-type")?;
    let kind = kind.strip_prefix("multipart/form-data")?;
    let boundary = kind.split("boundary=").nth(1)?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    let is_fit = !boundary.is_empty() && boundary.len() <= 70;
    let body = arrival.body.as_deref().filter(|_| is_fit)?;
    let mark = format!("--{boundary}");
    let close = format!("\r\n--{boundary}--");
    // A form that was cut off has no end.
    find(body, close.as_bytes())?;
    let mut at = find(body, mark.as_bytes())? + mark.len();
    let between = format!("\r\n{mark}");
    while body.get(at..)?.starts_with(b"\r\n") {
        at += 2;
        let end = at + find(&body[at..], between.as_bytes())?;
        if let Some(file) = part(&body[at..end], name) {
            return Some(file);
        }
        at = end + between.len();
    }
    None
}

/// One part, where it is the file of that name.
fn part<'a>(part: &'a [u8], name: &str) -> Option<FormFile<'a>> {
    let head = find(part, b"\r\n\r\n")?;
    let headers = std::str::from_utf8(&part[..head]).ok()?;
    let header = |wanted: &str| {
        headers.lines().find_map(|line| {
            let (header, value) = line.split_once(':')?;
            header.eq_ignore_ascii_case(wanted).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition")?;
    let parameter = |wanted: &str| {
        disposition.split(';').skip(1).find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == wanted).then(|| value.trim_matches('"'))
        })
    };
    let is_it = disposition.starts_with("form-data") && parameter("name") == Some(name);
    is_it.then_some(FormFile {
        name: parameter("filename")?,
        media: header("content-type").unwrap_or_default(),
        bytes: &part[head + 4..],
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
