//! The code for each framework: the examples of the npm package's README, with what was chosen in the
//! place of what they say.

use super::choices::Choices;

const README: &str = include_str!("../../../../www/npm/README.md");

/// The frameworks that the README has an example for.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) enum Framework {
    /// None.
    #[default]
    Html,
    /// React.
    React,
    /// Vue.
    Vue,
    /// Svelte.
    Svelte,
    /// Angular.
    Angular,
}

impl Framework {
    /// All of them.
    pub(super) const ALL: [Self; 5] = [
        Self::Html,
        Self::React,
        Self::Vue,
        Self::Svelte,
        Self::Angular,
    ];

    /// The framework of a name; none for anything unknown.
    pub(super) fn from_name(name: &str) -> Self {
        let named = Self::ALL
            .into_iter()
            .find(|framework| framework.name() == name);
        named.unwrap_or_default()
    }

    /// The value in the page's address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::React => "react",
            Self::Vue => "vue",
            Self::Svelte => "svelte",
            Self::Angular => "angular",
        }
    }

    /// The README's heading over its example.
    const fn heading(self) -> &'static str {
        match self {
            Self::Html => "Plain HTML",
            Self::React => "React",
            Self::Vue => "Vue",
            Self::Svelte => "Svelte",
            Self::Angular => "Angular",
        }
    }

    /// Its code, one block for each file. `proxy` is the proxy's address, `link` the element's content: what
    /// shows until the form is there.
    pub(super) fn code(self, choices: &Choices, proxy: &str, link: &str) -> Vec<String> {
        let blocks = self.example();
        blocks
            .into_iter()
            .map(|block| filled_in(block, choices, proxy, link))
            .collect()
    }

    /// The README's blocks.
    fn example(self) -> Vec<&'static str> {
        let heading = format!("\n## {}\n", self.heading());
        let section = README.split_once(&heading).map_or("", |(_, rest)| rest);
        let section = section.split("\n## ").next().unwrap_or_default();
        // Outside, inside, outside, …; the first line inside is the block's language.
        let blocks = section.split("```").skip(1).step_by(2);
        blocks
            .filter_map(|block| Some(block.split_once('\n')?.1))
            .collect()
    }
}

/// An example with the choices in it.
fn filled_in(example: &str, choices: &Choices, proxy: &str, link: &str) -> String {
    let example = match (example.find("<a href="), example.find("</a>")) {
        (Some(from), Some(to)) => [&example[..from], link, &example[to + "</a>".len()..]].concat(),
        _ => example.to_owned(),
    };
    let slug = choices.form.slug();
    let attribute = |name: &str, value: &str| format!("{name}=\"{}\"", as_attribute(value));
    with_attributes(&example, &choices.further_attributes())
        .replace("https://leads.example.com", proxy)
        .replace("form=\"call-me-back\"", &attribute("form", slug))
        .replace("partner=\"acme\"", &attribute("partner", &choices.partner))
        .replace("lang=\"nl\"", &attribute("lang", choices.lang.tag()))
        .replace("app-call-me-back", &format!("app-{slug}"))
        .replace("CallMeBack", &in_camel_case(slug))
}

/// Puts attributes behind the language, each after the same space or line break as the language itself.
fn with_attributes(example: &str, attributes: &[(&str, &str)]) -> String {
    const LANGUAGE: &str = "lang=\"nl\"";
    let Some((before, behind)) = example.split_once(LANGUAGE) else {
        return example.to_owned();
    };
    let space = &before[before.trim_end().len()..];
    let further = attributes
        .iter()
        .map(|(name, value)| format!("{space}{name}=\"{}\"", as_attribute(value)));
    [before, LANGUAGE, &further.collect::<String>(), behind].concat()
}

/// Text between double quotes, in HTML and in each framework's templates: what would begin an expression in
/// one of them can only be part of an address here, where it may be written so.
fn as_attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "%22")
        .replace('<', "%3C")
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('`', "%60")
        .replace('\\', "%5C")
}

/// `CallMeBack`
fn in_camel_case(slug: &str) -> String {
    let words = slug.split('-').filter_map(|word| word.split_at_checked(1));
    words
        .map(|(first, rest)| first.to_uppercase() + rest)
        .collect()
}

#[cfg(test)]
mod tests {
    use leadgate_model::{Form, Lang};

    use super::*;
    use crate::appearance::Scheme;
    use crate::install::choices::EmbedMode;

    const PROXY: &str = "https://leads.example.com";
    const LINK: &str = "<a href=\"https://leads.example.com/v1/forms/call-me-back?partner=acme&amp;lang=nl\">Bel mij terug</a>";

    fn of_the_readme() -> Choices {
        Choices {
            form: Form::CallMeBack,
            partner: "acme".to_owned(),
            lang: Lang::Nl,
            theme: Scheme::Auto,
            mode: EmbedMode::Whole,
            above_the_fold: false,
            url: String::new(),
            framework: Framework::Html,
        }
    }

    #[test]
    fn with_the_readme_s_own_choices_the_code_is_the_readme_s() {
        for framework in Framework::ALL {
            let code = framework.code(&of_the_readme(), PROXY, LINK);
            assert_eq!(code, framework.example(), "{framework:?}");
            let all = code.concat();
            assert!(all.contains("<"), "{framework:?} has an example: {code:?}");
            assert!(all.contains("configure({ proxy:"), "{framework:?}: {all}");
        }
    }

    #[test]
    fn every_choice_is_in_the_code_of_every_framework() {
        let choices = Choices {
            form: Form::ClickOut,
            partner: "magazine".to_owned(),
            lang: Lang::De,
            theme: Scheme::Dark,
            url: "http://localhost/{{x}}?a=\"1\"&b=`${2}`".to_owned(),
            ..of_the_readme()
        };
        for framework in Framework::ALL {
            let code = framework
                .code(&choices, "http://127.0.0.1:8787", "<a href=\"/\">Los</a>")
                .concat();
            for expected in [
                "form=\"click-out\"",
                "partner=\"magazine\"",
                "lang=\"de\"",
                "theme=\"dark\"",
                "url=\"http://localhost/%7B%7Bx%7D%7D?a=%221%22&amp;b=%60$%7B2%7D%60\"",
                "proxy: 'http://127.0.0.1:8787'",
            ] {
                assert_eq!(code.matches(expected).count(), 1, "{expected}: {code}");
            }
            for replaced in [
                "acme",
                "leads.example.com",
                "call-me-back",
                "CallMeBack",
                "Bel mij",
            ] {
                assert!(
                    !code.contains(replaced),
                    "{framework:?}, {replaced}: {code}"
                );
            }
        }
        let react = Framework::React.code(&choices, PROXY, LINK).concat();
        assert!(react.contains("\n      lang=\"de\"\n      theme=\"dark\"\n      url="));
        assert!(react.contains("function ClickOut()"), "{react}");
    }
}
