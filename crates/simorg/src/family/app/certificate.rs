//! Signing keys with their certificates, and requests for certificates.
//!
//! The numbers are random: a certificate reads as one, and signs nothing.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::clock::whole_seconds;
use crate::dice::Dice;
use crate::state::State;
use crate::tree::Document;

/// A new RSA signing key that is good for that many years.
pub fn key(state: &mut State, kid: &str, years: i64) -> Document {
    let now = state.clock.now();
    let ends = now
        .to_zoned(TimeZone::UTC)
        .checked_add(years.years())
        .map_or(now, |ends| ends.timestamp());
    let modulus = modulus(&mut state.dice);
    let certificate = certificate(&modulus, (now, ends), &mut state.dice);
    let made = json!({
        "kty": "RSA",
        "created": whole_seconds(now),
        "lastUpdated": whole_seconds(now),
        "expiresAt": whole_seconds(ends),
        "kid": kid,
        "use": "sig",
        "x5c": [STANDARD.encode(&certificate)],
        "x5t#S256": URL_SAFE_NO_PAD.encode(Sha256::digest(&certificate)),
        "e": "AQAB",
        "n": URL_SAFE_NO_PAD.encode(&modulus),
    });
    made.as_object().cloned().unwrap_or_default()
}

/// A request for a certificate (PKCS #10) with a name from the body of the call.
pub fn request(state: &mut State, name: &str) -> String {
    let modulus = modulus(&mut state.dice);
    let info = sequence(&[
        tag(0x02, &[0]),
        distinguished(name),
        public_key(&modulus),
        tag(0xA0, &[]),
    ]);
    let signature = bits(&bytes(&mut state.dice, 256));
    STANDARD.encode(sequence(&[info, algorithm(SHA256_RSA), signature]))
}

const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
const SHA256_RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];

fn modulus(dice: &mut Dice) -> Vec<u8> {
    let mut modulus = bytes(dice, 256);
    // Of full length, and odd, as the product of two primes is.
    if let Some(first) = modulus.first_mut() {
        *first |= 0x80;
    }
    if let Some(last) = modulus.last_mut() {
        *last |= 1;
    }
    modulus
}

fn bytes(dice: &mut Dice, count: usize) -> Vec<u8> {
    (0..count)
        .map(|_| u8::try_from(dice.below(256)).unwrap_or(0))
        .collect()
}

fn certificate(modulus: &[u8], (from, to): (Timestamp, Timestamp), dice: &mut Dice) -> Vec<u8> {
    let mut serial = bytes(dice, 8);
    serial.insert(0, 1);
    let name = distinguished("acme");
    let info = sequence(&[
        tag(0xA0, &tag(0x02, &[2])),
        tag(0x02, &serial),
        algorithm(SHA256_RSA),
        name.clone(),
        sequence(&[time(from), time(to)]),
        name,
        public_key(modulus),
    ]);
    sequence(&[info, algorithm(SHA256_RSA), bits(&bytes(dice, 256))])
}

fn distinguished(name: &str) -> Vec<u8> {
    let pair = sequence(&[tag(0x06, COMMON_NAME), tag(0x0C, name.as_bytes())]);
    sequence(&[tag(0x31, &pair)])
}

fn algorithm(id: &[u8]) -> Vec<u8> {
    sequence(&[tag(0x06, id), tag(0x05, &[])])
}

fn public_key(modulus: &[u8]) -> Vec<u8> {
    // The sign bit of a positive number is zero.
    let number = [&[0], modulus].concat();
    let key = sequence(&[tag(0x02, &number), tag(0x02, &[1, 0, 1])]);
    sequence(&[algorithm(RSA), bits(&key)])
}

fn time(at: Timestamp) -> Vec<u8> {
    tag(0x18, at.strftime("%Y%m%d%H%M%SZ").to_string().as_bytes())
}

fn bits(content: &[u8]) -> Vec<u8> {
    tag(0x03, &[&[0], content].concat())
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tag(0x30, &parts.concat())
}

/// A value in DER: tag, length, content.
fn tag(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut coded = vec![tag];
    match (length.len(), length.first()) {
        (0, _) => coded.push(0),
        (1, Some(only)) if *only < 0x80 => coded.push(*only),
        (count, _) => {
            coded.push(0x80 | u8::try_from(count).unwrap_or(0x7F));
            coded.extend(&length);
        }
    }
    coded.extend(content);
    coded
}

/// The certificates of a key, where it has some.
pub fn chain(key: &Document) -> &str {
    key.get("x5c")
        .and_then(|chain| chain.get(0))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_coded_short_and_long() {
        assert_eq!(tag(0x04, &[]), [0x04, 0]);
        assert_eq!(tag(0x04, &[7; 3]), [0x04, 3, 7, 7, 7]);
        assert_eq!(tag(0x04, &[0; 200]).get(..3), Some(&[0x04, 0x81, 200][..]));
        assert_eq!(
            tag(0x04, &[0; 300]).get(..4),
            Some(&[0x04, 0x82, 1, 44][..])
        );
    }
}
