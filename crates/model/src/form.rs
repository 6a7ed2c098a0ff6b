//! The forms by name, and where each one's specification is found.

use crate::spec::{self, FormSpec};
use leadgate_rules::build_part::has;

/// A kind of lead form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// A visitor asks to be called back.
    CallMeBack,
    /// A visitor goes on to a supplier.
    ClickOut,
    /// A visitor asks for an insurance offer.
    Insurance,
    /// An agent enters somebody else's lead.
    ThirdParty,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [
        Self::CallMeBack,
        Self::ClickOut,
        Self::Insurance,
        Self::ThirdParty,
    ];

    /// The form of a name in a URL or attribute.
    ///
    /// ```
    /// use leadgate_model::Form;
    /// assert_eq!(Form::from_slug("call-me-back"), Some(Form::CallMeBack));
    /// assert_eq!(Form::from_slug("unknown"), None);
    /// ```
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|form| form.slug() == slug && has(form.slug()))
    }

    /// The name in URLs, attributes and configuration.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::CallMeBack => "call-me-back",
            Self::ClickOut => "click-out",
            Self::Insurance => "insurance",
            Self::ThirdParty => "third-party",
        }
    }

    /// The form's fields and rules; of a form that this build leaves out, which `from_slug` does not give, an empty one.
    #[must_use]
    pub const fn spec(self) -> &'static FormSpec {
        match self {
            Self::CallMeBack => {
                if const { has("call-me-back") } {
                    &spec::CALL_ME_BACK
                } else {
                    &spec::LEFT_OUT
                }
            }
            Self::ClickOut => {
                if const { has("click-out") } {
                    &spec::CLICK_OUT
                } else {
                    &spec::LEFT_OUT
                }
            }
            Self::Insurance => {
                if const { has("insurance") } {
                    &spec::INSURANCE
                } else {
                    &spec::LEFT_OUT
                }
            }
            Self::ThirdParty => {
                if const { has("third-party") } {
                    &spec::THIRD_PARTY
                } else {
                    &spec::LEFT_OUT
                }
            }
        }
    }
}
