//! What an offer on the page says of itself: its names, and the numbers in the link to its supplier.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, Url};

use super::{dom, translation::visible_text};

/// What a form sends along with a lead, as the link's parameters name it.
const NUMBERS: [&str; 3] = ["product_type_id", "product_id", "supplier_id"];
/// The parameter, and the form's attribute, that names the supplier's page.
pub(super) const TARGET: &str = "url";

/// One offer of the page.
pub(super) struct Offer {
    element: Element,
    way: Url,
}

impl Offer {
    /// The offer that an element is in.
    pub(super) fn around(element: &Element) -> Option<Self> {
        let element = element.closest(".offer").ok()??;
        let link = element.query_selector(".go").ok()??;
        let way = Url::new(&link.dyn_into::<HtmlAnchorElement>().ok()?.href()).ok()?;
        Some(Self { element, way })
    }

    /// The element, to mark it.
    pub(super) const fn element(&self) -> &Element {
        &self.element
    }

    /// `Lumeva Solid`
    pub(super) fn name(&self) -> String {
        self.text("h3")
    }

    /// `Lumeva`
    pub(super) fn supplier(&self) -> String {
        self.text(".supplier")
    }

    /// `€ 208,50 per maand`, in the page's language.
    pub(super) fn price(&self) -> String {
        self.text(".price")
    }

    /// `Energie`: the heading that the offer stands under.
    pub(super) fn category(&self) -> String {
        let section = self.element.closest(".category").ok().flatten();
        section.map_or_else(String::new, |section| text_in(&section, "h2"))
    }

    /// Where a click-out leads.
    pub(super) fn target(&self) -> String {
        self.way.search_params().get(TARGET).unwrap_or_default()
    }

    /// Gives a form the offer's numbers.
    pub(super) fn give_numbers(&self, form: &Element) {
        for name in NUMBERS {
            let number = self.way.search_params().get(name);
            dom::set(form, &attribute(name), &number.unwrap_or_default());
        }
    }

    fn text(&self, selector: &str) -> String {
        text_in(&self.element, selector)
    }
}

/// Takes an offer's numbers from a form.
pub(super) fn forget_numbers(form: &Element) {
    for name in NUMBERS {
        dom::unset(form, &attribute(name));
    }
}

/// The form's attribute for a parameter.
fn attribute(parameter: &str) -> String {
    parameter.replace('_', "-")
}

fn text_in(element: &Element, selector: &str) -> String {
    let found = element.query_selector(selector).ok().flatten();
    found.map_or_else(String::new, |part| visible_text(&part))
}
