//! The forms by name, and where each one's specification is found.

use crate::spec::{self, FormSpec};

/// A kind of lead form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// A visitor asks to be called back.
    CallMeBack,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 1] = [Self::CallMeBack];

    /// The form of a name in a URL or attribute.
    ///
    /// ```
    /// use leadgate_model::Form;
    /// assert_eq!(Form::from_slug("call-me-back"), Some(Form::CallMeBack));
    /// assert_eq!(Form::from_slug("unknown"), None);
    /// ```
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.slug() == slug)
    }

    /// The name in URLs, attributes and configuration.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::CallMeBack => "call-me-back",
        }
    }

    /// The form's fields and rules.
    #[must_use]
    pub const fn spec(self) -> &'static FormSpec {
        match self {
            Self::CallMeBack => &spec::CALL_ME_BACK,
        }
    }
}
