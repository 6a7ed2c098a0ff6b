//! Starts the page: reads the address, puts language and colours on page and form, and listens.

use std::{cell::Cell, rc::Rc};

use leadgate_model::Lang;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::{
    address::{Address, Scheme},
    choice, dom, strip,
    translation::Translation,
};

/// Brings the page to life.
pub(crate) fn start() {
    let page = Rc::new(Page {
        translation: Translation::of_page(),
        lang: Cell::new(Lang::Nl),
    });
    page.show(Address::current());
    switch_languages(&page);
    switch_schemes(&page);
    if let Some(window) = web_sys::window() {
        let page = Rc::clone(&page);
        dom::on(&window, "popstate", move |_| page.show(Address::current()));
    }
    choice::listen();
    strip::listen();
    // The switches do nothing without this program, so they appear with it.
    if let Some(root) = dom::document().and_then(|page| page.document_element()) {
        dom::set(&root, "data-alive", "");
    }
}

/// The page and the language that it is in.
struct Page {
    translation: Translation,
    lang: Cell<Lang>,
}

impl Page {
    /// Puts the address's language and colours on the page and on the form.
    fn show(&self, address: Address) {
        if self.lang.replace(address.lang) != address.lang {
            self.translation.apply(address.lang);
            strip::hush();
        }
        let form = dom::form();
        if let Some(form) = &form {
            dom::set(form, "lang", address.lang.tag());
            dom::set(form, "theme", address.scheme.name());
        }
        show_scheme(address.scheme);
        show_links(address);
    }

    /// Goes to an address of this page.
    fn go(&self, address: Address) {
        address.push();
        self.show(address);
    }
}

fn switch_languages(page: &Rc<Page>) {
    for link in dom::all("a[data-language]") {
        let Some(lang) = link
            .get_attribute("data-language")
            .and_then(|tag| Lang::from_tag(&tag))
        else {
            continue;
        };
        let page = Rc::clone(page);
        dom::on(&link, "click", move |event| {
            if choice::is_plain_click(&event) {
                event.prevent_default();
                page.go(Address {
                    lang,
                    ..Address::current()
                });
            }
        });
    }
}

fn switch_schemes(page: &Rc<Page>) {
    for input in dom::all("input[name=theme]") {
        let page = Rc::clone(page);
        let name = input.get_attribute("value").unwrap_or_default();
        dom::on(&input, "change", move |_| {
            page.go(Address {
                scheme: Scheme::from_name(&name),
                ..Address::current()
            });
        });
    }
}

/// Colours of the page: the system's unless `data-theme` names others.
fn show_scheme(scheme: Scheme) {
    if let Some(root) = dom::document().and_then(|page| page.document_element()) {
        match scheme {
            Scheme::Auto => dom::unset(&root, "data-theme"),
            Scheme::Light | Scheme::Dark => dom::set(&root, "data-theme", scheme.name()),
        }
    }
    for input in dom::all("input[name=theme]") {
        if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
            input.set_checked(input.value() == scheme.name());
        }
    }
}

/// Links of the page keep what the address says, also when they are opened elsewhere.
fn show_links(address: Address) {
    for link in dom::all("a[data-language]") {
        let lang = link
            .get_attribute("data-language")
            .and_then(|tag| Lang::from_tag(&tag))
            .unwrap_or(address.lang);
        dom::set(&link, "href", &Address { lang, ..address }.query());
    }
    for link in dom::all("a[data-keeps-query]") {
        dom::set(&link, "href", &format!("./{}", address.query()));
    }
    for link in dom::all("leadgate-form > a") {
        let href = format!(
            "http://127.0.0.1:8787/v1/forms/call-me-back?partner=demo&lang={}",
            address.lang.tag()
        );
        dom::set(&link, "href", &href);
    }
}
