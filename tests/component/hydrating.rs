//! Hydrating what the host prerendered: nothing moves, nothing is lost.

use leadgate_model::Lang;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;

use crate::page::{Page, events, settled};

#[wasm_bindgen_test]
fn the_host_counts_the_nodes_as_this_browser_does() {
    for lang in Lang::ALL {
        let page = Page::open(lang);
        let written = page.root.get_attribute("data-nodes").unwrap();
        assert_eq!(written, page.nodes().len().to_string(), "{lang:?}");
    }
}

#[wasm_bindgen_test]
async fn every_node_of_the_prerendered_form_is_kept_in_every_language() {
    for lang in Lang::ALL {
        let page = Page::open(lang);
        let before = page.nodes();
        let _mounted = page.mount();
        settled().await;
        let after = page.nodes();
        let mut kept = after.iter();
        for node in &before {
            assert!(
                kept.any(|known| node.is_same_node(Some(known))),
                "{lang:?}: gone or moved: {} {:?}",
                node.node_name(),
                node.text_content()
            );
        }
    }
}

#[wasm_bindgen_test]
async fn the_words_of_the_prerendered_form_stay_as_they_are() {
    for lang in Lang::ALL {
        let page = Page::open(lang);
        // Beside the slots: the dated ones are new.
        let words = |page: &Page| {
            let slots = page.get("select").text_content().unwrap();
            page.root.text_content().unwrap().replace(&slots, "")
        };
        let before = words(&page);
        let _mounted = page.mount();
        settled().await;
        assert_eq!(words(&page), before, "{lang:?}");
    }
}

#[wasm_bindgen_test]
async fn what_was_typed_ticked_and_chosen_meanwhile_survives() {
    let page = Page::open(Lang::Nl);
    page.control("first_name").set_value("An \"<b>&");
    page.control("remarks").set_value("Twee\nregels");
    page.control("consent_marketing").set_checked(true);
    let slot: HtmlSelectElement = page.get("select").unchecked_into();
    slot.set_value("afternoon");
    let _mounted = page.mount();
    settled().await;
    assert_eq!(page.value("first_name"), "An \"<b>&");
    assert_eq!(page.value("remarks"), "Twee\nregels");
    assert!(page.control("consent_marketing").checked());
    assert!(!page.control("consent_terms").checked());
    assert_eq!(slot.value(), "afternoon");
}

#[wasm_bindgen_test]
async fn the_focus_and_the_caret_stay_where_the_visitor_types() {
    let page = Page::open(Lang::Nl);
    let field = page.control("last_name");
    field.focus().unwrap();
    field.set_value("Peeters");
    field.set_selection_range(2, 5).unwrap();
    let _mounted = page.mount();
    settled().await;
    assert_eq!(page.focused(), "leadgate-last_name");
    assert_eq!(field.selection_start(), Ok(Some(2)));
    assert_eq!(field.selection_end(), Ok(Some(5)));
}

#[wasm_bindgen_test]
fn the_browsers_own_checks_serve_until_ours_do() {
    let page = Page::open(Lang::Nl);
    assert!(!page.form().no_validate());
    let _mounted = page.mount();
    assert!(page.form().no_validate());
}

#[wasm_bindgen_test]
fn a_form_with_options_that_cannot_be_read_is_left_alone() {
    for options in ["", "{", r#"{"form":"unknown","lang":"nl"}"#] {
        let page = Page::open(Lang::Nl);
        page.root.set_attribute("data-options", options).unwrap();
        let before = page.root.inner_html();
        assert!(page.try_mount().is_err(), "{options}");
        assert_eq!(page.root.inner_html(), before, "{options}");
        assert!(!page.form().no_validate(), "{options}");
        assert!(events().is_empty(), "{options}");
    }
}
