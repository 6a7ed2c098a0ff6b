//! The string of codes.

use super::{CODES, is_code};

#[test]
fn codes_are_in_order_and_each_there_once() {
    let codes: Vec<&[u8]> = CODES.as_bytes().chunks(2).collect();
    // 249 countries of ISO 3166-1, and Kosovo.
    assert_eq!(codes.len(), 250);
    assert!(codes.is_sorted_by(|a, b| a < b));
    for code in ["BE", "XK", "ZW", "AD"] {
        assert!(is_code(code), "{code}");
    }
    for code in ["", "B", "BEL", "UK", "EU", "XX", "be", "DA"] {
        assert!(!is_code(code), "{code}");
    }
}
