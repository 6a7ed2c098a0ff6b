//! Numbers of a fixed width, read and written digit by digit: no sign, no padding machinery of
//! `core::fmt` in the browser. What the numbers mean is the callers'.

use core::fmt::{self, Write};

/// The number that these ASCII digits spell; `None` for anything but one to four digits.
pub(super) fn read(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    let mut number = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u16::from(digit - b'0');
    }
    Some(number)
}

/// Two digits; both fit a byte.
pub(super) fn read_two(digits: &[u8]) -> Option<u8> {
    match digits {
        [_, _] => u8::try_from(read(digits)?).ok(),
        _ => None,
    }
}

/// Writes the last four digits of a number, zeros included.
pub(super) fn write_four(out: &mut impl Write, number: u16) -> fmt::Result {
    write_two(out, number / 100)?;
    write_two(out, number)
}

/// Writes the last two digits of a number, zeros included.
pub(super) fn write_two(out: &mut impl Write, number: u16) -> fmt::Result {
    for digit in [number / 10 % 10, number % 10] {
        out.write_char(char::from(b'0' + digit as u8))?;
    }
    Ok(())
}
