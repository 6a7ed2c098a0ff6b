//! What is wrong with the fields, by the model's rules or by the proxy's word.

use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{
    ConsentText, Draft, FieldError, FieldKind, Rules, ValidLead, check_field, text, validate,
};
use leadgate_rules::FieldProblem;
use leptos::prelude::*;

use super::{FormState, Phase, Shown};

/// A wrong field, without what was typed in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidField {
    /// The field's name: `phone`.
    pub field: String,
    /// The problem's stable name: `phone_too_short`. The proxy may know others than this build.
    pub code: String,
}

impl FormState {
    /// Checks everything that the controls hold. On errors all of them are shown, and the
    /// summary if there are several.
    ///
    /// # Errors
    /// Every wrong field, in the order of the page.
    pub fn check(self, draft: Draft) -> Result<ValidLead, Vec<FieldError>> {
        let checked = self.with_rules(|rules| validate(self.form, &draft, rules));
        let errors = checked.as_ref().err().map_or(&[][..], Vec::as_slice);
        let mut shown = self.shown.write_value();
        shown.draft = draft;
        shown.refused = Vec::new();
        shown.wrong = errors.iter().map(|error| error.field.to_string()).collect();
        shown.summary = errors.len() > 1;
        shown.phase = Phase::Editing;
        drop(shown);
        checked
    }

    /// The proxy refused the lead: its sentences are shown at the fields.
    pub fn refuse(self, errors: Vec<FieldErrorOut>) {
        let Some(mut shown) = self.shown.try_write_value() else {
            return;
        };
        shown.summary = errors.len() > 1;
        shown.refused = errors;
        shown.phase = Phase::Editing;
    }

    /// The error that is shown at a field: the server's objection first, else the rule's.
    #[must_use]
    pub fn error(self, name: &str) -> Option<String> {
        self.shown_error(&self.shown.read_value(), name)
    }

    /// The names of the consents' boxes.
    #[must_use]
    pub fn consents(self) -> Vec<String> {
        self.with_options(|options| options.consents.iter().map(ConsentText::field).collect())
    }

    /// Every shown error as field and sentence, in the order of the page; empty while the summary
    /// is not called for.
    #[must_use]
    pub fn summary(self) -> Vec<(String, String)> {
        let mut names: Vec<String> = self
            .spec()
            .fields
            .iter()
            // No visitor can mend it, and no link leads there.
            .filter(|field| field.kind != FieldKind::Target)
            .map(|field| field.name.to_owned())
            .collect();
        self.with_options(|options| names.extend(options.consents.iter().map(ConsentText::field)));
        let shown = self.shown.read_value();
        names.retain(|_| shown.summary);
        let sentences = names.into_iter();
        sentences
            .filter_map(|name| Some((self.shown_error(&shown, &name)?, name)))
            .map(|(sentence, name)| (name, sentence))
            .collect()
    }

    pub(super) fn with_rules<T>(self, check: impl FnOnce(&Rules<'_>) -> T) -> T {
        let now = (self.platform.now)();
        let settings = self.settings.read_value();
        let (options, hours) = &*settings;
        check(&Rules {
            consents: &options.consents,
            left_out: &options.left_out,
            hosts: &options.hosts,
            parse_url: self.platform.parse_url,
            ..Rules::new(now, hours)
        })
    }

    /// Whether an error is shown at a field when the views are made: for the server's markup.
    #[must_use]
    pub fn error_now(self, name: &str) -> bool {
        self.shown_error(&self.shown.read_value(), name).is_some()
    }

    /// Whether a page that is loaded with this state begins at the summary: the proxy's answer to
    /// several wrong fields, which nobody without script would be led to otherwise.
    #[must_use]
    pub fn starts_at_summary(self) -> bool {
        self.shown.read_value().summary
    }

    /// Whether a page that is loaded with this state begins at this field: its only wrong one.
    #[must_use]
    pub fn is_only_error(self, name: &str) -> bool {
        let shown = self.shown.read_value();
        matches!(&shown.refused[..], [only] if only.field == name)
    }

    fn shown_error(self, shown: &Shown, name: &str) -> Option<String> {
        let refusal = shown.refused.iter().find(|error| error.field == name);
        if let Some(error) = refusal {
            return Some(error.message.clone());
        }
        let is_shown = shown.wrong.iter().any(|known| known == name);
        let problem = if is_shown {
            self.problem(shown, name)
        } else {
            None
        };
        problem.map(|problem| self.sentence(name, problem))
    }

    pub(super) fn problem(self, shown: &Shown, name: &str) -> Option<FieldProblem> {
        if let Some(spec) = self.spec().field(name) {
            return self.with_rules(|rules| {
                let asked = rules.asked(self.form, &shown.draft);
                let is_shown = asked.shows(spec);
                let problem = check_field(spec, &asked, rules).err();
                problem.filter(|_| is_shown)
            });
        }
        let required = self.with_options(|options| {
            options
                .consents
                .iter()
                .any(|consent| consent.required && consent.field() == name)
        });
        (required && !shown.draft.is_on(name)).then_some(FieldProblem::ConsentMissing)
    }

    pub(super) fn sentence(self, name: &str, problem: FieldProblem) -> String {
        let error = FieldError {
            field: name.to_owned().into(),
            problem,
        };
        text::sentence(&error, self.spec(), self.lang)
    }
}
