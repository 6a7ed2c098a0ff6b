//! The same form as HTML, made on the host: what is pasted with the snippet, inserted by the
//! loader, and shown where there is no JavaScript.

use leadgate_model::wire::{FieldErrorOut, FormOptions};
use leadgate_model::{Draft, Form, text};
use leptos::prelude::*;

use crate::view::facts;
use crate::{FormNodes, FormState, Phase, Platform, Sent};

pub use crate::style::STYLE;

/// What a form shows at first, beside its options.
#[derive(Clone, Default, Debug)]
pub struct Content {
    /// What the controls hold; empty in what is pasted.
    pub draft: Draft,
    /// Errors to show at the fields.
    pub errors: Vec<FieldErrorOut>,
    /// The values of hidden inputs that the page names: `product_id`, `subject`, …
    pub hidden: Draft,
    /// The outcome, after a lead was stored.
    pub sent: Option<Sent>,
    /// A sentence about a failure that is nobody's field.
    pub failure: Option<text::Text>,
}

/// The fragment's outermost element: the form's HTML with the options and, at its end, the words
/// that the browser needs to hydrate it. Without styles.
#[must_use]
pub fn fragment(form: Form, options: &FormOptions, content: Content) -> String {
    let json = serde_json::to_string(options).unwrap_or_default();
    let words = text::for_page(form, options.lang());
    let words = format!(
        r#"<template data-words="{}"></template>"#,
        attribute(&words)
    );
    let inner = inner(form, options.clone(), content) + &words;
    let root = format!(
        r#"<div class="leadgate" part="root" lang="{}" data-version="{}" data-nodes="{}" data-options="{}">"#,
        attribute(&options.lang),
        attribute(&options.version),
        count_nodes(&inner),
        attribute(&json),
    );
    [&root, inner.as_str(), "</div>"].concat()
}

/// The facts after a lead was stored, one sentence each.
#[must_use]
pub fn outcome_facts(sent: &Sent, form: Form, lang: leadgate_model::Lang) -> Vec<String> {
    facts(sent, form.spec(), lang)
}

/// What is prerendered must not depend on the moment, or on whose machine made it.
const PLATFORM: Platform = Platform {
    now: || 0,
    own_clock: |_| None,
    parse_url: |_| None,
};

fn inner(form: Form, options: FormOptions, content: Content) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let mut hidden = content.hidden;
        hidden.set("partner", &options.partner);
        hidden.set("lang", &options.lang);
        hidden.set("form_version", &options.version);
        let state = FormState::new(form, options, content.draft, PLATFORM);
        if !content.errors.is_empty() {
            state.refuse(content.errors);
        }
        if let Some(sent) = content.sent {
            state.enter(Phase::Sent(sent), None);
        } else if let Some(reason) = content.failure {
            state.enter(Phase::Failed(reason), None);
        }
        view! { <FormNodes state hidden /> }.to_html()
    })
}

/// How many nodes a parser makes of this HTML: the loader compares before it hands the nodes
/// over, since a comment or a space too many or too few would lead the hydration astray.
fn count_nodes(html: &str) -> usize {
    let mut count = 0;
    for (index, piece) in html.split('<').enumerate() {
        let text = if index == 0 {
            piece
        } else {
            count += usize::from(!piece.starts_with('/'));
            piece.split_once('>').map_or("", |(_, text)| text)
        };
        count += usize::from(!text.is_empty());
    }
    count
}

/// Text as the value of a quoted attribute.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> FormOptions {
        FormOptions {
            form: "call-me-back".into(),
            lang: "nl".into(),
            partner: "demo".into(),
            version: "0123456789ab".into(),
            proxy: "https://leads.example".into(),
            company: "Voorbeeld & Co".into(),
            phone: None,
            privacy_url: None,
            hours: "mon-fri 09:00-18:00".into(),
            consents: Vec::new(),
            left_out: Vec::new(),
            hosts: Vec::new(),
        }
    }

    #[test]
    fn what_is_pasted_does_not_age() {
        let html = fragment(Form::CallMeBack, &options(), Content::default());
        assert!(html.contains(r#"name="id" value="""#), "no id");
        assert!(html.contains(r#"value="morning""#), "day parts");
        assert!(!html.contains("optgroup"), "no dated slot");
        assert!(html.contains(r#"data-version="0123456789ab""#));
        assert!(
            !html.contains("novalidate"),
            "the browser's own checks serve until hydration"
        );
    }

    #[test]
    fn every_field_of_the_specification_is_on_the_page_with_its_label() {
        let html = fragment(Form::CallMeBack, &options(), Content::default());
        for field in Form::CallMeBack.spec().fields {
            assert!(
                html.contains(&format!(r#"name="{}""#, field.name)),
                "{}",
                field.name
            );
        }
        assert!(html.contains(r#"for="leadgate-first_name""#));
        assert!(html.contains(r#"action="https://leads.example/v1/leads/call-me-back""#));
    }

    #[test]
    fn what_was_typed_and_what_is_wrong_with_it_are_shown_escaped() {
        let mut content = Content::default();
        content.draft.set("phone", "\"><script>");
        content.draft.set("remarks", "</textarea><b>");
        content.errors.push(FieldErrorOut {
            field: "phone".into(),
            code: "phone_character".into(),
            params: Default::default(),
            message: "Gebruik alleen cijfers".into(),
        });
        let html = fragment(Form::CallMeBack, &options(), content);
        assert!(!html.contains("<script>"));
        assert!(!html.contains("</textarea><b>"));
        assert!(
            html.contains("&lt;/textarea>&lt;b>") || html.contains("&lt;/textarea&gt;&lt;b&gt;")
        );
        assert!(html.contains("Gebruik alleen cijfers"));
        assert!(html.contains(r#"aria-invalid="true""#));
    }

    #[test]
    fn nodes_are_counted_as_a_parser_makes_them() {
        assert_eq!(count_nodes("<p>a<b>c</b></p><!--x-->"), 5);
        assert_eq!(count_nodes(r#"<input value="a&gt;b"> "#), 2);
    }
}
