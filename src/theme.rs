//! The look that the element's attribute `theme` chooses.

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
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Contrast];

    /// The attribute's value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The theme with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_but_the_pages_own_has_its_styles() {
        let styles = include_str!("../www/embed/form.css");
        for theme in Theme::ALL {
            let has_its_own = styles.contains(&format!(":host([theme=\"{}\"])", theme.name()));
            assert_eq!(has_its_own, theme != Theme::Auto, "{theme:?}");
        }
    }

    #[test]
    fn a_theme_is_found_by_its_name_alone() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_name(theme.name()), Some(theme));
        }
        assert_eq!(Theme::from_name("Dark"), None);
    }
}
