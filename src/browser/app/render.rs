//! Makes the nodes of a form and runs it.

use std::any::Any;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use leadgate_model::wire::FormOptions;
use leadgate_model::{Draft, FieldKind, Form, FormSpec};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{
    CssStyleSheet, HtmlElement, HtmlFormElement, HtmlInputElement, ShadowRootInit, ShadowRootMode,
    window,
};

use crate::app::product::Product;
use crate::browser::mounted::Mounted;
use crate::browser::page::Page;
use crate::browser::{controls, platform, submit};
use crate::style::STYLE;
use crate::{FormNodes, FormState};

/// A form that is shown. Dropping it removes it.
pub(crate) struct Rendered {
    mounted: Mounted,
    _renew_id: Closure<dyn Fn()>,
}

impl Rendered {
    /// Makes a form inside an element's shadow root. `hidden` is what its hidden inputs hold; an id is added. What is
    /// made for it belongs to `owner`.
    ///
    /// # Errors
    /// Where the element cannot have a shadow root.
    pub(super) fn new(
        form: Form,
        options: FormOptions,
        mut hidden: Draft,
        host: &HtmlElement,
        owner: Owner,
    ) -> Result<Self, JsValue> {
        hidden.set("partner", &options.partner);
        hidden.set("lang", &options.lang);
        hidden.set("form_version", &options.version);
        hidden.set("id", &uuid());
        let root = root(host, &options.lang)?;
        let renew_id = {
            let root = root.clone();
            Closure::<dyn Fn()>::new(move || write(&root, "id", &uuid()))
        };
        let (state, view) = owner.with(|| {
            let state = FormState::new(form, options, Draft::default(), platform::PLATFORM);
            let mut view = view! { <FormNodes state hidden /> }.build();
            view.mount(&root, None);
            (state, Box::new(view) as Box<dyn Any>)
        });
        let form: HtmlFormElement = root
            .query_selector("form")?
            .ok_or("no form")?
            .unchecked_into();
        let page = Page {
            state,
            form,
            root,
            host: host.clone(),
            renew_id: renew_id
                .as_ref()
                .unchecked_ref::<js_sys::Function>()
                .clone(),
            is_due: Rc::default(),
        };
        Ok(Self {
            mounted: Mounted::run(page, view, owner)?,
            _renew_id: renew_id,
        })
    }

    /// Sends the form as its button does.
    pub(crate) fn submit(&self) {
        let page = self.page().clone();
        // The outcome is shown and told by events.
        spawn_local(async move { drop(submit::submit(&page).await) });
    }

    /// Empties the form and gives it a new id; not while a lead is on its way.
    pub(crate) fn reset(&self) {
        self.mounted.reset();
    }

    /// Whether a lead is on its way.
    pub(super) fn is_busy(&self) -> bool {
        self.mounted.is_busy()
    }

    fn page(&self) -> &Page {
        &self.mounted.page
    }

    /// Whether it was made of these options.
    pub(super) fn is_of(&self, options: &FormOptions) -> bool {
        self.page().state.with_options(|own| own == options)
    }

    /// What the visitor typed; nothing once it was sent.
    pub(super) fn typed(&self) -> Draft {
        match self.page().state.sent_id() {
            Some(_) => Draft::default(),
            None => controls::read(&self.page().form),
        }
    }

    /// Fills in what the visitor sees.
    pub(super) fn fill(&self, values: &Draft) {
        let values = object(self.page().state.spec(), values);
        self.mounted.fill(&values);
    }

    /// Writes what the lead is about.
    pub(super) fn write(&self, product: &Product) {
        for (name, value) in product.inputs() {
            write(&self.page().root, name, &value);
        }
    }

    /// A new id, unless a lead is on its way.
    pub(crate) fn renew(&self) {
        if !self.mounted.is_busy() {
            self.page().renew();
        }
    }
}

/// The outermost element, empty, in the host's shadow root with the styles.
fn root(host: &HtmlElement, lang: &str) -> Result<HtmlElement, JsValue> {
    let shadow = match host.shadow_root() {
        Some(shadow) => shadow,
        None => host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
    };
    // A constructed style sheet needs no exception in the page's Content-Security-Policy.
    let styles = CssStyleSheet::new()?;
    styles.replace_sync(STYLE)?;
    Reflect::set(&shadow, &"adoptedStyleSheets".into(), &Array::of1(&styles))?;
    let document = host.owner_document().ok_or("no document")?;
    let root: HtmlElement = document.create_element("div")?.unchecked_into();
    root.set_class_name("leadgate");
    root.set_attribute("part", "root")?;
    root.set_attribute("lang", lang)?;
    shadow.replace_children_with_node_1(&root);
    Ok(root)
}

/// Writes a hidden input.
fn write(root: &HtmlElement, name: &str, value: &str) {
    let selector = ["input[type=hidden][name=\"", name, "\"]"].concat();
    if let Ok(Some(input)) = root.query_selector(&selector) {
        input.unchecked_into::<HtmlInputElement>().set_value(value);
    }
}

/// Values by field name, as [`Mounted::fill`] takes them. What is not named stays as it is.
fn object(spec: &FormSpec, values: &Draft) -> js_sys::Object {
    let object = js_sys::Object::new();
    for (name, value) in values.pairs() {
        let value = match spec.field(name).map(|field| field.kind) {
            Some(FieldKind::Choices(_)) => values
                .all(name)
                .map(JsValue::from_str)
                .collect::<Array>()
                .into(),
            Some(FieldKind::Flag) => JsValue::from_bool(values.is_on(name)),
            _ => JsValue::from_str(value),
        };
        drop(Reflect::set(&object, &JsValue::from_str(name), &value));
    }
    object
}

/// A version 7 UUID, as the element makes it: 48 bits of time, so that a store appends ids, and random bits.
fn uuid() -> String {
    let mut bytes = [0; 16];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        drop(crypto.get_random_values_with_u8_array(&mut bytes));
    }
    let now_ms = js_sys::Date::now() as u64;
    bytes[..6].copy_from_slice(&now_ms.to_be_bytes()[2..]);
    bytes[6] = (bytes[6] & 15) | 112;
    bytes[8] = (bytes[8] & 63) | 128;
    let mut text = String::new();
    for (index, byte) in bytes.into_iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
