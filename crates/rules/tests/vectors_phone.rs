//! The phone rule against the verdicts of libphonenumber and its ports: every row that they agree
//! on, and for each row where they do not, the decision that is ours.

use leadgate_rules::phone::{Country, PhoneNumber, parse};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: String,
    value: String,
    country: String,
    valid: bool,
    normalized: Option<String>,
    kind: Option<String>,
    tier: String,
    tags: Vec<String>,
    recommended: Option<bool>,
}

impl Row {
    fn number(&self) -> Option<PhoneNumber> {
        let default = Country::from_code(&self.country).expect("one of the eight countries");
        parse(&self.value, default).ok()
    }

    #[track_caller]
    fn check(&self, expected: bool) {
        let number = self.number();
        let what = format!("{} {:?} in {}", self.id, self.value, self.country);
        assert_eq!(number.is_some(), expected, "{what}");
        // A row that the libraries refuse has no normal form to compare with.
        if let (Some(number), Some(normalized)) = (number, &self.normalized) {
            assert_eq!(number.e164(), normalized, "{what}");
            assert_eq!(Some(number.kind().name()), self.kind.as_deref(), "{what}");
        }
    }
}

fn rows(tier: &str) -> Vec<Row> {
    let rows: Vec<Row> = include_str!("vectors/phone.visible.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row"))
        .filter(|row: &Row| row.tier == tier)
        .collect();
    assert!(rows.len() > 400);
    rows
}

#[derive(Clone, Copy)]
enum Decision {
    Accept,
    Refuse,
    /// The kind of input is fine, so the number itself decides, as libphonenumber sees it.
    ByNumber,
}
use Decision::{Accept, ByNumber, Refuse};

/// By tag; the first that a row has decides.
const DECISIONS: &[(&str, Decision)] = &[
    // Nothing but white space or invisible characters.
    ("junk", Refuse),
    // A letter may stand for a digit, or for nothing at all: nobody knows which number is meant.
    ("letters-in-phone", Refuse),
    ("embedded-text", Refuse),
    ("emoji", Refuse),
    ("combining", Refuse),
    // No person types these into a phone field; scripts do.
    ("injection", Refuse),
    ("control", Refuse),
    ("inner-newline", Refuse),
    ("inner-tab", Refuse),
    // The CRMs have no field for an extension, and a lead without it rings at the wrong desk.
    ("extension", Refuse),
    // Which of the two?
    ("two-values", Refuse),
    // A minus sign, quotes, a comma, dots at the end, the decimals of a spreadsheet.
    ("punct", Refuse),
    // Other scripts' digits: the CRMs take ASCII only, and look-alikes hide among them.
    ("unicode-digits", Refuse),
    ("fullwidth", Refuse),
    // A zero before the plus sign or before 00: which prefix was meant?
    ("extra-zero", Refuse),
    // A plus sign typed twice can only mean one.
    ("double-plus", ByNumber),
    // Contact apps put these between the digits; nobody sees them.
    ("outer-space", Accept),
    ("unicode-space", Accept),
    ("unicode-dash", Accept),
    ("invisible", Accept),
    ("bidi", Accept),
    // A visitor from one of the other seven countries.
    ("foreign-region", Accept),
    // (+32), +32 0470, 32470, 470: one number each, whichever way it is read.
    ("parens-cc", Accept),
    ("cc-and-trunk", Accept),
    ("cc-without-plus", Accept),
    ("no-trunk-prefix", Accept),
    // Copied from a link of a page, calling code included.
    ("tel-uri", Accept),
    // German 015410: libphonenumber's metadata has it, an older port does not yet.
    ("mobile-base", Accept),
];

/// A star between digits belongs to the codes of networks (`*21*…#`), not to numbers.
fn has_star(row: &Row) -> bool {
    row.value.contains('*')
}

fn decision(row: &Row) -> (usize, Decision) {
    DECISIONS
        .iter()
        .position(|(tag, _)| row.tags.iter().any(|known| known == tag))
        .map_or((DECISIONS.len(), ByNumber), |at| (at, DECISIONS[at].1))
}

#[test]
fn every_row_that_the_libraries_agree_on_is_answered_as_they_do() {
    for row in rows("must") {
        row.check(row.valid);
    }
}

#[test]
fn every_row_that_is_a_matter_of_policy_is_answered_as_decided() {
    let mut unused: Vec<_> = DECISIONS.iter().map(|(tag, _)| Some(tag)).collect();
    for row in rows("policy") {
        let (at, decision) = decision(&row);
        let expected = match decision {
            Accept => true,
            Refuse => false,
            ByNumber => row.valid && !has_star(&row),
        };
        row.check(expected);
        if let Some(recommended) = row.recommended {
            assert_eq!(expected, recommended, "{}", row.id);
        }
        if let Some(tag) = unused.get_mut(at) {
            *tag = None;
        }
    }
    assert!(unused.iter().all(Option::is_none), "{unused:?}");
}
