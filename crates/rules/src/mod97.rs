//! The remainder by 97 that many check digits are made of.

/// The remainder of a number divided by 97. Letters stand for two digits, A for 10 to Z for 35
/// (ISO 7064, MOD 97-10). Letters are upper case; there is nothing but letters and digits.
pub(super) fn remainder(number: &str) -> u32 {
    number.bytes().fold(0, |remainder, c| match c {
        b'0'..=b'9' => (remainder * 10 + u32::from(c - b'0')) % 97,
        _ => (remainder * 100 + u32::from(c.wrapping_sub(b'A')) + 10) % 97,
    })
}

/// A number whose last two digits are check digits, as the number before them and the check.
/// The text is nothing but digits, two at least.
pub(super) fn split_check(digits: &str) -> (&str, u32) {
    let (number, check) = digits.split_at(digits.len().saturating_sub(2));
    // Two digits: they are their own remainder, but for 97 to 99.
    let check = check
        .bytes()
        .fold(0, |value, c| value * 10 + u32::from(c - b'0'));
    (number, check)
}

#[cfg(test)]
mod tests;
