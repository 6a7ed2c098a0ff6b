//! Shows what was chosen: the snippet, what the page's policy needs, the npm code, and the form itself.

use std::{cell::Cell, rc::Rc};

use leadgate_model::Lang;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use super::{
    choices::Choices,
    controls, copying,
    snippet::{self, Refusal, Snippet},
};
use crate::{address, dom, numbers::NumberFormat};

/// The supplier that a click-out leads to unless another one is chosen: beside this page.
const SUPPLIER: &str = "/supplier.html";

/// The install page.
pub(crate) struct Install {
    place: Element,
    lang: Cell<Lang>,
    /// Counts the questions to the proxy, so that an answer to an older one is recognised.
    asked: Rc<Cell<u32>>,
}

impl Install {
    /// The install page, if this is it.
    pub(crate) fn on_page() -> Option<Self> {
        let place = dom::first("#install")?;
        copying::listen();
        Some(Self {
            place,
            lang: Cell::new(Lang::Nl),
            asked: Rc::default(),
        })
    }

    /// Writes each choice into the address, and calls a function then.
    pub(crate) fn on_choice(&self, act: impl Fn() + 'static) {
        controls::listen(&self.place, act);
    }

    /// Shows what the address says.
    pub(crate) fn show(&self, lang: Lang) {
        let choices = Choices::read(address::parameter, lang, &supplier());
        controls::show(&choices);
        if self.lang.replace(lang) != lang {
            copying::hush_all();
        }
        copying::show("command-code", &choices.command());
        let proxy = self.place.get_attribute("data-proxy").unwrap_or_default();
        let this_one = self.asked.get().wrapping_add(1);
        self.asked.set(this_one);
        let asked = Rc::clone(&self.asked);
        spawn_local(async move {
            let answer = snippet::ask(&proxy, &choices).await;
            if asked.get() == this_one {
                show_answer(answer, &choices, &proxy, lang);
            }
        });
    }
}

fn supplier() -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    origin.unwrap_or_default() + SUPPLIER
}

fn show_answer(answer: Result<Snippet, Refusal>, choices: &Choices, proxy: &str, lang: Lang) {
    for part in dom::all("[data-made]") {
        dom::show(&part, answer.is_ok());
    }
    show_refusal(answer.as_ref().err());
    let Ok(snippet) = answer else { return };
    copying::show("snippet-code", &snippet.html);
    let bytes = snippet.html.len().to_string();
    write("#snippet-bytes", &NumberFormat::Count.write(lang, &bytes));
    copying::show("policy-code", &snippet.policy.join(";\n"));
    for row in dom::all("[data-directive]") {
        let name = row.get_attribute("data-directive").unwrap_or_default();
        let needed = snippet.policy.iter().any(|one| one.starts_with(&name));
        dom::show(&row, needed);
    }
    let code = choices.framework.code(choices, proxy, snippet.link());
    for (number, part) in dom::all("[data-code]").iter().enumerate() {
        dom::show(part, number < code.len());
    }
    for (number, block) in code.iter().enumerate() {
        copying::show(&format!("npm-code-{}", number + 1), block);
    }
    show_form(choices);
}

/// The form that the snippet makes, for real. An attribute that stays the same is left alone, and so is what was
/// typed.
fn show_form(choices: &Choices) {
    let mut wanted = vec![
        ("form", choices.form.slug()),
        ("partner", choices.partner.as_str()),
        ("lang", choices.lang.tag()),
        ("theme", choices.theme.name()),
    ];
    wanted.extend(choices.further_attributes());
    let Some(form) = dom::first("#live").or_else(new_form) else {
        return;
    };
    for (name, value) in wanted {
        if form.get_attribute(name).as_deref() != Some(value) {
            dom::set(&form, name, value);
        }
    }
    if !form.is_connected()
        && let Some(place) = dom::first("#live-place")
    {
        let _never_refused = place.append_child(&form);
    }
    if let Some(sheet) = dom::first(".live") {
        dom::set(&sheet, "data-theme", choices.theme.name());
    }
}

/// The element, not yet on the page: there it would ask for its form before it is told which.
fn new_form() -> Option<Element> {
    let form = dom::document()?.create_element("leadgate-form").ok()?;
    form.set_id("live");
    Some(form)
}

fn show_refusal(refusal: Option<&Refusal>) {
    let (unreachable, sentence) = match refusal {
        None => (false, ""),
        Some(Refusal::Unreachable) => (true, ""),
        Some(Refusal::Said(sentence)) => (false, sentence.as_str()),
    };
    for (selector, visible) in [
        ("#unreachable", unreachable),
        ("#refused", !sentence.is_empty()),
    ] {
        if let Some(line) = dom::first(selector) {
            dom::show(&line, visible);
        }
    }
    write("#refusal", sentence);
}

fn write(selector: &str, text: &str) {
    if let Some(place) = dom::first(selector) {
        place.set_text_content(Some(text));
    }
}
