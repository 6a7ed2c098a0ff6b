//! Hydrating every form that there is: the very nodes that were there, with what they hold.

use leadgate_model::Form;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, HtmlSelectElement};

use crate::asked::{required, shown_on_condition};
use crate::page::{Page, events, settled};

#[wasm_bindgen_test]
fn the_host_counts_each_forms_nodes_as_this_browser_does() {
    for form in Form::ALL {
        let page = Page::of(form);
        let written = page.root.get_attribute("data-nodes").unwrap();
        assert_eq!(written, page.nodes().len().to_string(), "{form:?}");
    }
}

#[wasm_bindgen_test]
async fn every_node_of_each_form_is_kept_in_its_place() {
    for form in Form::ALL {
        let page = Page::of(form);
        let before = page.nodes();
        let _mounted = page.mount();
        settled().await;
        let after = page.nodes();
        // Dated slots are new nodes; no other form has any.
        if form != Form::CallMeBack {
            assert_eq!(after.len(), before.len(), "{form:?}");
        }
        let mut kept = after.iter();
        for node in &before {
            assert!(
                kept.any(|known| node.is_same_node(Some(known))),
                "{form:?}: gone or moved: {} {:?}",
                node.node_name(),
                node.text_content()
            );
        }
    }
}

#[wasm_bindgen_test]
async fn nothing_that_a_form_says_changes_and_nothing_is_told() {
    for form in [Form::ClickOut, Form::Insurance, Form::ThirdParty] {
        let page = Page::of(form);
        let before = page.root.inner_html();
        let _mounted = page.mount();
        settled().await;
        let after = page.root.inner_html();
        // Our checks serve from now on, and what is required under a condition is marked as such.
        let same = |html: &str| {
            html.replace(r#" novalidate="""#, "")
                .replace(r#" required="""#, "")
        };
        assert_eq!(same(&after), same(&before), "{form:?}");
        assert_eq!(events(), [""; 0], "{form:?}");
    }
}

#[wasm_bindgen_test]
async fn every_control_of_each_form_keeps_what_was_put_into_it_meanwhile() {
    for form in Form::ALL {
        let page = Page::of(form);
        let typed = |page: &Page| -> Vec<(String, String, bool)> {
            page.controls()
                .iter()
                .map(|control| (control.name(), control.value(), is_ticked(control)))
                .collect()
        };
        for control in page.controls() {
            match (control.tag_name().as_str(), control.type_().as_str()) {
                (_, "hidden") => {}
                (_, "checkbox") => control.set_checked(true),
                (_, "datetime-local") => control.set_value("2026-11-24T15:30"),
                ("SELECT", _) => choose_last(&control),
                _ => control.set_value("\"Één\" & <b>"),
            }
        }
        let before = typed(&page);
        let _mounted = page.mount();
        settled().await;
        assert_eq!(typed(&page), before, "{form:?}");
    }
}

#[wasm_bindgen_test]
async fn the_third_party_form_asks_for_what_follows_from_what_it_holds() {
    let page = Page::of(Form::ThirdParty);
    for (name, value) in [
        ("landline", "02 566 50 79"),
        ("landline_country", "NL"),
        ("company", "Peeters bv"),
        ("address_street", "Dorpsstraat"),
    ] {
        page.control(name).set_value(value);
    }
    page.get("details").set_attribute("open", "").unwrap();
    let _mounted = page.mount();
    settled().await;
    let shown = ["landline_country", "vat", "address_country"];
    assert_eq!(shown_on_condition(&page), shown);
    let expected = [
        "first_name",
        "last_name",
        "email",
        "landline",
        "landline_country",
        "vat",
        "address_nr",
        "address_postal_code",
    ];
    assert_eq!(required(&page), expected);
    assert_eq!(page.value("landline_country"), "NL");
    assert!(page.get("details").has_attribute("open"));
}

#[wasm_bindgen_test]
async fn the_insurance_form_asks_for_a_number_where_a_call_was_allowed_meanwhile() {
    let page = Page::of(Form::Insurance);
    page.check_box("interests", "dog").set_checked(true);
    page.control("allow_insurance_call").set_checked(true);
    let _mounted = page.mount();
    settled().await;
    assert!(page.check_box("interests", "dog").checked());
    assert!(!page.check_box("interests", "car").checked());
    assert!(required(&page).contains(&"phone"));
}

#[wasm_bindgen_test]
async fn a_group_that_was_left_closed_stays_closed() {
    for form in [Form::Insurance, Form::ThirdParty] {
        let page = Page::of(form);
        let _mounted = page.mount();
        settled().await;
        assert!(!page.get("details").has_attribute("open"), "{form:?}");
    }
}

fn is_ticked(control: &HtmlInputElement) -> bool {
    control.type_() == "checkbox" && control.checked()
}

fn choose_last(control: &HtmlInputElement) {
    let select: &HtmlSelectElement = control.unchecked_ref();
    let last = select.length() - 1;
    select.set_selected_index(i32::try_from(last).unwrap());
}
