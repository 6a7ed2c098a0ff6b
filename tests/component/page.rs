//! A page with one form, as a visitor meets it: what can be read, typed and pressed.

use leadgate::{Mounted, mount};
use leadgate_model::text::Text;
use leadgate_model::{Form, FormSpec, Lang};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement, Node, ShadowRoot};

use crate::filled_in::{ANONYMOUS, fragment, right};
use crate::{clocks, server};

#[wasm_bindgen(module = "/tests/component/page.js")]
extern "C" {
    fn open(html: &str, style: &str) -> HtmlElement;
    fn renewer(root: &HtmlElement) -> js_sys::Function;
    #[wasm_bindgen(js_name = events)]
    fn heard() -> js_sys::Array;
    /// The page cancels every attempt to send.
    #[wasm_bindgen(js_name = cancelSending)]
    pub(crate) fn cancel_sending();
    #[wasm_bindgen(js_name = nodes)]
    fn all_nodes(root: &Node) -> js_sys::Array;
    #[wasm_bindgen(js_name = nativePost)]
    fn native_post_of(form: &HtmlFormElement) -> String;
    #[wasm_bindgen(js_name = type)]
    fn type_in(control: &HtmlInputElement, value: &str);
    #[wasm_bindgen(js_name = submitEvent)]
    fn submit_event(form: &HtmlFormElement) -> bool;
}

/// The form's styles: they belong beside it, inside the same shadow root.
const STYLE: &str = include_str!("../../www/embed/form.css");

/// An open page; the form is plain HTML until [`Page::mount`].
pub(crate) struct Page {
    pub(crate) root: HtmlElement,
    pub(crate) lang: Lang,
    form: Form,
}

impl Page {
    /// A page with a prerendered call-me-back form inside an open shadow root, in Brussels, and a
    /// server that answers nothing.
    pub(crate) fn open(lang: Lang) -> Self {
        Self::with(Form::CallMeBack, lang)
    }

    /// A Dutch page with another form.
    pub(crate) fn of(form: Form) -> Self {
        Self::with(form, Lang::Nl)
    }

    /// A Dutch page with a click-out that asks nothing.
    pub(crate) fn anonymous() -> Self {
        Self::showing(ANONYMOUS, Form::ClickOut, Lang::Nl)
    }

    fn with(form: Form, lang: Lang) -> Self {
        Self::showing(fragment(form, lang), form, lang)
    }

    fn showing(html: &str, form: Form, lang: Lang) -> Self {
        server::start();
        clocks::live_in("Europe/Brussels");
        let root = open(html, STYLE);
        Self { root, form, lang }
    }

    /// A Dutch page whose call-me-back form is hydrated.
    pub(crate) fn mounted() -> (Self, Mounted) {
        Self::mounted_of(Form::CallMeBack)
    }

    /// A Dutch page whose form is hydrated.
    pub(crate) fn mounted_of(form: Form) -> (Self, Mounted) {
        let page = Self::of(form);
        let mounted = page.mount();
        (page, mounted)
    }

    /// A Dutch page whose call-me-back form is hydrated and filled in rightly.
    pub(crate) fn filled_in() -> (Self, Mounted) {
        Self::filled_in_of(Form::CallMeBack)
    }

    /// A Dutch page whose form is hydrated and filled in rightly.
    pub(crate) fn filled_in_of(form: Form) -> (Self, Mounted) {
        let (page, mounted) = Self::mounted_of(form);
        for (name, value) in right(form) {
            page.fill(name, value);
        }
        page.control("consent_terms").click();
        (page, mounted)
    }

    /// Hydrates the form, as the loader does.
    pub(crate) fn mount(&self) -> Mounted {
        self.try_mount().unwrap()
    }

    pub(crate) fn try_mount(&self) -> Result<Mounted, JsValue> {
        mount(
            self.root.clone(),
            self.shadow().host().unchecked_into(),
            renewer(&self.root),
        )
    }

    pub(crate) fn shadow(&self) -> ShadowRoot {
        self.root.get_root_node().unchecked_into()
    }

    pub(crate) fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.root
            .query_selector(selector)
            .unwrap()
            .map(JsCast::unchecked_into)
    }

    pub(crate) fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector)
            .unwrap_or_else(|| panic!("nothing matches {selector}"))
    }

    pub(crate) const fn spec(&self) -> &'static FormSpec {
        self.form.spec()
    }

    pub(crate) fn form(&self) -> HtmlFormElement {
        self.get("form").unchecked_into()
    }

    pub(crate) fn button(&self) -> HtmlElement {
        self.get("button[type=submit]")
    }

    /// A control by its name on the wire, the first one of several boxes; selects and text areas
    /// have what is used of an input.
    pub(crate) fn control(&self, name: &str) -> HtmlInputElement {
        self.get(&format!("[name={name}]")).unchecked_into()
    }

    /// Whether the form has a control of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(&format!("[name={name}]")).is_some()
    }

    /// The box of a name and a value.
    pub(crate) fn check_box(&self, name: &str, value: &str) -> HtmlInputElement {
        self.get(&format!("[name={name}][value={value}]"))
            .unchecked_into()
    }

    /// Every named control, hidden ones included, in the order of the page.
    pub(crate) fn controls(&self) -> Vec<HtmlInputElement> {
        let elements = self.form().elements();
        let all = (0..elements.length()).filter_map(|index| elements.item(index));
        all.map(JsCast::unchecked_into::<HtmlInputElement>)
            .filter(|control| !control.name().is_empty())
            .collect()
    }

    pub(crate) fn value(&self, name: &str) -> String {
        self.control(name).value()
    }

    pub(crate) fn type_in(&self, name: &str, value: &str) {
        type_in(&self.control(name), value);
    }

    /// Ticks the box of this value, or types the value; what is hidden is set, as the loader does.
    pub(crate) fn fill(&self, name: &str, value: &str) {
        match self.control(name).type_().as_str() {
            "checkbox" => self.check_box(name, value).click(),
            "hidden" => self.control(name).set_value(value),
            _ => self.type_in(name, value),
        }
    }

    /// Types and leaves the control.
    pub(crate) fn type_and_leave(&self, name: &str, value: &str) {
        self.type_in(name, value);
        self.control(name).blur().unwrap();
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        self.get(selector)
            .text_content()
            .unwrap_or_default()
            .trim()
            .to_owned()
    }

    /// The error of a control, found as assistive technology does: through `aria-describedby`. A
    /// control that is not marked as wrong must show none.
    pub(crate) fn error(&self, name: &str) -> Option<String> {
        let control = self.control(name);
        let described = control.get_attribute("aria-describedby").unwrap();
        let id = described
            .split(' ')
            .find(|id| id.ends_with("-error"))
            .unwrap();
        let sentence = self.text(&format!("#{id}"));
        let wrong = control.get_attribute("aria-invalid").as_deref() == Some("true");
        assert_eq!(
            wrong,
            !sentence.is_empty(),
            "{name}: marked {wrong}, error {sentence:?}"
        );
        wrong.then_some(sentence)
    }

    /// What was announced last.
    pub(crate) fn announced(&self) -> String {
        self.text("[role=status]")
    }

    pub(crate) fn translation(&self, text: Text) -> &'static str {
        let words = text.translation(self.lang);
        assert!(!words.is_empty(), "the page brought no words for {text:?}");
        words
    }

    /// The id of the element that has the focus within the form.
    pub(crate) fn focused(&self) -> String {
        self.shadow()
            .active_element()
            .map_or_else(String::new, |element| element.id())
    }

    /// Every node of the form, in order.
    pub(crate) fn nodes(&self) -> Vec<Node> {
        all_nodes(&self.root)
            .iter()
            .map(JsCast::unchecked_into)
            .collect()
    }

    /// What the browser itself would post, less what is empty.
    pub(crate) fn native_post(&self) -> String {
        native_post_of(&self.form())
    }

    /// The summary's lines.
    pub(crate) fn summary(&self) -> Vec<String> {
        let links = self.root.query_selector_all("#leadgate-summary a").unwrap();
        (0..links.length())
            .filter_map(|index| links.get(index)?.text_content())
            .collect()
    }

    /// Waits until something holds; what it waits for is said when it never does.
    pub(crate) async fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        for _ in 0..2_000 {
            if holds(self) {
                return;
            }
            JsFuture::from(server::moment()).await.unwrap();
        }
        panic!("waited in vain until {what}: {}", self.root.inner_html());
    }

    /// Presses the button and waits until the page heard what came of it.
    pub(crate) async fn send(&self) {
        let known = events().len();
        self.button().click();
        self.until("the page hears of the attempt", |_| {
            events()
                .iter()
                .skip(known)
                .any(|event| !event.starts_with("submit"))
        })
        .await;
        settled().await;
    }
}

/// Lets everything happen that is due.
pub(crate) async fn settled() {
    for _ in 0..3 {
        JsFuture::from(server::moment()).await.unwrap();
    }
}

/// What the page heard since it was opened: `name {detail}`, without the prefix.
pub(crate) fn events() -> Vec<String> {
    heard()
        .iter()
        .filter_map(|event| event.as_string())
        .collect()
}

/// Tries to send without a button; true when nobody took the form's `submit`.
pub(crate) fn submits_natively(form: &Element) -> bool {
    submit_event(form.unchecked_ref())
}

/// A promise's value or reason as JSON.
pub(crate) async fn json_of(promise: js_sys::Promise) -> Result<String, String> {
    let json = |value: JsValue| {
        js_sys::JSON::stringify(&value).map_or_else(|_| String::new(), String::from)
    };
    JsFuture::from(promise).await.map(json).map_err(json)
}
