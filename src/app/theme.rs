//! Light or dark.

/// A form's look.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Theme {
    /// As the page around it is.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Stronger lines, no soft colours.
    Contrast,
}

impl Theme {
    /// Its name, one of [`crate::element::THEMES`].
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}
