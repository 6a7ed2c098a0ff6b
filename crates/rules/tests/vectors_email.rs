//! The e-mail rule against the verdicts of a browser's rule and of a strict library: every row that
//! they agree on, and for each row where they do not, the decision that is ours.

use leadgate_rules::email::parse;
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: String,
    value: String,
    valid: bool,
    normalized: Option<String>,
    tier: String,
    tags: Vec<String>,
    recommended: Option<bool>,
}

impl Row {
    fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known == tag)
    }

    #[track_caller]
    fn check(&self, expected: bool) {
        let address = parse(&self.value).ok();
        assert_eq!(address.is_some(), expected, "{} {:?}", self.id, self.value);
        // A row that a library refuses has no normal form to compare with.
        if self.normalized.is_some() && address.is_some() {
            assert_eq!(address, self.normalized, "{}", self.id);
        }
    }
}

fn rows(tier: &str) -> Vec<Row> {
    let rows: Vec<Row> = include_str!("vectors/email.visible.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row"))
        .filter(|row: &Row| row.tier == tier)
        .collect();
    assert!(rows.len() > 50);
    rows
}

#[derive(Clone, Copy)]
enum Decision {
    Accept,
    Refuse,
    /// Dropped at the ends, where copying leaves such characters; inside, nobody knows what the
    /// address was.
    AcceptAtTheEnds,
}
use Decision::{Accept, AcceptAtTheEnds, Refuse};

/// Single addresses, before the tags.
const BY_VALUE: &[(&str, Decision)] = &[
    // Mail needs a dot in the domain, and an ending that is no number.
    ("jan@localhost", Refuse),
    ("jan@123.123.123.123", Refuse),
    ("jan.peeters@telenet.be.0", Refuse),
    ("a^b@voobe", Refuse),
    // Dots at the ends of the local part are typing errors; mail servers refuse them.
    (".jan@example.be", Refuse),
    (".@example.be", Refuse),
    // Quoted local parts: the browser's rule has none.
    ("\"jan\"@example.be", Refuse),
    ("\"@\"@example.be", Refuse),
    // Reserved endings: a list of them would be downloaded by everybody and catch nobody.
    ("jan@example.local", Accept),
    ("jan@example.onion", Accept),
    ("jan@x.arpa", Accept),
    // Both rules accept it; that no such ending exists today is not ours to know.
    ("jan@example.c-m", Accept),
    // A local part may begin with a hyphen, by both rules.
    ("-info@my-company.nl", Accept),
    // The row of full-width digits, in an address that has no digit to widen.
    ("info@my-company.nl", Accept),
];

/// By tag; the first that a row has decides.
const BY_TAG: &[(&str, Decision)] = &[
    ("junk", Refuse),
    ("control", Refuse),
    ("inner-newline", Refuse),
    ("inner-tab", Refuse),
    ("two-values", Refuse),
    ("emoji", Refuse),
    // White space around an address is never part of it, a no-break space neither.
    ("outer-space", Accept),
    ("unicode-space", AcceptAtTheEnds),
    ("invisible", AcceptAtTheEnds),
    ("bidi", AcceptAtTheEnds),
    ("fullwidth", Refuse),
    // A dash is not a hyphen: to replace it would be to guess another person's address.
    ("unicode-dash", Refuse),
    // Letters beyond ASCII, before or after the at sign: the CRMs' documents know no such address.
    // (Browsers turn such a domain into its ASCII form before a page sees it.)
    ("non-ascii", Refuse),
];

/// Rows whose recommendation is another, and why ours differs.
const UNLIKE_RECOMMENDED: &[(&str, &str)] = &[
    (
        "email-00365",
        "a no-break space at the ends, as in email-00395, which is recommended",
    ),
    ("email-00425", "a dash is not a hyphen"),
    ("email-00426", "a minus sign is not a hyphen"),
    ("email-00473", "nothing in it is full-width"),
    ("email-00496", "both rules accept a leading hyphen"),
];

fn decision(row: &Row) -> Decision {
    let by_value = BY_VALUE.iter().find(|(value, _)| row.value == *value);
    let by_tag = || BY_TAG.iter().find(|(tag, _)| row.has(tag));
    by_value
        .or_else(by_tag)
        .unwrap_or_else(|| panic!("no decision for {} {:?}", row.id, row.value))
        .1
}

#[test]
fn every_row_that_both_rules_agree_on_is_answered_as_they_do() {
    for row in rows("must") {
        row.check(row.valid);
    }
}

#[test]
fn every_row_that_is_a_matter_of_policy_is_answered_as_decided() {
    for row in rows("policy") {
        let expected = match decision(&row) {
            Accept => true,
            Refuse => false,
            AcceptAtTheEnds => row
                .value
                .trim_matches(|c: char| !c.is_ascii() || c.is_whitespace())
                .is_ascii(),
        };
        row.check(expected);
        let is_unlike = row.recommended.is_some_and(|value| value != expected);
        let is_known = UNLIKE_RECOMMENDED.iter().any(|(id, _)| *id == row.id);
        assert_eq!(is_unlike, is_known, "{}", row.id);
    }
}
