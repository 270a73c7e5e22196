//! The address of an org: what can be repaired is repaired, what cannot is refused by name.

use std::fmt;

use url::{Host, Url};

/// Where Okta's own orgs live (Okta, Okta organizations).
const OKTA_DOMAINS: &[&str] = &[
    "okta.com",
    "oktapreview.com",
    "okta-emea.com",
    "okta-gov.com",
    "okta.mil",
    "okta-miltest.com",
    "trex-govcloud.com",
];

/// The longest name of a host.
const LONGEST_HOST: usize = 253;

/// The address of an org: scheme, host and port, nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgUrl {
    origin: String,
    host: String,
    repaired: bool,
}

/// Why an address is not an org's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrgUrlFault {
    /// Nothing was given.
    #[error("the org URL is missing")]
    Missing,
    /// A placeholder from a document was left in.
    #[error("the org URL still holds the placeholder `{0}`")]
    Placeholder(String),
    /// The address of the Admin Console.
    #[error("`{host}` is the address of the Admin Console, not of the org")]
    AdminHost {
        /// The host given.
        host: String,
        /// The host that was meant.
        meant: String,
    },
    /// `.com.com`.
    #[error("`{host}` ends in a doubled `.com`")]
    DoubledDomain {
        /// The host given.
        host: String,
        /// The host that was meant.
        meant: String,
    },
    /// `http://` to anything but this machine.
    #[error("`http://{0}` would send tokens unencrypted")]
    Http(String),
    /// A user name or password in the address.
    #[error("the org URL holds a user name or a password")]
    Credentials,
    /// Not an address.
    #[error("`{0}` is not a web address")]
    NotAnAddress(String),
}

impl OrgUrl {
    /// Reads an address as people paste it. A missing scheme, surrounding quotes, a trailing slash, a
    /// path and a doubled `https://` are repaired.
    ///
    /// # Errors
    /// [`OrgUrlFault`], which names what cannot be repaired.
    pub fn parse(text: &str) -> Result<Self, OrgUrlFault> {
        let given = text.trim().trim_matches(['"', '\'']).trim();
        if given.is_empty() {
            return Err(OrgUrlFault::Missing);
        }
        refuse_placeholder(given)?;
        let (scheme, rest) = split_scheme(given);
        let url = Url::parse(&format!("{scheme}://{rest}"))
            .map_err(|_| OrgUrlFault::NotAnAddress(shown(given)))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OrgUrlFault::Credentials);
        }
        let host = url
            .host()
            .ok_or_else(|| OrgUrlFault::NotAnAddress(shown(given)))?
            .to_owned();
        refuse_host(&host)?;
        if scheme == "http" && !is_loopback(&host) {
            return Err(OrgUrlFault::Http(host.to_string()));
        }
        let origin = url.origin().ascii_serialization();
        Ok(Self {
            repaired: origin != given,
            host: host.to_string(),
            origin,
        })
    }

    /// `https://acme.okta.com`, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// `acme.okta.com`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether what was given had to be repaired.
    pub fn was_repaired(&self) -> bool {
        self.repaired
    }

    /// Whether the org is one for trying things out: Okta Preview, a developer, integrator or trial
    /// org, or this machine. A custom domain does not tell, and counts as production.
    pub fn is_production(&self) -> bool {
        let trial = ["dev-", "integrator-", "trial-"];
        let preview = self.host.ends_with(".oktapreview.com");
        let is_below = |domain: &&str| {
            let stem = self.host.strip_suffix(*domain);
            stem.is_some_and(|stem| stem.ends_with('.'))
        };
        let okta = OKTA_DOMAINS.iter().any(is_below);
        !(preview || self.is_loopback() || okta && trial.iter().any(|t| self.host.starts_with(t)))
    }

    fn is_loopback(&self) -> bool {
        Host::parse(&self.host).is_ok_and(|host| is_loopback(&host))
    }

    /// Whether a link that Okta gave leads back to this org.
    pub(crate) fn is_origin_of(&self, url: &Url) -> bool {
        url.origin().ascii_serialization() == self.origin
    }
}

impl fmt::Display for OrgUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

/// The scheme (`http` where it says so last, else `https`) and what follows it.
fn split_scheme(given: &str) -> (&'static str, &str) {
    let mut rest = given;
    let mut scheme = "https";
    while let Some((before, after)) = rest.split_once("://") {
        scheme = if before.eq_ignore_ascii_case("http") {
            "http"
        } else {
            "https"
        };
        rest = after;
    }
    (scheme, rest)
}

fn refuse_placeholder(given: &str) -> Result<(), OrgUrlFault> {
    let lower = given.to_ascii_lowercase();
    let words = [
        "youroktadomain",
        "your-okta-domain",
        "your-org",
        "yourorg",
        "your_okta_domain",
    ];
    let marked = given.contains(['{', '}', '<', '>', '$', '[', ']']) && !given.contains("[::1]");
    if marked || words.iter().any(|w| lower.contains(w)) {
        return Err(OrgUrlFault::Placeholder(shown(given)));
    }
    Ok(())
}

fn refuse_host(host: &Host) -> Result<(), OrgUrlFault> {
    let Host::Domain(name) = host else {
        return Ok(());
    };
    // The URL standard lets a host hold more than a name in the DNS can (RFC 1035 section 2.3.4).
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.len() > LONGEST_HOST || !name.chars().all(is_plain) {
        return Err(OrgUrlFault::NotAnAddress(shown(name)));
    }
    if let Some(stem) = name.strip_suffix(".com.com") {
        return Err(OrgUrlFault::DoubledDomain {
            host: name.clone(),
            meant: format!("{stem}.com"),
        });
    }
    for domain in OKTA_DOMAINS {
        let stem = name
            .strip_suffix(domain)
            .and_then(|stem| stem.strip_suffix("-admin."));
        if let Some(stem) = stem {
            return Err(OrgUrlFault::AdminHost {
                host: name.clone(),
                meant: format!("{stem}.{domain}"),
            });
        }
    }
    if name.contains('.') || name == "localhost" {
        Ok(())
    } else {
        Err(OrgUrlFault::NotAnAddress(name.clone()))
    }
}

fn is_loopback<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => name.as_ref() == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// What was given, cut and without control characters, fit to stand in a message.
fn shown(given: &str) -> String {
    given.chars().filter(|c| !c.is_control()).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_repaired_is() {
        for given in [
            "https://acme.okta.com",
            "acme.okta.com",
            " https://acme.okta.com/ ",
            "https://acme.okta.com/oauth2/default",
            "https://https://acme.okta.com",
            "\"https://ACME.okta.com\"",
            "https://acme.okta.com:443",
        ] {
            let url = OrgUrl::parse(given).unwrap();
            assert_eq!(url.as_str(), "https://acme.okta.com", "{given}");
        }
        assert!(
            !OrgUrl::parse("https://acme.okta.com")
                .unwrap()
                .was_repaired()
        );
        assert!(OrgUrl::parse("acme.okta.com").unwrap().was_repaired());
    }

    #[test]
    fn what_cannot_be_repaired_is_refused_by_name() {
        let fault = |given| OrgUrl::parse(given).unwrap_err();
        assert_eq!(fault(""), OrgUrlFault::Missing);
        assert!(matches!(
            fault("https://{yourOktaDomain}"),
            OrgUrlFault::Placeholder(_)
        ));
        assert!(matches!(
            fault("https://your-org.okta.com"),
            OrgUrlFault::Placeholder(_)
        ));
        assert!(matches!(
            fault("https://acme-admin.okta.com"),
            OrgUrlFault::AdminHost { meant, .. } if meant == "acme.okta.com"
        ));
        assert!(matches!(
            fault("acme.okta.com.com"),
            OrgUrlFault::DoubledDomain { .. }
        ));
        assert_eq!(
            fault("http://acme.okta.com"),
            OrgUrlFault::Http("acme.okta.com".into())
        );
        assert_eq!(
            fault("https://me:pw@acme.okta.com"),
            OrgUrlFault::Credentials
        );
        assert!(matches!(fault("acme"), OrgUrlFault::NotAnAddress(_)));
        assert!(matches!(fault("https://"), OrgUrlFault::NotAnAddress(_)));
        assert!(matches!(fault("acme.\"x"), OrgUrlFault::NotAnAddress(_)));
        let long = "a.".repeat(200);
        assert!(matches!(fault(&long), OrgUrlFault::NotAnAddress(shown) if shown.len() <= 80));
    }

    #[test]
    fn this_machine_may_be_spoken_to_in_the_clear() {
        for given in [
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:9",
        ] {
            assert!(OrgUrl::parse(given).is_ok(), "{given}");
        }
    }

    #[test]
    fn production_is_told_from_trial() {
        let production = |given| OrgUrl::parse(given).unwrap().is_production();
        assert!(production("acme.okta.com"));
        assert!(production("login.acme.com"));
        assert!(production("dev-portal.notokta.com"));
        assert!(!production("acme.oktapreview.com"));
        assert!(!production("dev-123456.okta.com"));
        assert!(!production("http://127.0.0.1:1"));
    }
}
