//! The kinds of factors: who provides them, how their ids start, what enrolling one asks.

/// A kind of factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Okta's `factorType`.
    pub factor: &'static str,
    /// Okta's `provider`.
    pub provider: &'static str,
    /// Who is named as the vendor.
    pub vendor: &'static str,
    /// How its ids start.
    pub prefix: &'static str,
    /// What a new one waits for.
    pub proof: Proof,
}

/// What a new factor waits for before it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing.
    None,
    /// A code that Okta sent, and can send again.
    Sent,
    /// A code that a device makes from a shared secret.
    Made,
    /// A device that answers.
    Device,
    /// A browser that signs.
    Browser,
    /// A code with the enrolment itself.
    Given,
}

const fn kind(
    factor: &'static str,
    (provider, vendor): (&'static str, &'static str),
    prefix: &'static str,
    proof: Proof,
) -> Kind {
    Kind {
        factor,
        provider,
        vendor,
        prefix,
        proof,
    }
}

const OKTA: (&str, &str) = ("OKTA", "OKTA");

/// All kinds. The prefixes of those that nobody recorded are taken from Okta's examples.
pub const KINDS: [Kind; 16] = [
    kind("question", OKTA, "ufs", Proof::None),
    kind("sms", OKTA, "mbl", Proof::Sent),
    kind("call", OKTA, "clf", Proof::Sent),
    kind("email", OKTA, "emf", Proof::Sent),
    kind("push", OKTA, "opf", Proof::Device),
    kind("signed_nonce", OKTA, "pfd", Proof::Device),
    kind("token:software:totp", OKTA, "ost", Proof::Made),
    kind(
        "token:software:totp",
        ("GOOGLE", "GOOGLE"),
        "uft",
        Proof::Made,
    ),
    kind("token", ("RSA", "RSA"), "rsf", Proof::Given),
    kind("token", ("SYMANTEC", "SYMANTEC"), "ufv", Proof::Given),
    kind("token:hardware", ("YUBICO", "YUBICO"), "ykf", Proof::Given),
    kind("token:hotp", ("CUSTOM", "CUSTOM"), "chf", Proof::None),
    kind("token:hardware", ("CUSTOM", "CUSTOM"), "chh", Proof::Given),
    kind("u2f", ("FIDO", "FIDO"), "fuf", Proof::Browser),
    kind("webauthn", ("FIDO", "FIDO"), "fwf", Proof::Browser),
    kind("web", ("DUO", "DUO"), "duo", Proof::Device),
];

/// The kind of that type and provider; where no provider is named, the first of that type.
pub fn find(factor: &str, provider: &str) -> Option<&'static Kind> {
    KINDS
        .iter()
        .find(|kind| kind.factor == factor && (provider.is_empty() || kind.provider == provider))
}

/// Questions that a person may choose from: Okta's keys, in words of our own.
pub const QUESTIONS: [(&str, &str); 20] = [
    (
        "disliked_food",
        "Which food did you like least when you were a child?",
    ),
    (
        "name_of_first_plush_toy",
        "What was your first plush toy called?",
    ),
    ("first_award", "For what did you get your first prize?"),
    (
        "favorite_security_question",
        "Which security question do you like best?",
    ),
    (
        "favorite_toy",
        "Which toy did you like most when you were a child?",
    ),
    (
        "first_computer_game",
        "Which computer game did you play first?",
    ),
    (
        "favorite_movie_quote",
        "Which line of a film do you like best?",
    ),
    (
        "first_sports_team_mascot",
        "What was the mascot of your first team?",
    ),
    ("first_music_purchase", "Which music did you buy first?"),
    ("favorite_art_piece", "Which work of art do you like best?"),
    (
        "grandmother_favorite_desert",
        "Which dessert did your grandmother like best?",
    ),
    ("first_thing_cooked", "What did you learn to cook first?"),
    (
        "childhood_dream_job",
        "What did you want to become as a child?",
    ),
    ("first_kiss_location", "Where were you kissed first?"),
    (
        "place_where_significant_other_was_met",
        "Where did you meet your partner?",
    ),
    (
        "favorite_vacation_location",
        "Where do you like to spend your holidays?",
    ),
    (
        "new_years_two_thousand",
        "Where were you when the year 2000 began?",
    ),
    (
        "favorite_speaker_actor",
        "Which speaker or actor do you like best?",
    ),
    (
        "favorite_book_movie_character",
        "Which character of a book or film do you like best?",
    ),
    ("favorite_sports_player", "Which player do you like best?"),
];

/// The words of a question.
pub fn question(key: &str) -> Option<&'static str> {
    QUESTIONS
        .iter()
        .find(|(known, _)| *known == key)
        .map(|(_, words)| *words)
}
