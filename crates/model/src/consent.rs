//! Consent: the sentence that is shown beside a box, and what is kept of the visitor's answer.

use serde::{Deserialize, Serialize};

/// One purpose that a visitor may agree to, in one language. Never ticked beforehand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentText {
    /// What the data may be used for, as a name: `marketing`. The box is `consent_<purpose>`.
    pub purpose: String,
    /// The version of the sentence; changes whenever a word of it does.
    pub version: String,
    /// The sentence beside the box.
    pub text: String,
    /// Whether the form can be sent only with the box ticked.
    pub required: bool,
}

impl ConsentText {
    /// The box's name on the wire.
    ///
    /// ```
    /// # use leadgate_model::ConsentText;
    /// # let text = ConsentText { purpose: "marketing".into(), version: "1".into(), text: String::new(), required: false };
    /// assert_eq!(text.field(), "consent_marketing");
    /// ```
    #[must_use]
    pub fn field(&self) -> String {
        ["consent_", &self.purpose].concat()
    }

    /// The name of the hidden field that says which version was shown.
    #[must_use]
    pub fn version_field(&self) -> String {
        ["consent_", &self.purpose, "_version"].concat()
    }
}

/// A visitor's answer to one purpose, with what it takes to show later what they were told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// The purpose's name.
    pub purpose: String,
    /// Whether the box was ticked.
    pub given: bool,
    /// The version of the sentence that was shown; empty where the sender named none.
    pub version: String,
    /// The language in which it was shown.
    pub lang: String,
    /// SHA-256 of the sentence, in hex; `None` where the proxy does not know which words they were.
    pub sha256: Option<String>,
}
