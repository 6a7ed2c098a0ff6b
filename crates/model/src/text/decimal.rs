//! Numbers in sentences, without the padding machinery of `core::fmt` in the browser.

/// A number's decimal digits.
pub(super) fn decimal(number: usize) -> String {
    let mut digits = String::new();
    if number >= 10 {
        digits = decimal(number / 10);
    }
    digits.push(char::from(b'0' + (number % 10) as u8));
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_number() {
        for number in [0, 7, 10, 42, 100, 2_000, usize::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
