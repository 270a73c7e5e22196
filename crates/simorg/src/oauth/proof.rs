//! The proof that whoever shows a token holds a key (DPoP, RFC 9449).

use http::HeaderMap;
use percent_encoding::percent_decode_str;

use crate::oauth::access::Access;
use crate::oauth::jwk::{self, Flaw};
use crate::oauth::jwt::Jwt;

/// How old a proof may be, in seconds.
const OLDEST: i64 = 300;

/// What stays encoded in an `htu`, the percent sign first.
const KEPT_ENCODED: [(char, &str); 4] = [('%', "%25"), (' ', "%20"), ('"', "%22"), ('#', "%23")];

/// What a proof is for.
#[derive(Clone, Copy, Debug)]
pub struct Purpose<'a> {
    /// The method of the request.
    pub method: &'a str,
    /// The URL of the request, without query and fragment.
    pub url: &'a str,
    /// The access token it goes with; `None` at the token endpoint.
    pub token: Option<&'a str>,
    /// Now, in seconds since the epoch.
    pub now: i64,
}

/// What a good proof shows.
#[derive(Debug)]
pub struct Proof {
    /// The thumbprint of the key.
    pub thumbprint: String,
    /// The nonce it answers.
    pub nonce: Option<String>,
}

/// A path as Okta writes it into the `htu` that it expects: decoded, apart from what would end or
/// break a URL. A proof with the path as it stood on the wire is refused where they differ, as in
/// `/api/v1/users/ada%40acme.example` (okta-sdk-python issue 541, okta-sdk-nodejs issue 521; the
/// exceptions are those of okta-sdk-java pull request 1526, which was tried against an organisation).
pub fn spelled(path: &str) -> String {
    let Ok(plain) = percent_decode_str(path).decode_utf8() else {
        return path.to_owned();
    };
    KEPT_ENCODED
        .iter()
        .fold(plain.into_owned(), |text, (sign, code)| {
            text.replace(*sign, code)
        })
}

/// The text of the proof header.
///
/// # Errors
/// Okta's sentence where it is missing or stands there twice.
pub fn header(headers: &HeaderMap) -> Result<&str, &'static str> {
    let mut all = headers.get_all("dpop").iter();
    let first = all.next().ok_or("The DPoP proof JWT header is missing.")?;
    if all.next().is_some() {
        return Err("Multiple DPoP proof JWT headers are not allowed.");
    }
    first
        .to_str()
        .map_err(|_| "The DPoP proof JWT cannot be parsed.")
}

/// Believes a proof, once.
///
/// # Errors
/// Okta's sentence for what is wrong with it.
pub fn check(access: &mut Access, text: &str, purpose: Purpose<'_>) -> Result<Proof, &'static str> {
    if text.contains(',') {
        return Err("Multiple DPoP proof JWT headers are not allowed.");
    }
    let jwt = Jwt::parse(text).ok_or("The DPoP proof JWT cannot be parsed.")?;
    let thumbprint = signature(&jwt)?;
    claims(&jwt, purpose)?;
    let id = jwt
        .claim("jti")
        .filter(|id| !id.is_empty())
        .ok_or("'jti' claim in the DPoP proof JWT is invalid.")?;
    if let Some(token) = purpose.token
        && jwt.claim("ath") != Some(jwk::digest(token).as_str())
    {
        return Err("'ath' claim in the DPoP proof does not match the presented access_token.");
    }
    let until = purpose.now + 2 * OLDEST;
    if !access
        .proofs
        .first(&format!("{thumbprint} {id}"), purpose.now, until)
    {
        return Err("The DPoP proof JWT has already been used.");
    }
    let nonce = jwt.claim("nonce").map(str::to_owned);
    Ok(Proof { thumbprint, nonce })
}

/// The thumbprint of the key that signed.
fn signature(jwt: &Jwt) -> Result<String, &'static str> {
    if jwt.head("typ") != Some("dpop+jwt") {
        return Err("'typ' must be 'dpop+jwt' in the DPoP proof JWT.");
    }
    let algorithm = jwt.head("alg").unwrap_or_default();
    if !jwk::ALGORITHMS.split(' ').any(|known| known == algorithm) {
        return Err("The DPoP proof JWT signature algorithm is invalid.");
    }
    let key = jwt
        .header
        .get("jwk")
        .and_then(|key| key.as_object())
        .filter(|key| jwk::is_public(key))
        .ok_or("The DPoP proof JWT is invalid.")?;
    jwk::verify(key, algorithm, jwt.signed.as_bytes(), &jwt.signature).map_err(
        |flaw| match flaw {
            Flaw::Algorithm => "The DPoP proof JWT signature algorithm is invalid.",
            Flaw::Key => "The DPoP proof JWT is invalid.",
            Flaw::Signature => "The DPoP proof JWT signature is invalid.",
        },
    )?;
    jwk::thumbprint(key).ok_or("The DPoP proof JWT is invalid.")
}

fn claims(jwt: &Jwt, purpose: Purpose<'_>) -> Result<(), &'static str> {
    if jwt.claim("htm") != Some(purpose.method) {
        return Err("'htm' claim in the DPoP proof JWT is invalid.");
    }
    if jwt.claim("htu") != Some(purpose.url) {
        return Err("'htu' claim in the DPoP proof JWT is invalid.");
    }
    let issued = jwt
        .seconds("iat")
        .ok_or("'iat' claim in the DPoP proof JWT is invalid.")?;
    if issued > purpose.now {
        return Err("The DPoP proof JWT is issued in the future.");
    }
    if issued < purpose.now - OLDEST {
        return Err("The DPoP proof JWT is issued more than five minutes in the past.");
    }
    if jwt.seconds("exp").is_some_and(|end| end <= purpose.now) {
        return Err("The DPoP proof JWT is expired.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn a_path_is_spelled_as_okta_does() {
        for (wire, due) in [
            ("/api/v1/users/00u1", "/api/v1/users/00u1"),
            (
                "/api/v1/users/ada%40acme.example",
                "/api/v1/users/ada@acme.example",
            ),
            ("/api/v1/users/J%C3%BCrgen%20M", "/api/v1/users/Jürgen%20M"),
            ("/50%25%2522%22%23", "/50%25%2522%22%23"),
            ("/%FF", "/%FF"),
        ] {
            assert_eq!(spelled(wire), due);
        }
    }
}
