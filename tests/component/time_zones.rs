//! A visitor whose clock shows another time than Brussels' sees both.

use leadgate_model::Lang;
use leadgate_model::text::{self, Text};
use leadgate_rules::time::{CallSlot, DateTime, brussels};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::clocks::live_in;
use crate::page::{Page, json_of};
use crate::server::{self, ACCEPTED};

/// The dated slots with what is said of them.
async fn offered(page: &Page) -> Vec<(CallSlot, String)> {
    let find = |page: &Page| page.root.query_selector_all("optgroup option").unwrap();
    page.until("dated slots are offered", |page| find(page).length() > 0)
        .await;
    let options = find(page);
    let option = |index| options.get(index).map(JsCast::unchecked_into::<Element>);
    (0..options.length())
        .filter_map(option)
        .map(|option| {
            let value = option.get_attribute("value").unwrap();
            let label = option.text_content().unwrap();
            (CallSlot::parse(&value).unwrap(), label)
        })
        .collect()
}

/// A slot on clocks that are so many hours ahead of UTC, all year round.
fn on_clocks(slot: CallSlot, hours_ahead: i64) -> CallSlot {
    let own = |moment: DateTime| {
        let unix = brussels::to_unix(moment).last().unwrap();
        brussels::at_offset(unix, hours_ahead * 3600)
    };
    CallSlot {
        from: own(slot.from),
        until: own(slot.until),
    }
}

fn own_words(from: &str, until: &str, lang: Lang) -> String {
    Text::YourTime.fill(lang, &[("from", from), ("until", until)])
}

#[wasm_bindgen_test]
async fn a_visitor_elsewhere_reads_both_times_at_each_slot() {
    for lang in Lang::ALL {
        let page = Page::open(lang);
        live_in("Africa/Abidjan"); // UTC, always
        let _mounted = page.mount();
        for (slot, label) in offered(&page).await {
            let own = on_clocks(slot, 0);
            let own = own_words(
                &text::clock(own.from, lang),
                &text::clock(own.until, lang),
                lang,
            );
            let brussels = text::clock(slot.from, lang);
            assert!(label.starts_with(&brussels), "{label}");
            assert!(label.ends_with(&format!(" ({own})")), "{label}: {own}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_visitor_for_whom_it_is_another_day_reads_the_day_too() {
    let page = Page::open(Lang::Nl);
    live_in("Pacific/Kiritimati"); // 14 hours ahead of UTC, always
    let _mounted = page.mount();
    for (slot, label) in offered(&page).await {
        let own = on_clocks(slot, 14);
        assert_eq!(
            label.contains(&text::day(own.from.date(), Lang::Nl)),
            own.from.date() != slot.from.date(),
            "{label}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_visitor_on_brussels_time_reads_one_time() {
    for zone in ["Europe/Brussels", "Europe/Madrid"] {
        let page = Page::open(Lang::Nl);
        live_in(zone);
        let _mounted = page.mount();
        for (slot, label) in offered(&page).await {
            let from = text::clock(slot.from, Lang::Nl);
            let until = text::clock(slot.until, Lang::Nl);
            assert_eq!(label, format!("{from}–{until}"), "{zone}");
        }
    }
}

#[wasm_bindgen_test]
async fn the_thanks_name_both_times_and_brussels_time_is_what_is_sent() {
    let (page, mounted) = Page::filled_in();
    live_in("Asia/Tokyo"); // 9 hours ahead of UTC, always
    let slot = offered(&page).await.last().unwrap().0;
    page.type_in("slot", &slot.to_string());
    server::answer(202, ACCEPTED);
    json_of(mounted.submit()).await.unwrap();
    page.until("the thanks are there", |page| page.form().hidden())
        .await;
    let thanks = page.text("#leadgate-outcome");
    let own = on_clocks(slot, 9);
    for time in [slot.from, slot.until, own.from, own.until] {
        assert!(thanks.contains(&text::clock(time, page.lang)), "{thanks}");
    }
    let sent = &server::parts("body")[0];
    assert!(
        sent.contains(&format!("slot={}", slot.from.date())),
        "{sent}"
    );
}
