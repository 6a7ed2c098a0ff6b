//! Whole documents: the form on a page of its own, and the answers to a post without script. They
//! work without JavaScript and lead back to the partner's page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use leadgate::Sent;
use leadgate::prerender::{self, Content, STYLE};
use leadgate_model::text::Text;
use leadgate_model::{Draft, Lang};
use sha2::{Digest, Sha256};
use url::Url;

use crate::app::App;
use crate::config::Settings;
use crate::intake::{Outcome, Sender};
use crate::site::{self, Placement};

/// Whether the page's form is taken over by WebAssembly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Script {
    /// The loader comes along.
    Loader,
    /// Plain HTML: what the server shows must stay as it is.
    None,
}

/// The look of the page around the form.
const PAGE_STYLE: &str = "html{color-scheme:light dark;--leadgate-surface:Canvas}\
body{margin:0;padding:24px 16px;font-family:system-ui,sans-serif;background:Canvas;color:CanvasText}\
main{max-width:480px;margin:0 auto}\
h1{font-size:22px;line-height:1.25;margin:0 0 16px}p{line-height:1.5}";

/// The form as a document.
#[must_use]
pub fn form(
    settings: &Settings,
    place: &Placement<'_>,
    content: Content,
    script: Script,
) -> Response {
    let fragment = place.fragment(settings, content);
    let element = format!(
        r#"<leadgate-form form="{}" partner="{}" lang="{}">{fragment}</leadgate-form>"#,
        place.form.slug(),
        escape(place.partner_key),
        place.lang.tag(),
    );
    let script = match script {
        Script::Loader => format!(
            r#"<script async src="{}/embed.js"></script>"#,
            escape(&settings.server.public_url)
        ),
        Script::None => String::new(),
    };
    let title = place.form.spec().title.words(place.lang);
    // Seen by nobody, heard by who goes from heading to heading: whose page this is.
    let heading = format!(
        r#"<h1 class="announcement">{}</h1>"#,
        escape(&settings.company.name)
    );
    document(
        settings,
        place.lang,
        &place.partner.origins,
        title,
        &[heading, element, script].concat(),
    )
}

/// Why nothing was sent, where there is no form to show again: whose it would be is unknown.
#[must_use]
pub fn refusal(settings: &Settings, lang: Lang, reason: Text) -> Response {
    let title = Text::FailureTitle.words(lang);
    let [heading, sentence] = [title, reason.words(lang)].map(escape);
    let body = format!(
        r#"<div class="leadgate" role="alert"><h1 class="title">{heading}</h1><p>{sentence}</p></div>"#
    );
    document(settings, lang, &[], title, &body)
}

/// The answer to a native post: thanks, or the form again with its errors and what was typed.
#[must_use]
pub fn answer(
    app: &App,
    place: &Placement<'_>,
    outcome: Outcome,
    draft: Draft,
    sender: &Sender,
) -> Response {
    match outcome {
        Outcome::Accepted { id, lead } => {
            let slot = lead.and_then(|lead| lead.slot());
            let sent = Sent::new(id, slot, place.form.spec(), &draft);
            thanks(app, place, &sent, &draft, sender)
        }
        Outcome::Refused(errors) => {
            app.metrics
                .refused(StatusCode::UNPROCESSABLE_ENTITY.as_u16());
            let hidden = draft.clone();
            let content = Content {
                draft: shown_again(&app.settings, place, draft),
                errors,
                hidden,
                ..Content::default()
            };
            let mut response = form(&app.settings, place, content, Script::None);
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            response
        }
    }
}

/// What was typed, to be shown again. A tick belongs to the words that stood beside the box when it
/// was set: it does not go over to others.
#[must_use]
pub fn shown_again(settings: &Settings, place: &Placement<'_>, mut draft: Draft) -> Draft {
    for consent in site::consents(settings, place.form, place.lang) {
        if draft.get(&consent.version_field()) != consent.version {
            draft.set(&consent.field(), "");
        }
    }
    draft
}

fn thanks(
    app: &App,
    place: &Placement<'_>,
    sent: &Sent,
    draft: &Draft,
    sender: &Sender,
) -> Response {
    let lang = place.lang;
    let title = Text::SuccessTitle.words(lang);
    let facts = prerender::outcome_facts(sent, lang);
    let facts: String = facts
        .iter()
        .map(|fact| format!("<p>{}</p>", escape(fact)))
        .collect();
    let back = way_back(&app.settings, place, draft, sender).map_or_else(String::new, |url| {
        format!(
            r#"<p><a class="link" href="{}">{}</a></p>"#,
            escape(&url),
            escape(Text::BackToPage.words(lang))
        )
    });
    let body = format!(
        r#"<div class="leadgate"><div role="status"><h1 class="title">{}</h1>{facts}</div>{back}</div>"#,
        escape(title)
    );
    let mut response = document(&app.settings, lang, &place.partner.origins, title, &body);
    *response.status_mut() = StatusCode::ACCEPTED;
    response
}

/// The page that the visitor came from, if it is the partner's; else the partner's front page.
fn way_back(
    settings: &Settings,
    place: &Placement<'_>,
    draft: &Draft,
    sender: &Sender,
) -> Option<String> {
    let of_partner = |text: &str| {
        let url = Url::parse(text).ok()?;
        let origin = url.origin().ascii_serialization();
        place
            .partner
            .origins
            .contains(&origin)
            .then(|| url.to_string())
    };
    let front = || {
        place
            .partner
            .origins
            .first()
            .map(|origin| format!("{origin}/"))
    };
    let own_page = sender
        .referer
        .as_deref()
        .is_some_and(|url| url.starts_with(&format!("{}/", settings.server.public_url)));
    of_partner(draft.get("page_url"))
        .or_else(|| {
            sender
                .referer
                .as_deref()
                .filter(|_| !own_page)
                .and_then(of_partner)
        })
        .or_else(front)
}

fn document(
    settings: &Settings,
    lang: Lang,
    framed_by: &[String],
    title: &str,
    body: &str,
) -> Response {
    let styles = [PAGE_STYLE, STYLE]
        .map(|style| format!("<style>{style}</style>"))
        .concat();
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{} · {}</title><link rel=\"icon\" href=\"data:,\">{styles}</head><body><main>{body}</main></body></html>",
        lang.tag(),
        escape(title),
        escape(&settings.company.name),
    );
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(policy) = HeaderValue::from_str(&policy(settings, framed_by)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// What the page may do: its own styles by hash, the loader, posting to the proxy, and being
/// framed by the partner's pages. The proxy is named by its public origin too, which is where loader
/// and form point: whoever reaches the page by another name is elsewhere than it.
fn policy(settings: &Settings, framed_by: &[String]) -> String {
    let own = site::own_origin(settings);
    let hashes = [PAGE_STYLE, STYLE]
        .map(|style| format!("'{}'", integrity(style)))
        .join(" ");
    let frames = framed_by.join(" ");
    format!(
        "default-src 'none'; style-src {hashes}; script-src 'self' {own} 'wasm-unsafe-eval'; \
         connect-src 'self' {own}; img-src data:; form-action 'self' {own}; base-uri 'none'; frame-ancestors 'self' {frames}"
    )
}

/// The hash of a style or script, as policies and `integrity` attributes write it.
#[must_use]
pub fn integrity(source: &str) -> String {
    use base64::Engine as _;
    let digest = Sha256::digest(source);
    format!(
        "sha256-{}",
        base64::engine::general_purpose::STANDARD.encode(digest)
    )
}

/// Text in HTML, in content or in a quoted attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
