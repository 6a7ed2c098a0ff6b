//! E-mail addresses: the rule of browsers (HTML Standard, "valid e-mail address"), narrowed to
//! addresses that mail can reach. Whether the mailbox exists is not asked.
//!
//! Narrower than the browser's rule: a dot in the domain, an ending of two characters that is not
//! a number, no stray dot before the at sign, at most 64 octets there and 254 in all (RFC 5321).
//! Letters beyond ASCII are refused on both sides, as the CRMs and the browser's rule do.

mod slip;

pub use slip::suggestion;

use crate::invisible;
use crate::problem::FieldProblem;

/// The most octets of an e-mail address (RFC 5321 path limit less its brackets).
pub const EMAIL_MAX_CHARS: usize = 254;
/// The most octets before the at sign (RFC 5321, 4.5.3.1.1).
const LOCAL_PART_MAX: usize = 64;
/// The most octets between two dots of a domain (RFC 1035, 2.3.4).
const LABEL_MAX: usize = 63;

/// The address that was typed, trimmed, its domain in lower case.
///
/// ```
/// use leadgate_rules::FieldProblem;
/// use leadgate_rules::email::parse;
/// assert_eq!(parse(" Jan@Example.BE "), Ok("Jan@example.be".to_owned()));
/// assert_eq!(parse("jan@example"), Err(FieldProblem::EmailDomain));
/// ```
///
/// # Errors
/// `Missing`, `TooLong`, or one of the problems whose name begins with `Email`.
pub fn parse(typed: &str) -> Result<String, FieldProblem> {
    let typed = invisible::trim(typed);
    if typed.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let (local, domain) = typed.split_once('@').ok_or(FieldProblem::EmailNoAt)?;
    if !local.bytes().all(is_local_character) || !domain.bytes().all(is_domain_character) {
        return Err(FieldProblem::EmailCharacter);
    }
    if local.len() > LOCAL_PART_MAX || local.split('.').any(str::is_empty) {
        return Err(FieldProblem::EmailLocalPart);
    }
    if !is_domain(domain) {
        return Err(FieldProblem::EmailDomain);
    }
    if typed.len() > EMAIL_MAX_CHARS {
        return Err(FieldProblem::TooLong {
            max: EMAIL_MAX_CHARS,
        });
    }
    let mut address = typed.to_owned();
    // Only the domain: mailboxes may tell cases apart.
    if let Some(domain) = address.get_mut(local.len()..) {
        domain.make_ascii_lowercase();
    }
    Ok(address)
}

/// The HTML Standard's `atext`, or a dot.
fn is_local_character(c: u8) -> bool {
    c.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&c)
}

fn is_domain_character(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'.' || c == b'-'
}

fn is_domain(domain: &str) -> bool {
    let are_labels = domain.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= LABEL_MAX
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    let ending = domain.rsplit_once('.').map_or("", |(_, ending)| ending);
    are_labels && ending.len() >= 2 && !ending.bytes().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests;
