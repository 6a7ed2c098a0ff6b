//! Links keep what the address says, also when they are opened elsewhere: those of the page, and those
//! to the forms on the proxy's own pages.

use leadgate_model::Lang;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, Url};

use super::{address::Address, dom, offer::TARGET};

/// Writes what an address says into every link of the page.
pub(super) fn show(address: Address) {
    for link in dom::all("a[data-language]") {
        let lang = link
            .get_attribute("data-language")
            .and_then(|tag| Lang::from_tag(&tag))
            .unwrap_or(address.lang);
        dom::set(&link, "href", &Address { lang, ..address }.query_here());
    }
    for link in dom::all("a[data-keeps-query]") {
        if let Some(link) = link.dyn_ref::<HtmlAnchorElement>() {
            link.set_search(&address.query());
        }
    }
    for link in dom::all("a.go, leadgate-form > a") {
        if let Some(href) = link
            .dyn_ref::<HtmlAnchorElement>()
            .and_then(|link| in_language(&link.href(), address.lang))
        {
            dom::set(&link, "href", &href);
        }
    }
}

/// The address of a form's page in a language; where it leads on to a supplier, that page too.
fn in_language(href: &str, lang: Lang) -> Option<String> {
    let url = Url::new(href).ok()?;
    let parameters = url.search_params();
    parameters.set("lang", lang.tag());
    if let Some(target) = parameters.get(TARGET) {
        parameters.set(TARGET, &supplier_in_language(&target, lang)?);
    }
    Some(url.href())
}

/// The supplier's page is beside this one, whatever this one's origin is.
fn supplier_in_language(target: &str, lang: Lang) -> Option<String> {
    let written = Url::new(target).ok()?;
    let origin = web_sys::window()?.location().origin().ok()?;
    let url = Url::new_with_base(&(written.pathname() + &written.search()), &origin).ok()?;
    url.search_params().set("lang", lang.tag());
    Some(url.href())
}
