//! The offer that the visitor wants to be called about: its numbers go to the form as attributes,
//! its name above the form, and the reader is taken there.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, FocusOptions, HtmlElement, MouseEvent, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use super::dom;

/// The numbers that the form sends along with a lead.
const PRODUCT_ATTRIBUTES: [&str; 3] = ["product-type-id", "product-id", "supplier-id"];

/// Lets every offer's action choose it, and the button above the form take the choice back.
pub(super) fn listen() {
    for action in dom::all("a[data-product]") {
        let chosen = action.clone();
        dom::on(&action, "click", move |event| {
            if is_plain_click(&event) {
                event.prevent_default();
                choose(&chosen);
            }
        });
    }
    if let Some(button) = dom::first("#forget-choice") {
        dom::on(&button, "click", |_| forget());
    }
}

/// Whether a click asks for nothing special, such as a new tab.
pub(super) fn is_plain_click(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(|click| {
        click.button() == 0
            && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
    })
}

fn choose(action: &Element) {
    let product = action.get_attribute("data-product").unwrap_or_default();
    if let Some(form) = dom::form() {
        dom::set(&form, "subject", &subject(action, &product));
        for name in PRODUCT_ATTRIBUTES {
            let number = action.get_attribute(&format!("data-{name}"));
            dom::set(&form, name, &number.unwrap_or_default());
        }
    }
    mark(Some(action));
    if let Some(name) = dom::first("#chosen") {
        name.set_text_content(Some(&product));
    }
    go_to_form();
}

fn forget() {
    if let Some(form) = dom::form() {
        dom::unset(&form, "subject");
        for name in PRODUCT_ATTRIBUTES {
            dom::unset(&form, name);
        }
    }
    mark(None);
    // The button that had the focus is gone now.
    go_to_form();
}

/// `Energie: Lumeva Solid`, in the language of the page: what the adviser reads.
fn subject(action: &Element, product: &str) -> String {
    let category = action
        .closest(".category")
        .ok()
        .flatten()
        .and_then(|section| section.query_selector("h2").ok().flatten())
        .and_then(|heading| heading.text_content());
    match category {
        Some(category) => format!("{category}: {product}"),
        None => product.to_owned(),
    }
}

/// Marks the chosen offer, and shows the line above the form while there is one.
fn mark(chosen: Option<&Element>) {
    for offer in dom::all(".offer[data-chosen]") {
        dom::unset(&offer, "data-chosen");
    }
    if let Some(offer) = chosen.and_then(|action| action.closest(".offer").ok().flatten()) {
        dom::set(&offer, "data-chosen", "");
    }
    if let Some(line) = dom::first("#choice") {
        dom::show(&line, chosen.is_some());
    }
}

/// Brings the form's heading into view, unless it is, and the focus to it.
fn go_to_form() {
    if let Some(column) = dom::first("#callback") {
        column.set_scroll_top(0);
    }
    let Some(heading) = dom::first("#callback-heading") else {
        return;
    };
    // Nothing moves when it is in view; the style sheet's scroll margin says where it comes otherwise.
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    heading.scroll_into_view_with_scroll_into_view_options(&nearest);
    if let Some(heading) = heading.dyn_ref::<HtmlElement>() {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        // An element without focus is no loss: the heading is in view all the same.
        let _refused = heading.focus_with_options(&still);
    }
}
