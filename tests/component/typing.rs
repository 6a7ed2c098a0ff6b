//! A phone number takes its usual form while it is typed, and the caret stays with its digit.

use leadgate_model::Form;
use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::keyboard::{Key, autofill, compose, held, press, put};
use crate::page::{Page, settled};

use Key::{Backspace, Delete, Text as Typed};

/// Presses keys one after the other, starting from a text with its caret.
#[track_caller]
fn becomes(page: &Page, before: &str, keys: &[Key], after: &str) {
    let control = page.control("phone");
    put(&control, before);
    for key in keys {
        press(&control, *key);
    }
    assert_eq!(held(&control), after, "{before} {keys:?}");
}

#[wasm_bindgen_test]
fn digits_fall_into_groups_as_they_are_typed() {
    let (page, _mounted) = Page::mounted();
    let keys: Vec<_> = ["0", "4", "7", "0", "1", "2", "3", "4", "5", "6"]
        .map(Typed)
        .into();
    becomes(&page, "|", &keys[..4], "0470|");
    becomes(&page, "|", &keys[..5], "0470 1|");
    becomes(&page, "|", &keys, "0470 12 34 56|");
    becomes(&page, "|", &[Typed("025665079")], "02 566 50 79|");
    becomes(&page, "|", &[Typed("+31612345678")], "+31 6 12345678|");
    becomes(&page, "|", &[Typed("+")], "+|");
}

#[wasm_bindgen_test]
fn a_digit_typed_in_the_middle_leaves_the_caret_behind_it() {
    let (page, _mounted) = Page::mounted();
    becomes(&page, "0470 1|3 45 6", &[Typed("2")], "0470 12| 34 56");
    becomes(&page, "04|0 12 34 56", &[Typed("7")], "047|0 12 34 56");
    becomes(&page, "|470 12 34 56", &[Typed("0")], "0|470 12 34 56");
}

#[wasm_bindgen_test]
fn backspace_takes_the_digit_before_the_caret_also_across_a_space() {
    let (page, _mounted) = Page::mounted();
    becomes(&page, "0470 12 34 56|", &[Backspace], "0470 12 34 5|");
    becomes(&page, "0470 12| 34 56", &[Backspace], "0470 1|3 45 6");
    // The space goes and comes back; the next press takes the digit.
    becomes(&page, "0470 |12 34 56", &[Backspace], "0470| 12 34 56");
    let twice = [Backspace, Backspace];
    becomes(&page, "0470 |12 34 56", &twice, "047|1 23 45 6");
    becomes(&page, "0470 12|", &[Backspace; 6], "|");
}

#[wasm_bindgen_test]
fn delete_takes_the_digit_behind_the_caret_also_across_a_space() {
    let (page, _mounted) = Page::mounted();
    becomes(&page, "|0470 12 34 56", &[Delete], "|470 12 34 56");
    becomes(&page, "0470 |12 34 56", &[Delete], "0470 |23 45 6");
    // The space stays; the caret passes it, so the next press takes the digit.
    becomes(&page, "0470| 12 34 56", &[Delete], "0470 |12 34 56");
    becomes(&page, "0470| 12 34 56", &[Delete, Delete], "0470 |23 45 6");
}

#[wasm_bindgen_test]
fn what_is_pasted_is_cleaned() {
    let (page, _mounted) = Page::mounted();
    for pasted in [
        "0470\u{a0}12\u{a0}34\u{a0}56",
        "\u{202a}0470 12\u{200b}34 56\u{202c}",
        "\u{feff}0470/12.34.56",
        "(0470) 12-34-56",
        " 0470123456 ",
    ] {
        becomes(&page, "|", &[Typed(pasted)], "0470 12 34 56|");
    }
    for pasted in ["tel:+32470123456", "+32 470 12-34-56", "(+32) 470/12.34.56"] {
        becomes(&page, "|", &[Typed(pasted)], "+32 470 12 34 56|");
    }
    becomes(
        &page,
        "0470 |",
        &[Typed("12\u{a0}34\u{a0}56")],
        "0470 12 34 56|",
    );
}

#[wasm_bindgen_test]
fn what_is_no_number_is_left_as_it_is() {
    let (page, _mounted) = Page::mounted();
    becomes(&page, "0470|", &[Typed(" ext 5")], "0470 ext 5|");
    becomes(&page, "|0470123456", &[Typed("bel ")], "bel |0470123456");
    becomes(&page, "0470|", &[Typed("/")], "0470/|");
    becomes(&page, "047012345|", &[Typed("O")], "047012345O|");
}

#[wasm_bindgen_test]
async fn an_input_method_is_not_disturbed() {
    let (page, _mounted) = Page::mounted();
    let control = page.control("phone");
    compose(&control, "0470123456");
    settled().await;
    assert_eq!(page.value("phone"), "0470123456");
    press(&control, Backspace);
    assert_eq!(held(&control), "0470 12 34 5|");
}

#[wasm_bindgen_test]
async fn what_a_password_manager_fills_in_is_taken() {
    let (page, _mounted) = Page::mounted();
    autofill(&page.control("phone"), "+31612345678");
    settled().await;
    assert_eq!(page.value("phone"), "+31 6 12345678");
    assert!(
        page.text("#leadgate-phone-hint")
            .contains(page.translation(Text::Netherlands))
    );
}

#[wasm_bindgen_test]
fn a_number_is_grouped_as_in_the_country_beside_it() {
    let (page, _mounted) = Page::mounted_of(Form::ThirdParty);
    page.type_in("cellphone", "0");
    page.type_in("cellphone_country", "FR");
    page.type_in("cellphone", "0612345678");
    assert_eq!(page.value("cellphone"), "06 12 34 56 78");
    page.type_in("landline", "025665079");
    assert_eq!(page.value("landline"), "02 566 50 79");
}

#[wasm_bindgen_test]
fn no_other_field_is_rewritten() {
    let (page, _mounted) = Page::mounted_of(Form::ThirdParty);
    for name in ["iban", "vat", "company", "address_nr", "batch"] {
        page.type_in(name, "0470123456");
        assert_eq!(page.value(name), "0470123456", "{name}");
    }
}
