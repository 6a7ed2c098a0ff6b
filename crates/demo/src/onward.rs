//! The dialog before a visitor goes on to a supplier: the click-out form, told which offer it is about.
//! Without this program the offer's link leads to the same form on the proxy's own page.

use std::{cell::Cell, rc::Rc};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlDialogElement};

use super::{
    dom,
    offer::{Offer, TARGET},
};

/// Lets every offer's link open the dialog.
pub(super) fn listen() {
    let Some(dialog) =
        dom::first("#onward").and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok())
    else {
        return;
    };
    // A form that shows its thanks is of the offer before.
    let done = Rc::new(Cell::new(false));
    for link in dom::all("a.go") {
        let (dialog, done, chosen) = (dialog.clone(), Rc::clone(&done), link.clone());
        dom::on(&link, "click", move |event| {
            if dom::is_plain_click(&event)
                && has_come(&dialog)
                && let Some(offer) = Offer::around(&chosen)
            {
                event.prevent_default();
                if done.replace(false) {
                    start_again(&dialog);
                }
                open(&dialog, &offer);
            }
        });
    }
    dom::on(&dialog, "leadgate-success", move |_| done.set(true));
    if let Some(button) = dom::first("#onward-close") {
        let dialog = dialog.clone();
        dom::on(&button, "click", move |_| dialog.close());
    }
    // Who comes back finds the page, not what was already answered.
    if let Some(window) = web_sys::window() {
        dom::on(&window, "pagehide", move |_| dialog.close());
    }
}

/// Whether the form is there. Where it is not (yet), the link leads to its page.
fn has_come(dialog: &HtmlDialogElement) -> bool {
    form(dialog).is_some_and(|form| form.shadow_root().is_some())
}

fn open(dialog: &HtmlDialogElement, offer: &Offer) {
    if let Some(form) = form(dialog) {
        offer.give_numbers(&form);
        dom::set(&form, TARGET, &offer.target());
    }
    write("#onward-supplier", &offer.supplier());
    write(
        "#onward-offer",
        &format!("{} · {}", offer.name(), offer.price()),
    );
    // Refused where it is open already, which is what is wanted.
    let _refused = dialog.show_modal();
}

/// Empties the form: the element's own method `reset()`.
fn start_again(dialog: &HtmlDialogElement) {
    if let Some(form) = form(dialog)
        && let Ok(reset) = Reflect::get(&form, &JsValue::from_str("reset"))
        && let Some(reset) = reset.dyn_ref::<Function>()
    {
        let _never_refused = reset.call0(&form);
    }
}

fn form(dialog: &HtmlDialogElement) -> Option<Element> {
    dialog.query_selector("leadgate-form").ok()?
}

fn write(selector: &str, text: &str) {
    if let Some(place) = dom::first(selector) {
        place.set_text_content(Some(text));
    }
}
