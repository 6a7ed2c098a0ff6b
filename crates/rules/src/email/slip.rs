//! Slips in the domain of an e-mail address: `gmial.com` is a domain like any other, so it is no
//! error, but hardly what was meant. The visitor is asked; nothing is changed unasked.
//!
//! Rather no suggestion than a wrong one: one slip in the name and one in the ending at most (a
//! letter too many, one too few, another letter, two swapped), and only towards a domain that many
//! people here have. Other people's domains, which differ by as little, are left alone.

use super::parse;
use crate::build_part::has;
use crate::invisible;

/// Providers whose name is a short word, or ends otherwise in other countries (`hotmail.it`): another
/// ending of two letters is nobody's slip. In the order in which they are suggested.
///
/// Both lists are from Thunderbird's database of providers (github.com/thunderbird/autoconfig),
/// github.com/willwhite/freemail and Mailcheck's list of popular domains, with the Belgian
/// operators that those leave out.
static SHARED: &str = "gmail.com hotmail.com outlook.com icloud.com yahoo.com live.com msn.com \
    aol.com gmx.com gmx.net gmx.de gmx.fr hotmail.be hotmail.nl hotmail.fr hotmail.de outlook.be \
    outlook.fr outlook.de live.be live.nl live.fr live.de yahoo.fr yahoo.de orange.be orange.fr \
    voo.be home.nl free.fr sfr.fr neuf.fr web.de googlemail.com protonmail.com";

/// Providers whose name has one ending only.
static UNIQUE: &str = "telenet.be skynet.be proximus.be scarlet.be pandora.be belgacom.net \
    ziggo.nl kpnmail.nl planet.nl hetnet.nl chello.nl upcmail.nl casema.nl quicknet.nl zonnet.nl \
    xs4all.nl wanadoo.fr laposte.net t-online.de freenet.de proton.me";

/// Others' domains, one slip away from a provider's.
static OTHERS: &str = "mail.com cloud.com hello.nl";

/// The typed address with the domain that was likely meant; `None` where the domain looks right, or
/// like nothing known, or where the address has another mistake. It is for a finished address: while
/// one is typed, `gmail.co` is only on its way.
///
/// ```
/// use leadgate_rules::email::suggestion;
/// assert_eq!(suggestion("Jan@gmial.com"), Some("Jan@gmail.com".to_owned()));
/// assert_eq!(suggestion("jan@ymail.com"), None);
/// ```
#[must_use]
pub fn suggestion(typed: &str) -> Option<String> {
    if !const { has("slip") } {
        return None;
    }
    let (local, domain) = invisible::trim(typed).split_once('@')?;
    let domain = domain.to_ascii_lowercase();
    if OTHERS.split(' ').any(|other| other == domain) {
        return None;
    }
    let shared = SHARED.split(' ').map(|known| (known, true));
    let unique = UNIQUE.split(' ').map(|known| (known, false));
    let (slips, known) = shared
        .chain(unique)
        .filter_map(|(known, is_shared)| Some((slips(&domain, known, is_shared)?, known)))
        .min_by_key(|(slips, _)| *slips)?;
    if slips == 0 {
        return None;
    }
    parse(&[local, "@", known].concat()).ok()
}

/// How many slips lead from a known domain to the typed one; `None` where it takes others.
fn slips(typed: &str, known: &str, is_shared: bool) -> Option<u8> {
    let (name, ending) = known.split_once('.')?;
    let (typed_name, typed_ending) = typed.split_once('.').unwrap_or((typed, ""));
    // These two have one domain for all countries, which not everybody expects.
    let is_only_com = matches!(name, "gmail" | "icloud");
    if is_only_com
        && typed_name == name
        && typed_ending != ending
        && typed_ending.split_once('.').is_none()
    {
        return Some(1);
    }
    if typed_name == typed {
        // No dot: the slip is in the dot itself (`gmailcom`, `gmail,com`).
        return (slip(typed, known)? != Slip::None).then_some(1);
    }
    let in_name = slip(typed_name, name)?;
    let is_name_slip = match in_name {
        Slip::None => true,
        Slip::Swap => name.len() > 3,
        Slip::Letter => name.len() > 4,
        // Another first letter mostly is another name.
        Slip::FirstLetter => false,
    };
    let in_ending = slip(typed_ending, ending)?;
    let is_ending_slip =
        !is_shared || ending.len() > 2 || matches!(in_ending, Slip::None | Slip::Swap);
    (is_name_slip && is_ending_slip)
        .then_some(u8::from(in_name != Slip::None) + u8::from(in_ending != Slip::None))
}

/// What turned one word into another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Slip {
    /// They are the same.
    None,
    /// Two neighbours changed places.
    Swap,
    /// One letter is another, too many or missing.
    Letter,
    /// The first letter is another.
    FirstLetter,
}

/// The slip that one of two words is away from the other; `None` where they differ by more. Words
/// that differ by one are at the Damerau-Levenshtein distance 1.
fn slip(typed: &str, known: &str) -> Option<Slip> {
    let (typed, known) = (typed.as_bytes(), known.as_bytes());
    let same_start = same(typed.iter(), known.iter());
    let (typed, known) = (typed.get(same_start..)?, known.get(same_start..)?);
    let same_end = same(typed.iter().rev(), known.iter().rev());
    let typed = typed.get(..typed.len() - same_end)?;
    let known = known.get(..known.len() - same_end)?;
    match (typed, known) {
        ([], []) => Some(Slip::None),
        ([_], [_]) if same_start == 0 => Some(Slip::FirstLetter),
        ([] | [_], [] | [_]) => Some(Slip::Letter),
        ([a, b], [c, d]) if a == d && b == c => Some(Slip::Swap),
        _ => None,
    }
}

/// How many bytes two words have in common, until they differ.
fn same<'a>(one: impl Iterator<Item = &'a u8>, other: impl Iterator<Item = &'a u8>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests;
