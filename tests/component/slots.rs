//! The dated slots: absent from what is pasted, there once the browser knows the time.

use leadgate_model::{Lang, text};
use leadgate_rules::time::{CallSlot, brussels};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::page::{Page, json_of, settled};
use crate::server::{self, ACCEPTED};

/// Waits for the dated slots: they come right after the form was hydrated.
async fn offered(page: &Page) {
    page.until("dated slots are offered", |page| !dated(page).is_empty())
        .await;
}

fn options(page: &Page) -> Vec<String> {
    let options = page.root.query_selector_all("select option").unwrap();
    let option = |index| options.get(index).map(JsCast::unchecked_into::<Element>);
    (0..options.length())
        .filter_map(|index| option(index)?.get_attribute("value"))
        .collect()
}

fn dated(page: &Page) -> Vec<CallSlot> {
    options(page)
        .iter()
        .filter_map(|value| CallSlot::parse(value))
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "whole seconds are meant")]
fn now() -> leadgate_rules::time::DateTime {
    brussels::to_local((js_sys::Date::now() / 1000.0) as i64)
}

#[wasm_bindgen_test]
async fn dated_slots_join_the_day_parts_and_none_is_in_the_past() {
    for lang in Lang::ALL {
        let page = Page::open(lang);
        let pasted = options(&page);
        assert_eq!(
            pasted,
            ["", "morning", "afternoon", "evening"][..pasted.len()],
            "{lang:?}"
        );
        assert!(dated(&page).is_empty());
        let _mounted = page.mount();
        offered(&page).await;
        let slots = dated(&page);
        assert_eq!(options(&page)[..pasted.len()], pasted);
        assert!(slots.is_sorted());
        assert!(
            slots
                .iter()
                .all(|slot| slot.from > now() && slot.from < slot.until),
            "{slots:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn the_slots_are_grouped_by_day_in_the_forms_language() {
    for lang in Lang::ALL {
        let page = Page::open(lang);
        let _mounted = page.mount();
        offered(&page).await;
        let first = dated(&page)[0];
        let group = page.get("optgroup").get_attribute("label").unwrap();
        assert_eq!(group, text::day(first.from.date(), lang));
        let label = page.text("optgroup option");
        assert_eq!(
            label,
            format!(
                "{}–{}",
                text::clock(first.from, lang),
                text::clock(first.until, lang)
            )
        );
    }
}

#[wasm_bindgen_test]
async fn the_chosen_slot_is_sent_and_promised() {
    let (page, mounted) = Page::filled_in();
    offered(&page).await;
    let slot = *dated(&page).last().unwrap();
    page.type_in("slot", &slot.to_string());
    server::answer(202, ACCEPTED);
    let native = page.native_post();
    json_of(mounted.submit()).await.unwrap();
    assert_eq!(server::parts("body"), std::slice::from_ref(&native));
    assert!(
        native.contains(&format!("slot={}", slot.from.date())),
        "{native}"
    );
    page.until("the thanks are there", |page| page.form().hidden())
        .await;
    assert!(
        page.text("#leadgate-outcome")
            .contains(&text::day(slot.from.date(), page.lang))
    );
}

#[wasm_bindgen_test]
async fn opening_the_list_again_keeps_the_choice() {
    let (page, _mounted) = Page::mounted();
    offered(&page).await;
    let slot = dated(&page)[0].to_string();
    page.type_in("slot", &slot);
    page.control("slot").blur().unwrap();
    page.control("slot").focus().unwrap();
    settled().await;
    assert_eq!(page.value("slot"), slot);
}
