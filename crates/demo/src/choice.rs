//! The offer that the visitor wants to be called about: its numbers go to the form as attributes,
//! its name above the form, and the reader is taken there.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{
    dom,
    offer::{self, Offer},
};

/// Lets every offer be asked about, and the button above the form take the choice back.
pub(super) fn listen() {
    for link in dom::all("a.ask") {
        let asked = link.clone();
        dom::on(&link, "click", move |event| {
            if dom::is_plain_click(&event)
                && let Some(offer) = Offer::around(&asked)
            {
                event.prevent_default();
                choose(&offer);
            }
        });
    }
    if let Some(button) = dom::first("#forget-choice") {
        dom::on(&button, "click", |_| forget());
    }
}

fn choose(offer: &Offer) {
    let name = offer.name();
    if let Some(form) = form() {
        // What the adviser reads, in the language of the page.
        dom::set(&form, "subject", &format!("{}: {name}", offer.category()));
        offer.give_numbers(&form);
    }
    mark(Some(offer));
    if let Some(place) = dom::first("#chosen") {
        place.set_text_content(Some(&name));
    }
    go_to_form();
}

fn forget() {
    if let Some(form) = form() {
        dom::unset(&form, "subject");
        offer::forget_numbers(&form);
    }
    mark(None);
    // The button that had the focus is gone now.
    go_to_form();
}

fn form() -> Option<Element> {
    dom::first("#callback leadgate-form")
}

/// Marks the chosen offer, and shows the line above the form while there is one.
fn mark(chosen: Option<&Offer>) {
    for offer in dom::all(".offer[data-chosen]") {
        dom::unset(&offer, "data-chosen");
    }
    if let Some(offer) = chosen {
        dom::set(offer.element(), "data-chosen", "");
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
