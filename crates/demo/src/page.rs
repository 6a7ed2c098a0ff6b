//! Starts the page: reads the address, puts language, colours and look on page and forms, and listens.

use std::{cell::Cell, rc::Rc};

use leadgate_model::Lang;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

use super::{
    address::Address,
    appearance::{Look, Scheme},
    choice, dom,
    install::page::Install,
    links, onward, strip,
    translation::Translation,
};

/// Brings the page to life.
pub(crate) fn start() {
    let page = Rc::new(Page {
        translation: Translation::of_page(),
        lang: Cell::new(Lang::Nl),
        install: Install::on_page(),
    });
    page.show(Address::current());
    switch_languages(&page);
    switch(&page, "#scheme", |name, address| Address {
        scheme: Scheme::from_name(name),
        ..address
    });
    switch(&page, "#look", |name, address| Address {
        look: Look::from_name(name),
        ..address
    });
    if let Some(window) = web_sys::window() {
        let page = Rc::clone(&page);
        dom::on(&window, "popstate", move |_| page.show(Address::current()));
    }
    if let Some(install) = &page.install {
        let page = Rc::clone(&page);
        install.on_choice(move || page.show(Address::current()));
    }
    give_room_back();
    choice::listen();
    onward::listen();
    strip::listen();
    // The switches do nothing without this program, so they appear with it.
    if let Some(root) = dom::root() {
        dom::set(&root, "data-alive", "");
    }
}

/// The page and the language that it is in.
struct Page {
    translation: Translation,
    lang: Cell<Lang>,
    /// Where the page is the install page.
    install: Option<Install>,
}

impl Page {
    /// Puts what an address says on the page and on its forms.
    fn show(&self, address: Address) {
        if self.lang.replace(address.lang) != address.lang {
            self.translation.apply(address.lang);
            strip::hush();
        }
        for form in dom::all("leadgate-form:not(#live)") {
            dom::set(&form, "lang", address.lang.tag());
            dom::set(&form, "theme", address.scheme.name());
        }
        show_appearance(address.scheme, address.look);
        links::show(address);
        if let Some(install) = &self.install {
            install.show(address.lang);
        }
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
            if dom::is_plain_click(&event) {
                event.prevent_default();
                page.go(Address {
                    lang,
                    ..Address::current()
                });
            }
        });
    }
}

/// Lets a list of the page's bar change the address.
fn switch(page: &Rc<Page>, selector: &str, change: fn(&str, Address) -> Address) {
    let Some(list) = list(selector) else {
        return;
    };
    let page = Rc::clone(page);
    dom::on(&list.clone(), "change", move |_| {
        page.go(change(&list.value(), Address::current()));
    });
}

/// The place that is kept free for a form is too much for its thanks.
fn give_room_back() {
    for room in dom::all(".form-room") {
        let sent = room.clone();
        dom::on(&room, "leadgate-success", move |_| {
            dom::set(&sent, "data-sent", "")
        });
    }
}

/// Colours: the system's unless `data-theme` names others. Look: the form's own unless a class does.
fn show_appearance(scheme: Scheme, look: Look) {
    if let Some(root) = dom::root() {
        match scheme {
            Scheme::Auto => dom::unset(&root, "data-theme"),
            Scheme::Light | Scheme::Dark | Scheme::Contrast => {
                dom::set(&root, "data-theme", scheme.name());
            }
        }
        dom::set(&root, "class", look.class());
    }
    for (selector, name) in [("#scheme", scheme.name()), ("#look", look.name())] {
        if let Some(list) = list(selector) {
            list.set_value(name);
        }
    }
}

fn list(selector: &str) -> Option<HtmlSelectElement> {
    dom::first(selector)?.dyn_into().ok()
}
