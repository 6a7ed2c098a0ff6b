//! Whole documents: the form on a page of its own, and the answers to a post without script. They
//! work without JavaScript and lead back to the partner's page.

mod document;
mod way_back;

use axum::http::StatusCode;
use axum::response::Response;
use leadgate::Sent;
use leadgate::prerender::{self, Content};
use leadgate_embed::escape;
use leadgate_model::text::Text;
use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, FieldKind, Lang};

use crate::app::App;
use leadgate_intake::{IntakeResult, Sender};
use leadgate_settings::PartnerForm;
use leadgate_settings::Settings;

use document::document;

/// Whether the page's form is hydrated by WebAssembly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Script {
    /// The loader comes along.
    Loader,
    /// Plain HTML: what the server shows must stay as it is.
    None,
}

/// The form as a document.
#[must_use]
pub fn form(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    content: Content,
    script: Script,
) -> Response {
    let has_errors = !content.errors.is_empty();
    let fragment = leadgate_embed::fragment(partner_form, settings, content);
    let element = format!(
        r#"<leadgate-form form="{}" partner="{}" lang="{}">{fragment}</leadgate-form>"#,
        partner_form.form.slug(),
        escape(partner_form.partner_key),
        partner_form.lang.tag(),
    );
    let script = match script {
        Script::Loader => format!(
            r#"<script async src="{}/embed.js"></script>"#,
            escape(&settings.server.public_url)
        ),
        Script::None => String::new(),
    };
    let of_form = partner_form
        .form
        .spec()
        .title
        .translation(partner_form.lang);
    // The title is what is heard first when the page has come.
    let title = if has_errors {
        [
            Text::SummaryTitle.translation(partner_form.lang),
            ": ",
            of_form,
        ]
        .concat()
    } else {
        of_form.to_owned()
    };
    // Seen by nobody, heard by who goes from heading to heading: whose page this is.
    let heading = format!(
        r#"<h1 class="announcement">{}</h1>"#,
        escape(&settings.company.name)
    );
    document(
        settings,
        partner_form.lang,
        Some(partner_form),
        &title,
        &[heading, element, script].concat(),
    )
}

/// Why nothing was sent, where there is no form to show again: whose it would be is unknown.
#[must_use]
pub fn refusal(settings: &Settings, lang: Lang, reason: Text) -> Response {
    refusal_document(settings, lang, None, reason.translation(lang), "")
}

fn refusal_document(
    settings: &Settings,
    lang: Lang,
    partner_form: Option<&PartnerForm<'_>>,
    sentence: &str,
    back: &str,
) -> Response {
    let title = Text::FailureTitle.translation(lang);
    let [heading, sentence] = [title, sentence].map(escape);
    let body = format!(
        r#"<div class="leadgate"><div role="alert"><h1 class="title">{heading}</h1><p>{sentence}</p></div>{back}</div>"#
    );
    document(settings, lang, partner_form, title, &body)
}

/// The answer to a post without script: thanks, or the form again with its errors and what was typed.
#[must_use]
pub fn answer(
    app: &App,
    partner_form: &PartnerForm<'_>,
    result: IntakeResult,
    draft: Draft,
    sender: &Sender,
) -> Response {
    match result {
        IntakeResult::Accepted { id, lead, .. } => {
            let slot = lead.and_then(|lead| lead.slot());
            let sent = Sent::new(id, slot, partner_form.form.spec(), &draft);
            thanks(app, partner_form, &sent, &draft, sender)
        }
        IntakeResult::Refused(errors) => {
            app.metrics
                .intake
                .refused(StatusCode::UNPROCESSABLE_ENTITY.as_u16());
            let mut response = match wrong_target(partner_form, &errors) {
                Some(error) => {
                    let back = way_back::link(app.settings(), partner_form, &draft, sender);
                    let sentence = &error.message;
                    refusal_document(
                        app.settings(),
                        partner_form.lang,
                        Some(partner_form),
                        sentence,
                        &back,
                    )
                }
                None => form_again(app, partner_form, errors, draft),
            };
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            response
        }
    }
}

/// The error of a click-out that leads where it may not. The visitor cannot mend it, and the page
/// names that address nowhere.
fn wrong_target<'a>(
    partner_form: &PartnerForm<'_>,
    errors: &'a [FieldErrorOut],
) -> Option<&'a FieldErrorOut> {
    let spec = partner_form.form.spec();
    errors.iter().find(|error| {
        let field = spec.field(&error.field);
        field.is_some_and(|field| field.kind == FieldKind::Target)
    })
}

fn form_again(
    app: &App,
    partner_form: &PartnerForm<'_>,
    errors: Vec<FieldErrorOut>,
    draft: Draft,
) -> Response {
    let hidden = draft.clone();
    let content = Content {
        draft: shown_again(app.settings(), partner_form, draft),
        errors,
        hidden,
        ..Content::default()
    };
    form(app.settings(), partner_form, content, Script::None)
}

/// What was typed, to be shown again. A tick belongs to the words that stood beside the box when it
/// was set: it does not go over to others.
#[must_use]
pub fn shown_again(settings: &Settings, partner_form: &PartnerForm<'_>, mut draft: Draft) -> Draft {
    for consent in partner_form.form_config(settings).consents {
        if draft.get(&consent.version_field()) != consent.version {
            draft.set(&consent.field(), "");
        }
    }
    draft
}

fn thanks(
    app: &App,
    partner_form: &PartnerForm<'_>,
    sent: &Sent,
    draft: &Draft,
    sender: &Sender,
) -> Response {
    let lang = partner_form.lang;
    let title = partner_form.form.spec().done.translation(lang);
    let facts = prerender::outcome_facts(sent, partner_form.form, lang);
    let facts: String = facts
        .iter()
        .map(|fact| format!("<p>{}</p>", escape(fact)))
        .collect();
    let back = way_back::link(app.settings(), partner_form, draft, sender);
    let body = format!(
        r#"<div class="leadgate"><div role="status"><h1 class="title">{}</h1>{facts}</div>{back}</div>"#,
        escape(title)
    );
    let mut response = document(app.settings(), lang, Some(partner_form), title, &body);
    *response.status_mut() = StatusCode::ACCEPTED;
    response
}
