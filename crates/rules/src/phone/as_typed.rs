//! A phone number in groups while it is typed, as people write it in its country. Digits are never
//! added, dropped or moved, so the rule reads the same number in what was typed and in this.

use super::{Country, pattern, typed};
use crate::build_part::has;

/// How each country groups its numbers, in the order of [`Country`]; after the formats of
/// libphonenumber 9.0.43, with spaces for its other separators.
///
/// `pattern=sizes`: the first pattern that the national number begins with decides; the last
/// stands for all other numbers. The sizes are those of the groups but the last, which takes what
/// is left. The trunk prefix belongs to the first group, and a size of 0 sets it apart.
///
/// Left out: groups that only the number's full length tells (Sweden, Luxembourg), and most area
/// codes of eastern Germany, of which each would need its own pattern; those numbers are one group.
static GROUPS: [&str; 8] = [
    "(?:80|9)0=32 [239]|4[23]=132 4=322 =222",
    "[89]0=3 66=2 6=1 1[16-8]|2[259]|3[124]|4[17-9]|5[124679]=33 [1-578]|91=23 =33",
    "8=0322 =1222",
    "3[02]|40|[68]9=2 2(?:0[1-389]|12[0-8]|[13][14]|2[18])|3(?:[35-9][15]|4[015])|906|(?:2[4-9]|4[2-9]|[579][1-9]|[68][1-8])1=3 15(?:[0568]|3[13]|41)=5 15=4 1|[79]00|80=3 3= =4",
    "6=033 80[01]|90[015]=032 =0222",
    r"8\d{8}=133 8=132 7|[12][0136]|3[1356]|4[0246]|54|6[03]|90[1-9]=232 =322",
    "1=013 =023",
    "=0332",
];

/// A typed number in groups.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Formatted {
    /// A plus sign where one was typed, and digits with a space between groups; ASCII only.
    pub text: String,
    /// Where the caret belongs: after the digit that it stood after, in UTF-16 code units.
    pub caret: usize,
    /// The country whose calling code was typed after a plus sign or an exit code, if it is known.
    pub country: Option<Country>,
}

impl Formatted {
    /// Where the caret belongs when digits were deleted forwards (`deleteContentForward`): past the
    /// space that it stands before, or the same press would delete that space for ever.
    #[must_use]
    pub fn caret_past_space(&self) -> usize {
        self.caret + usize::from(self.text.as_bytes().get(self.caret) == Some(&b' '))
    }
}

/// What was typed, in groups; `None` where it is to stay as it is, being no number, or not yet: it
/// has letters, it ends with a slash, it is a plus sign alone.
///
/// The caret is in UTF-16 code units, as browsers count. A number without a calling code is read by
/// the default country's habits, as [`parse`](super::parse) does.
///
/// ```
/// use leadgate_rules::phone::{Country, as_typed};
/// let number = as_typed("+31612345678", 12, Country::Be).unwrap();
/// assert_eq!(number.text, "+31 6 12345678");
/// assert_eq!(number.caret, 14);
/// assert_eq!(number.country, Some(Country::Nl));
/// assert_eq!(as_typed("0470 ext", 8, Country::Be), None);
/// ```
#[must_use]
pub fn as_typed(typed: &str, caret: usize, default: Country) -> Option<Formatted> {
    if !const { has("as-typed") } {
        return None;
    }
    let number = typed::read(typed)?;
    let digits = number.digits.as_str();
    if number.has_plus && digits.is_empty() {
        return None;
    }
    let (country, rest) = match number.after_exit_code(default) {
        Some(international) => Country::of_international(international)
            // Nothing is known of how other countries write their numbers.
            .map_or((None, ""), |(country, rest)| (Some(country), rest)),
        None => (None, default.plan().without_calling_code(digits)),
    };
    let mut text = String::new();
    if number.has_plus {
        text.push('+');
    }
    text.push_str(digits.strip_suffix(rest).unwrap_or_default());
    push_groups(&mut text, rest, country.unwrap_or(default));
    let caret = caret_after(digits_before(typed, caret), &text);
    Some(Formatted {
        text,
        caret,
        country,
    })
}

/// Adds a number that may begin with the trunk prefix, in groups, to what stands before it.
fn push_groups(text: &mut String, mut rest: &str, country: Country) {
    let national = country.plan().without_trunk(rest);
    let mut trunk = rest.len() - national.len();
    for size in sizes(country, national).bytes() {
        let size = trunk + usize::from(size - b'0');
        let Some((group, after)) = rest.split_at_checked(size) else {
            break;
        };
        push_group(text, group);
        rest = after;
        trunk = 0;
    }
    push_group(text, rest);
}

fn push_group(text: &mut String, group: &str) {
    if !text.is_empty() && !group.is_empty() {
        text.push(' ');
    }
    text.push_str(group);
}

/// The sizes of the national number's groups but the last, one digit each.
fn sizes(country: Country, national: &str) -> &'static str {
    GROUPS[country as usize]
        .split(' ')
        .filter_map(|rule| rule.split_once('='))
        .find(|(start, _)| start.is_empty() || pattern::longest_prefix(start, national) > 0)
        .map_or("", |(_, sizes)| sizes)
}

/// How many characters of a number (digits, or the plus sign where no digit is yet) stand before
/// the caret.
fn digits_before(typed: &str, caret: usize) -> usize {
    let mut units = 0;
    let mut digits = 0;
    let mut plus = 0;
    for c in typed.chars() {
        units += c.len_utf16();
        if units > caret {
            break;
        }
        digits += usize::from(c.is_ascii_digit());
        plus |= usize::from(c == '+'); // typed twice, it stays once
    }
    digits + plus
}

/// Where the given number of digits and plus signs has passed.
fn caret_after(mut count: usize, text: &str) -> usize {
    text.bytes()
        .take_while(|c| {
            let is_before = count > 0;
            count -= usize::from(is_before && *c != b' ');
            is_before
        })
        .count()
}

#[cfg(test)]
mod tests;
