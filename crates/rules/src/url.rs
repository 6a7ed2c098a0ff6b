//! Where a click-out may lead. The parts of the address come from a parser of the URL standard: the
//! platform's in the browser, a crate's on the proxy. So nothing here reads an address itself, and
//! what the browser will open is what was judged (`java\nscript:` parses as `javascript:`).

use crate::problem::{FieldProblem, TargetProblem};

/// The parts of a parsed address that decide.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TargetParts {
    /// The scheme, without its colon, as the parser has it (lower case).
    pub scheme: String,
    /// Whether a name or a password stands before the host.
    pub has_user_info: bool,
    /// The host as the parser has it: lower case, international names in their ASCII form, no port.
    pub host: String,
}

/// Judges an address: `http` or `https`, nobody's name in it, and a host of the list, to the letter.
///
/// ```
/// use leadgate_rules::{FieldProblem, TargetProblem};
/// use leadgate_rules::url::{TargetParts, judge};
/// let parts = |host: &str| TargetParts {
///     scheme: "https".to_owned(),
///     has_user_info: false,
///     host: host.to_owned(),
/// };
/// let allowed = ["supplier.example".to_owned()];
/// assert_eq!(judge(&parts("supplier.example"), &allowed), Ok(()));
/// let look_alike = parts("supplier.example.evil.example");
/// assert_eq!(judge(&look_alike, &allowed), Err(FieldProblem::Target(TargetProblem::Host)));
/// ```
///
/// # Errors
/// A [`TargetProblem`] other than `Unreadable`.
pub fn judge(parts: &TargetParts, allowed_hosts: &[String]) -> Result<(), FieldProblem> {
    let problem = if !is_web(&parts.scheme) {
        TargetProblem::Scheme
    } else if parts.has_user_info {
        TargetProblem::UserInfo
    } else if parts.host.is_empty()
        || !allowed_hosts
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(&parts.host))
    {
        TargetProblem::Host
    } else {
        return Ok(());
    };
    Err(FieldProblem::Target(problem))
}

/// Whether a parsed scheme is one of web pages.
#[must_use]
pub fn is_web(scheme: &str) -> bool {
    matches!(scheme, "http" | "https")
}

#[cfg(test)]
mod tests;
