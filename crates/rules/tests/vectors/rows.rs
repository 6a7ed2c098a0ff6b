//! Rows of verdicts: every row that the reference libraries agree on is answered as they do, and each
//! row where they do not, or where the question is how much to clean, as decided here by its tags.

use leadgate_rules::phone::Country;
use serde::Deserialize;

/// A value and what the libraries say of it.
#[derive(Deserialize)]
struct Row {
    id: String,
    value: String,
    country: Option<String>,
    valid: bool,
    normalized: Option<String>,
    tier: String,
    tags: Vec<String>,
    recommended: Option<bool>,
}

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Accept,
    Refuse,
}
use Decision::{Accept, Refuse};

/// What copying and typing leave in a value, whatever its kind; the first tag that a row has decides.
const CLEANING: &[(&str, Decision)] = &[
    // Nobody's number is in it, or nobody knows whose.
    ("junk", Refuse),
    ("two-values", Refuse),
    ("embedded-text", Refuse),
    // Commas, quotes, signs, decimals: perhaps not a number of this kind.
    ("punct", Refuse),
    ("emoji", Refuse),
    ("combining", Refuse),
    ("control", Refuse),
    ("inner-newline", Refuse),
    ("inner-tab", Refuse),
    // Other scripts' digits, and letters that only look like digits: whoever replaces them guesses.
    ("unicode-digits", Refuse),
    ("fullwidth", Refuse),
    ("homoglyph", Refuse),
    // What nobody sees, and what word processors make of spaces and hyphens.
    ("outer-space", Accept),
    ("unicode-space", Accept),
    ("unicode-dash", Accept),
    ("invisible", Accept),
    ("bidi", Accept),
];

/// A kind of value: its rows, its rule, and what was decided.
pub(crate) struct Kind<'a> {
    /// The rows, one JSON object a line.
    pub(crate) rows: &'a str,
    /// The rule: from a value and the country that is asked for to the normal form, or `None` where it
    /// refuses.
    pub(crate) rule: fn(&str, Country) -> Option<String>,
    /// Decisions by tag for this kind, before those that hold for every kind.
    pub(crate) by_tag: &'a [(&'a str, Decision)],
    /// Single rows whose recommendation is another, and why ours differs.
    pub(crate) unlike_recommended: &'a [(&'a str, Decision, &'a str)],
}

impl Kind<'_> {
    /// Checks the rows that the libraries agree on.
    #[track_caller]
    pub(crate) fn check_agreed(&self) {
        let rows = self.rows("must");
        assert!(rows.len() > 100, "{}", rows.len());
        for row in rows {
            self.check(&row, row.valid);
        }
    }

    /// Checks the rows that are a matter of policy.
    #[track_caller]
    pub(crate) fn check_decided(&self) {
        let rows = self.rows("policy");
        for (tag, _) in self.by_tag {
            assert!(rows.iter().any(|row| row.has(tag)), "no row has {tag}");
        }
        for row in rows {
            let expected = self.decision(&row) == Accept;
            self.check(&row, expected);
            let is_unlike = row.recommended.is_some_and(|value| value != expected);
            assert_eq!(is_unlike, self.unlike(&row).is_some(), "{}", row.id);
        }
    }

    #[track_caller]
    fn check(&self, row: &Row, expected: bool) {
        let country = row.country.as_deref().and_then(Country::from_code);
        let seen = (self.rule)(&row.value, country.unwrap_or(Country::Be));
        assert_eq!(seen.is_some(), expected, "{} {:?}", row.id, row.value);
        // A row that a library refuses has no normal form to compare with.
        if expected && row.normalized.is_some() {
            assert_eq!(seen, row.normalized, "{}", row.id);
        }
    }

    fn decision(&self, row: &Row) -> Decision {
        let by_tag = || {
            let mut decisions = self.by_tag.iter().chain(CLEANING);
            decisions.find_map(|(tag, decision)| row.has(tag).then_some(*decision))
        };
        self.unlike(row)
            .or_else(by_tag)
            .unwrap_or_else(|| panic!("no decision for {} {:?}", row.id, row.value))
    }

    fn unlike(&self, row: &Row) -> Option<Decision> {
        let mut rows = self.unlike_recommended.iter();
        rows.find_map(|(id, decision, _)| (row.id == *id).then_some(*decision))
    }

    fn rows(&self, tier: &str) -> Vec<Row> {
        let rows = self.rows.lines();
        rows.map(|line| serde_json::from_str(line).expect("a row"))
            .filter(|row: &Row| row.tier == tier)
            .collect()
    }
}

impl Row {
    fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|known| known == tag)
    }
}
