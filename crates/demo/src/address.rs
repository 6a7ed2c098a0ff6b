//! What the page's address says: language, colours, look, the lead that is followed, and the choices of
//! the install page. So a link or
//! a reload keeps them, and nothing needs to be stored. What they change is told by `page` and `strip`.

use js_sys::encode_uri_component;
use leadgate_model::Lang;
use wasm_bindgen::JsValue;
use web_sys::{History, UrlSearchParams};

use super::appearance::{Look, Scheme};
use super::install::choices;

/// How the page is to be shown.
#[derive(Clone, Copy)]
pub(super) struct Address {
    /// `lang`, Dutch without it.
    pub(super) lang: Lang,
    /// `theme`, the system's without it.
    pub(super) scheme: Scheme,
    /// `look`, the form's own without it.
    pub(super) look: Look,
}

impl Address {
    /// Reads the address of the window.
    pub(super) fn current() -> Self {
        let get = |name| parameter(name).unwrap_or_default();
        Self {
            lang: Lang::from_tag(&get("lang")).unwrap_or(Lang::Nl),
            scheme: Scheme::from_name(&get("theme")),
            look: Look::from_name(&get("look")),
        }
    }

    /// The query that leads back here; parameters with their usual value are left out.
    pub(super) fn query(self) -> String {
        let mut query = format!("?lang={}", self.lang.tag());
        if self.scheme != Scheme::Auto {
            query.push_str("&theme=");
            query.push_str(self.scheme.name());
        }
        if self.look != Look::Clear {
            query.push_str("&look=");
            query.push_str(self.look.name());
        }
        query
    }

    /// The same query with what was chosen on this page.
    pub(super) fn query_here(self) -> String {
        let mut query = self.query();
        for name in choices::NAMES {
            if let Some(value) = parameter(name) {
                query.extend(["&", name, "=", &String::from(encode_uri_component(&value))]);
            }
        }
        query
    }

    /// Makes this the window's address, as a new entry of its history.
    pub(super) fn push(self) {
        push(&self.query_here());
    }
}

/// Writes one choice into the address, as a new entry of the history; an empty value takes it out.
pub(super) fn choose(name: &str, value: &str) {
    let Some(search) = search() else { return };
    if value.is_empty() {
        search.delete(name);
    } else {
        search.set(name, value);
    }
    push(&format!("?{}", String::from(search.to_string())));
}

/// The lead that the page shows the journey of, if it was left while that was under way.
pub(super) fn followed_lead() -> Option<String> {
    parameter("lead").filter(|id| !id.is_empty())
}

/// Writes a lead into the address: whoever comes back to this page finds its journey again.
pub(super) fn follow_lead(id: &str) {
    if let Some(history) = history() {
        let query = format!("{}&lead={id}", Address::current().query());
        let _refused = history.replace_state_with_url(&JsValue::NULL, "", Some(&query));
    }
}

/// The value of a parameter; none where it is absent.
pub(super) fn parameter(name: &str) -> Option<String> {
    search()?.get(name)
}

fn search() -> Option<UrlSearchParams> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()
}

fn push(query: &str) {
    if let Some(history) = history() {
        // Refused only when called hundreds of times a minute; the page then works all the same.
        let _refused = history.push_state_with_url(&JsValue::NULL, "", Some(query));
    }
}

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}
