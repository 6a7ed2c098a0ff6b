//! A box that stands for yes or no.

use crate::problem::FieldProblem;

/// `1` for a box that is ticked. Pages send `on`; servers and tables send what they have.
pub fn parse(typed: &str) -> Result<&'static str, FieldProblem> {
    let typed = typed.trim();
    let is = |words: &[&str]| words.iter().any(|word| typed.eq_ignore_ascii_case(word));
    if is(&["on", "1", "true", "yes"]) {
        Ok("1")
    } else if is(&["", "off", "0", "false", "no"]) {
        Ok("0")
    } else {
        Err(FieldProblem::ChoiceUnknown)
    }
}

/// Whether a box's value says yes; whatever a box cannot hold does not.
pub fn is_ticked(typed: &str) -> bool {
    parse(typed) == Ok("1")
}
