//! Language and colours in the page's address, so that a link or a reload keeps them and nothing
//! needs to be stored. What they change on the page is told by `page`.

use leadgate_model::Lang;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// The colours that the visitor asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Those of the system.
    Auto,
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
}

impl Scheme {
    /// The scheme of a `theme` value; the system's for anything unknown.
    pub(super) fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The value of `theme` attributes and parameters.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What the address says.
#[derive(Clone, Copy)]
pub(super) struct Address {
    /// `lang`, Dutch without it.
    pub(super) lang: Lang,
    /// `theme`, the system's without it.
    pub(super) scheme: Scheme,
}

impl Address {
    /// Reads the address of the window.
    pub(super) fn current() -> Self {
        let parameters = web_sys::window()
            .and_then(|window| window.location().search().ok())
            .and_then(|search| UrlSearchParams::new_with_str(&search).ok());
        let get = |name: &str| parameters.as_ref().and_then(|known| known.get(name));
        Self {
            lang: get("lang")
                .and_then(|tag| Lang::from_tag(&tag))
                .unwrap_or(Lang::Nl),
            scheme: Scheme::from_name(&get("theme").unwrap_or_default()),
        }
    }

    /// The query that leads back here; parameters with their usual value are left out.
    pub(super) fn query(self) -> String {
        let mut query = format!("?lang={}", self.lang.tag());
        if self.scheme != Scheme::Auto {
            query.push_str("&theme=");
            query.push_str(self.scheme.name());
        }
        query
    }

    /// Makes this the window's address, as a new entry of its history.
    pub(super) fn push(self) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Refused only when called hundreds of times a minute; the page then works all the same.
            let _refused = history.push_state_with_url(&JsValue::NULL, "", Some(&self.query()));
        }
    }
}
