//! Remainders of numbers that no integer type holds.

use super::{remainder, split_check};

#[test]
fn letters_stand_for_two_digits() {
    assert_eq!(remainder(""), 0);
    assert_eq!(remainder("96"), 96);
    assert_eq!(remainder("97"), 0);
    assert_eq!(remainder("A"), 10);
    assert_eq!(remainder("Z"), 35);
    assert_eq!(remainder("1A"), 110 % 97);
    // The registry's own example, GB29 NWBK 6016 1331 9268 19, its first four at the end.
    assert_eq!(remainder("NWBK60161331926819GB29"), 1);
}

#[test]
fn check_digits_are_read_as_they_stand() {
    assert_eq!(split_check("123499"), ("1234", 99));
    assert_eq!(split_check("05"), ("", 5));
}
