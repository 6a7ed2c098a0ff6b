//! Boxes of one name: one heading, one error, and every one of them joined to it.

use leadgate_model::Form;
use leadgate_model::text::Text;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Page, settled};

#[wasm_bindgen_test]
async fn every_box_of_a_group_that_lacks_a_tick_is_marked_and_described_by_the_error() {
    let (page, _mounted) = Page::filled_in_of(Form::Insurance);
    page.check_box("interests", "car").click();
    page.send().await;
    let words = page.translation(Text::InterestsMissing);
    assert_eq!(page.error("interests").as_deref(), Some(words));
    for control in page.controls() {
        let is_of_group = control.name() == "interests";
        let marked = control.get_attribute("aria-invalid").as_deref() == Some("true");
        assert_eq!(marked, is_of_group, "{}", control.id());
        if is_of_group {
            let described = control.get_attribute("aria-describedby").unwrap();
            assert_eq!(page.text(&format!("#{described}")), words);
        }
    }
    assert_eq!(page.focused(), "leadgate-interests", "the first box");
    page.check_box("interests", "fire").click();
    settled().await;
    assert_eq!(page.error("interests"), None);
}

#[wasm_bindgen_test]
async fn a_line_of_the_summary_leads_to_the_first_box() {
    let (page, _mounted) = Page::mounted_of(Form::Insurance);
    page.send().await;
    assert_eq!(page.focused(), "leadgate-summary");
    page.get("#leadgate-summary a[href='#leadgate-interests']")
        .click();
    assert_eq!(page.focused(), "leadgate-interests");
    let first = page.check_box("interests", "car");
    assert_eq!(first.id(), "leadgate-interests");
}

#[wasm_bindgen_test]
async fn every_wrong_control_is_marked_and_described_by_its_error() {
    for form in [Form::ClickOut, Form::Insurance, Form::ThirdParty] {
        let (page, _mounted) = Page::mounted_of(form);
        page.send().await;
        let lines = page.summary();
        let wrong: Vec<_> = page
            .spec()
            .fields
            .iter()
            .filter(|field| {
                // What no visitor sees has no line.
                page.control(field.name).type_() != "hidden" && page.error(field.name).is_some()
            })
            .collect();
        assert!(wrong.len() >= 3, "{form:?}");
        let consent = page.error("consent_terms").unwrap();
        let at_fields = wrong.iter().map(|field| page.error(field.name).unwrap());
        let at_fields: Vec<_> = at_fields.chain([consent]).collect();
        assert_eq!(lines, at_fields, "{form:?}");
    }
}

#[wasm_bindgen_test]
async fn every_line_of_the_summary_leads_to_its_control() {
    for form in Form::ALL {
        let (page, _mounted) = Page::mounted_of(form);
        page.send().await;
        let links = page.root.query_selector_all("#leadgate-summary a").unwrap();
        for index in 0..links.length() {
            let link: web_sys::HtmlAnchorElement =
                wasm_bindgen::JsCast::unchecked_into(links.get(index).unwrap());
            link.click();
            assert_eq!(
                format!("#{}", page.focused()),
                link.get_attribute("href").unwrap(),
                "{form:?}"
            );
        }
    }
}

#[wasm_bindgen_test]
async fn each_tick_is_sent_under_the_groups_name() {
    let (page, _mounted) = Page::filled_in_of(Form::Insurance);
    page.check_box("interests", "fire").click();
    crate::server::answer(202, crate::server::ACCEPTED);
    let native = page.native_post();
    page.send().await;
    assert!(native.contains("interests=car&interests=fire"), "{native}");
    // A field that is not shown has a value all the same; it stays here.
    let native = native.replace("&address_country=BE", "");
    assert_eq!(crate::server::parts("body"), [native]);
}
