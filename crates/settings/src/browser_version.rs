//! Which browser version visitors get: the one of this program, or, when that one turns
//! out to be bad, an earlier one or none at all.
//!
//! A form is hydrated by WebAssembly that was built for its very markup, and this program makes its
//! own markup only. So an earlier browser version brings its loader and hydrates the forms that were pasted
//! with it; the forms that this program makes it hydrates where their markup is still the same.
//! Where it is not, and where there is to be no browser version, they stay plain HTML, which sends leads as well.

use serde::Deserialize;

use leadgate_assets::Assets;

/// What a form names that no WebAssembly hydrates. No version is called so: loaders of all browser versions
/// look for it, do not find it, and leave the form as plain HTML.
pub const NO_BROWSER_VERSION: &str = "none";

/// Earlier versions that were built for the markup that this program makes. A test holds the list to
/// the markup that was released with them (`tests/released`).
const SAME_MARKUP: [&str; 1] = ["ba746c16ccd9"];

/// `server.browser_version`.
#[derive(Clone, PartialEq, Eq, Default, Debug, Deserialize)]
#[serde(from = "String")]
pub enum BrowserVersion {
    /// The one of this program.
    #[default]
    BuiltIn,
    /// An earlier one, from `server.assets_dir`; the one of this program is withdrawn.
    Earlier(String),
    /// None; the one of this program is withdrawn.
    PlainHtml,
}

impl From<String> for BrowserVersion {
    fn from(name: String) -> Self {
        match name.as_str() {
            "" => Self::BuiltIn,
            NO_BROWSER_VERSION => Self::PlainHtml,
            name if Some(name) == Assets::version() => Self::BuiltIn,
            _ => Self::Earlier(name),
        }
    }
}

impl BrowserVersion {
    /// The browser version that hydrates the forms that this program makes; [`NO_BROWSER_VERSION`] where none does,
    /// and empty where none is built in.
    #[must_use]
    pub fn of_forms(&self) -> &str {
        match self {
            Self::BuiltIn => Assets::version().unwrap_or_default(),
            Self::Earlier(name) if SAME_MARKUP.contains(&name.as_str()) => name,
            Self::Earlier(_) | Self::PlainHtml => NO_BROWSER_VERSION,
        }
    }

    /// The browser version whose loader `/embed.js` is; empty where none is built in.
    #[must_use]
    pub fn of_loader(&self) -> &str {
        match self {
            Self::Earlier(name) => name,
            Self::BuiltIn | Self::PlainHtml => Assets::version().unwrap_or_default(),
        }
    }

    /// The browser version whose WebAssembly nobody gets any more; empty: none.
    #[must_use]
    pub fn withdrawn(&self) -> &str {
        match self {
            Self::BuiltIn => "",
            Self::Earlier(_) | Self::PlainHtml => Assets::version().unwrap_or_default(),
        }
    }

    /// What to tell whoever starts or reloads the proxy; `None` where nothing is unusual.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        let built_in = match self.withdrawn() {
            "" => "of this program",
            name => name,
        };
        let so_far = format!("browser version {built_in} is withdrawn by server.browser_version");
        match self {
            Self::BuiltIn => None,
            Self::PlainHtml => Some(format!("{so_far}: forms work as plain HTML only")),
            Self::Earlier(name) if self.of_forms() == NO_BROWSER_VERSION => Some(format!(
                "{so_far}: {name} hydrates what was pasted with it, and other forms work as plain HTML only, since their markup has changed"
            )),
            Self::Earlier(name) => Some(format!("{so_far}: {name} hydrates all forms")),
        }
    }
}
