//! Characters that nobody sees and that copying brings along: marks of direction, joiners, the byte
//! order mark, soft hyphens. What they mean for a value is each rule's own decision.

/// Whether a character is drawn as nothing and is not white space either.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// The text without white space and invisible characters at its ends.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}
