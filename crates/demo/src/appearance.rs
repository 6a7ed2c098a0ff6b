//! The colours and the look that a visitor may choose, by their names in attributes, addresses and
//! classes.

/// The colours that the visitor asked for: values of the form's attribute `theme`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scheme {
    /// Those of the system.
    Auto,
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
    /// The text's alone.
    Contrast,
}

impl Scheme {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Contrast];

    /// The scheme of a name; the system's for anything unknown.
    pub(super) fn from_name(name: &str) -> Self {
        let named = Self::ALL.into_iter().find(|scheme| scheme.name() == name);
        named.unwrap_or(Self::Auto)
    }

    /// The value of `theme` attributes and parameters.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }
}

/// One of the ready looks of `themes.css`, which the page follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// The form's own.
    Clear,
    /// Cream and terracotta.
    Warm,
    /// Square and close.
    Compact,
}

impl Look {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Clear, Self::Warm, Self::Compact];

    /// The look of a name; the form's own for anything unknown.
    pub(super) fn from_name(name: &str) -> Self {
        let named = Self::ALL.into_iter().find(|look| look.name() == name);
        named.unwrap_or(Self::Clear)
    }

    /// The value of the parameter `look`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Warm => "warm",
            Self::Compact => "compact",
        }
    }

    /// The class that the style sheet knows it by; the form's own look needs none.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Clear => "",
            Self::Warm => "leadgate-warm",
            Self::Compact => "leadgate-compact",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../index.html");
    const THEMES: &str = include_str!("../../../www/demo/themes.css");

    /// The values that a `select` of the page offers.
    fn offered(id: &str) -> Vec<&'static str> {
        let (_, rest) = PAGE
            .split_once(&format!("<select id=\"{id}\">"))
            .expect("the switch is in the page");
        let (options, _) = rest.split_once("</select>").unwrap();
        let values = options.split("value=\"").skip(1);
        values.map(|rest| rest.split_once('"').unwrap().0).collect()
    }

    #[test]
    fn the_switches_offer_every_scheme_and_look() {
        assert_eq!(offered("scheme"), Scheme::ALL.map(Scheme::name));
        assert_eq!(offered("look"), Look::ALL.map(Look::name));
    }

    #[test]
    fn a_look_other_than_the_form_s_own_has_rules() {
        for look in [Look::Warm, Look::Compact] {
            assert!(
                THEMES.contains(&format!(".{} {{", look.class())),
                "{look:?}"
            );
        }
    }

    #[test]
    fn unknown_names_are_the_usual_ones() {
        assert_eq!(Scheme::from_name("neon"), Scheme::Auto);
        assert_eq!(Look::from_name(""), Look::Clear);
        assert_eq!(Look::from_name("warm"), Look::Warm);
    }
}
