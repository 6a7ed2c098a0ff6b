//! What was typed, as digits: drops what people and contact apps put between them, and refuses
//! whatever could make another number of them.

use super::Country;
use crate::{compact, invisible};

/// The typed digits.
pub(super) struct Typed {
    /// Whether a plus sign stood before them.
    pub(super) has_plus: bool,
    /// ASCII digits only.
    pub(super) digits: String,
}

impl Typed {
    /// The digits from the calling code on, where a plus sign or an exit code says that one follows.
    pub(super) fn after_exit_code(&self, default: Country) -> Option<&str> {
        if self.has_plus {
            return Some(&self.digits);
        }
        // No calling code begins with 0.
        self.digits
            .strip_prefix(default.plan().exit_code)
            .filter(|rest| !rest.starts_with('0'))
    }
}

/// The digits of a typed number; `None` where it has a character that numbers cannot have.
pub(super) fn read(typed: &str) -> Option<Typed> {
    let text = without_link(invisible::trim(typed));
    // A sign before the number, or dots and commas after it: perhaps not a number of a phone.
    let begins_well = text.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '(');
    let ends_well = text.ends_with(|c: char| c.is_ascii_digit() || c == ')');
    if !(text.is_empty() || begins_well && ends_well) || is_decimal(text) {
        return None;
    }
    let mut has_plus = false;
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => has_plus = true,
            _ if is_separator(c) => {}
            _ => return None,
        }
    }
    Some(Typed { has_plus, digits })
}

/// The number of a link as it is copied from a page: `tel:` and a number with its calling code.
/// Other text before a number is refused with the letters.
fn without_link(text: &str) -> &str {
    match text.split_at_checked(4) {
        Some((scheme, number))
            if scheme.eq_ignore_ascii_case("tel:") && number.starts_with('+') =>
        {
            number
        }
        _ => text,
    }
}

/// A whole number that a spreadsheet wrote as a decimal: its last 0 was never dialled.
fn is_decimal(text: &str) -> bool {
    text.strip_suffix(".0")
        .is_some_and(|whole| whole.split_once('.').is_none())
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | '/' | '(' | ')') || compact::is_separator(c)
}
