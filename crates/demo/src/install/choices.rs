//! What is chosen on the install page, as its address says it.

use leadgate_model::{Form, Lang};

use super::framework::Framework;
use crate::appearance::Scheme;

/// The parameters of the page's address that are choices.
pub(crate) const NAMES: [&str; 8] = [FORM, PARTNER, LANG, THEME, WAY, EARLY, URL, FRAMEWORK];
const FORM: &str = "form";
const PARTNER: &str = "partner";
/// The form's; `lang` is the page's.
const LANG: &str = "form-lang";
/// The form's; `theme` is the page's.
const THEME: &str = "form-theme";
const WAY: &str = "way";
const EARLY: &str = "above-the-fold";
const URL: &str = "url";
const FRAMEWORK: &str = "framework";

/// The value of a box that is ticked.
const YES: &str = "yes";
const USUAL_PARTNER: &str = "demo";

/// How the form gets into the page.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) enum EmbedMode {
    /// Pasted, styles and all.
    #[default]
    Whole,
    /// Pasted, its styles linked.
    StrictCsp,
    /// Brought by the script.
    ScriptOnly,
}

impl EmbedMode {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Whole, Self::StrictCsp, Self::ScriptOnly];

    /// The value in addresses: the page's, and that of the proxy's route.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::StrictCsp => "strict-csp",
            Self::ScriptOnly => "script-only",
        }
    }
}

/// Everything that can be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Choices {
    /// Which form.
    pub(super) form: Form,
    /// The partner's public key.
    pub(super) partner: String,
    /// The form's language.
    pub(super) lang: Lang,
    /// The form's colours.
    pub(super) theme: Scheme,
    /// How it gets into the page.
    pub(super) mode: EmbedMode,
    /// Whether its code is asked for together with the page.
    pub(super) above_the_fold: bool,
    /// Where a click-out leads; empty for other forms.
    pub(super) url: String,
    /// Whose npm code is shown.
    pub(super) framework: Framework,
}

impl Choices {
    /// Reads the parameters of an address. What is absent or unknown is the usual one: the form's language
    /// is the page's, a click-out leads to `supplier`.
    pub(super) fn read(
        get: impl Fn(&str) -> Option<String>,
        page_lang: Lang,
        supplier: &str,
    ) -> Self {
        let text = |name| get(name).unwrap_or_default();
        let form = Form::from_slug(&text(FORM)).unwrap_or(Form::CallMeBack);
        let mode = text(WAY);
        let target = get(URL).unwrap_or_else(|| supplier.to_owned());
        Self {
            form,
            partner: get(PARTNER).unwrap_or_else(|| USUAL_PARTNER.to_owned()),
            lang: Lang::from_tag(&text(LANG)).unwrap_or(page_lang),
            theme: Scheme::from_name(&text(THEME)),
            mode: EmbedMode::ALL
                .into_iter()
                .find(|known| known.name() == mode)
                .unwrap_or_default(),
            above_the_fold: !text(EARLY).is_empty(),
            url: Some(target)
                .filter(|_| form == Form::ClickOut)
                .unwrap_or_default(),
            framework: Framework::from_name(&text(FRAMEWORK)),
        }
    }

    /// Everything, by the names of parameters and of the page's controls.
    pub(super) fn pairs(&self) -> [(&'static str, &str); NAMES.len()] {
        [
            (FORM, self.form.slug()),
            (PARTNER, &self.partner),
            (LANG, self.lang.tag()),
            (THEME, self.theme.name()),
            (WAY, self.mode.name()),
            (EARLY, if self.above_the_fold { YES } else { "" }),
            (URL, &self.url),
            (FRAMEWORK, self.framework.name()),
        ]
    }

    /// What the proxy is asked, as names and values of its route's query.
    pub(super) fn question(&self) -> Vec<(&'static str, &str)> {
        let mut pairs = vec![
            ("partner", self.partner.as_str()),
            ("lang", self.lang.tag()),
            ("theme", self.theme.name()),
            ("way", self.mode.name()),
        ];
        if self.above_the_fold {
            pairs.push(("above_the_fold", "true"));
        }
        if !self.url.is_empty() {
            pairs.push(("url", &self.url));
        }
        pairs
    }

    /// The attributes of the element that follow its language, without their usual values.
    pub(super) fn further_attributes(&self) -> Vec<(&'static str, &str)> {
        let mut pairs = Vec::new();
        if self.theme != Scheme::Auto {
            pairs.push(("theme", self.theme.name()));
        }
        if !self.url.is_empty() {
            pairs.push(("url", self.url.as_str()));
        }
        pairs
    }

    /// The command that prints the same snippet.
    pub(super) fn command(&self) -> String {
        let mut words = format!(
            "leadgate snippet --form {} --partner {} --lang {}",
            self.form.slug(),
            self.partner,
            self.lang.tag()
        );
        for (name, value) in self.further_attributes() {
            // The shell leaves alone what is in single quotes.
            let value = match name {
                "url" => format!("'{}'", value.replace('\'', "%27")),
                _ => value.to_owned(),
            };
            words.push_str(&format!(" --{name} {value}"));
        }
        if self.above_the_fold {
            words.push_str(" --above-the-fold");
        }
        if self.mode != EmbedMode::Whole {
            words.push_str(" --");
            words.push_str(self.mode.name());
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Choices {
        let get = |name: &str| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map(|(_, value)| (*value).to_owned())
        };
        Choices::read(get, Lang::En, "http://127.0.0.1:8080/supplier.html")
    }

    #[test]
    fn an_address_that_says_nothing_means_the_usual_form_in_the_page_s_language() {
        let usual = read(&[]);
        assert_eq!(
            usual.command(),
            "leadgate snippet --form call-me-back --partner demo --lang en"
        );
        let unknown = NAMES.map(|name| (name, ""));
        let unknown = unknown.iter().filter(|(name, _)| *name != PARTNER);
        assert_eq!(read(&unknown.copied().collect::<Vec<_>>()), usual);
    }

    #[test]
    fn every_choice_reaches_the_proxy_and_the_command() {
        let choices = read(&[
            (FORM, "click-out"),
            (PARTNER, "magazine"),
            (LANG, "fr"),
            (THEME, "dark"),
            (WAY, "script-only"),
            (EARLY, YES),
            (URL, "http://localhost/it's?a=1&b=2"),
        ]);
        assert_eq!(
            choices.command(),
            "leadgate snippet --form click-out --partner magazine --lang fr --theme dark \
             --url 'http://localhost/it%27s?a=1&b=2' --above-the-fold --script-only"
        );
        assert_eq!(
            choices.question(),
            [
                ("partner", "magazine"),
                ("lang", "fr"),
                ("theme", "dark"),
                ("way", "script-only"),
                ("above_the_fold", "true"),
                ("url", "http://localhost/it's?a=1&b=2"),
            ]
        );
    }

    #[test]
    fn what_the_controls_show_is_read_back_from_the_address() {
        let choices = read(&[(FORM, "insurance"), (THEME, "contrast"), (FRAMEWORK, "vue")]);
        assert_eq!(read(&choices.pairs()), choices);
    }

    #[test]
    fn only_a_click_out_leads_somewhere() {
        assert_eq!(read(&[(URL, "http://localhost/")]).url, "");
        assert_eq!(
            read(&[(FORM, "click-out")]).url,
            "http://127.0.0.1:8080/supplier.html"
        );
    }
}
