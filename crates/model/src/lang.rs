//! The languages of forms and sentences.

/// A language that every sentence exists in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Lang {
    /// Dutch, the default.
    Nl,
    /// French.
    Fr,
    /// English.
    En,
    /// German.
    De,
}

impl Lang {
    /// Every language, in the order of language switches.
    pub const ALL: [Self; 4] = [Self::Nl, Self::Fr, Self::En, Self::De];

    /// The language of a tag such as `nl` or `fr-BE`; `None` where no sentence exists.
    ///
    /// ```
    /// use leadgate_model::Lang;
    /// assert_eq!(Lang::from_tag("fr-BE"), Some(Lang::Fr));
    /// assert_eq!(Lang::from_tag("it"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or(tag);
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// The BCP 47 tag, in lower case.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
        }
    }
}
