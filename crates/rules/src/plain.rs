//! Plain text: names, single lines, several lines. Lenient on purpose: people's names follow no
//! rule that a form could know. Text is escaped where it is shown, not here.

use crate::invisible;
use crate::problem::FieldProblem;

/// A person's name, trimmed: a letter of any script at least, and no control character.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::plain::name;
/// assert_eq!(name(" O’Neil-Škoda ", 100), Ok("O’Neil-Škoda".to_owned()));
/// assert_eq!(name("0470123456", 100), Err(FieldProblem::NoLetter));
/// ```
///
/// # Errors
/// `Missing`, `ControlCharacter`, `TooLong` or `NoLetter`.
pub fn name(typed: &str, max_chars: usize) -> Result<String, FieldProblem> {
    let name = line(typed, max_chars)?;
    if name.is_empty() {
        Err(FieldProblem::Missing)
    } else if name.chars().any(is_letter) {
        Ok(name)
    } else {
        Err(FieldProblem::NoLetter)
    }
}

/// One line of text, trimmed; empty is fine.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::plain::line;
/// assert_eq!(line(" Solar panels ", 20), Ok("Solar panels".to_owned()));
/// assert_eq!(line("Solar\npanels", 20), Err(FieldProblem::ControlCharacter));
/// ```
///
/// # Errors
/// `ControlCharacter` or `TooLong`.
pub fn line(typed: &str, max_chars: usize) -> Result<String, FieldProblem> {
    checked(typed, max_chars, |_| false)
}

/// Several lines of text, trimmed, with `\n` between them; tabs stay, empty is fine.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::plain::lines;
/// assert_eq!(lines("first\r\nsecond\n", 20), Ok("first\nsecond".to_owned()));
/// assert_eq!(lines("\u{1b}[31mred", 20), Err(FieldProblem::ControlCharacter));
/// ```
///
/// # Errors
/// `ControlCharacter` or `TooLong`.
pub fn lines(typed: &str, max_chars: usize) -> Result<String, FieldProblem> {
    // Forms send CR LF, old clipboards a single CR.
    let mut with_newlines = String::new();
    let mut last = '\0';
    for c in typed.chars() {
        match c {
            '\r' => with_newlines.push('\n'),
            '\n' if last == '\r' => {}
            _ => with_newlines.push(c),
        }
        last = c;
    }
    checked(&with_newlines, max_chars, |c| c == '\n' || c == '\t')
}

/// One line of text that no visitor wrote: control characters are dropped, the rest is cut to
/// length, nothing is refused.
///
/// ```
/// use leadgate_rules::plain::cut;
/// assert_eq!(cut(" Solar\npanels ", 8), "Solarpan");
/// ```
#[must_use]
pub fn cut(text: &str, max_chars: usize) -> String {
    let printable = invisible::trim(text).chars().filter(|c| !c.is_control());
    printable.take(max_chars).collect()
}

fn checked(
    typed: &str,
    max_chars: usize,
    is_fine: impl Fn(char) -> bool,
) -> Result<String, FieldProblem> {
    let text = invisible::trim(typed);
    let mut chars = 0;
    for c in text.chars() {
        if c.is_control() && !is_fine(c) {
            return Err(FieldProblem::ControlCharacter);
        }
        chars += 1;
    }
    if chars > max_chars {
        return Err(FieldProblem::TooLong { max: max_chars });
    }
    Ok(text.to_owned())
}

/// Whether a character may be a letter. Every letter of a living script is; so are some marks and
/// digits of other scripts. The exact table of Unicode would be downloaded by every visitor, to
/// refuse names that nobody types.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        // × and ÷, punctuation, symbols and dingbats, private use, emoji.
        '\u{80}'..='\u{a9}'
        | '\u{ab}'..='\u{b4}'
        | '\u{b6}'..='\u{b9}'
        | '\u{bb}'..='\u{bf}'
        | '\u{d7}'
        | '\u{f7}'
        | '\u{2000}'..='\u{2070}'
        | '\u{2190}'..='\u{2bff}'
        | '\u{3000}'..='\u{3004}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe6f}'
        | '\u{fff0}'..='\u{ffff}'
        | '\u{1f000}'..='\u{1ffff}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests;
