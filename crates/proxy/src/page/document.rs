//! What every document has: its head, its styles, and a policy that lets it do nothing else.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use leadgate::prerender::STYLE;
use leadgate_embed::{escape, integrity, onward};
use leadgate_model::Lang;

use leadgate_settings::Settings;
use leadgate_settings::{PartnerForm, own_origin};

/// The look of the page around the form.
const PAGE_STYLE: &str = "html{color-scheme:light;--leadgate-surface:Canvas}\
@supports(color:light-dark(red,red)){html{color-scheme:light dark}}\
body{margin:0;padding:24px 16px;font-family:system-ui,sans-serif;background:Canvas;color:CanvasText}\
main{max-width:480px;margin:0 auto}\
h1{font-size:22px;line-height:1.25;margin:0 0 16px}p{line-height:1.5}";

/// In a frame: tells the page around it, if it is one of the partner's, how high the form is, now and whenever that changes.
/// `data-to` names the partner's origins; the browser hands a message to nobody else. Where it says which page is around,
/// the others are not even tried.
const FRAME_SCRIPT: &str = include_str!("frame.js");

/// A whole document. Where no partner form is known, nobody may frame it.
pub(super) fn document(
    settings: &Settings,
    lang: Lang,
    partner_form: Option<&PartnerForm<'_>>,
    title: &str,
    body: &str,
) -> Response {
    let styles = [PAGE_STYLE, STYLE]
        .map(|style| format!("<style>{style}</style>"))
        .concat();
    let around = around(partner_form);
    let frame = if around.is_empty() {
        String::new()
    } else {
        let to = escape(&around);
        format!("<script data-to=\"{to}\">{FRAME_SCRIPT}</script>")
    };
    let html = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{} · {}</title><link rel=\"icon\" href=\"data:,\">{styles}</head><body><main>{body}</main>{frame}</body></html>",
        lang.tag(),
        escape(title),
        escape(&settings.company.name),
    );
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(policy) = HeaderValue::from_str(&policy(settings, partner_form, &around)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// Who may frame the page and hears its height: the partner's origins, if any.
fn around(partner_form: Option<&PartnerForm<'_>>) -> String {
    partner_form.map_or_else(String::new, |partner_form| {
        partner_form.partner.origins.join(" ")
    })
}

/// What the page may do: its own styles and script by hash, the loader, posting to the proxy, and being
/// framed by the partner's pages. The proxy is named by its public origin too, which is where loader
/// and form point: a visitor who reaches the page under another name is on another origin. A click-out goes
/// on from the proxy, and browsers hold the whole way against `form-action`.
fn policy(settings: &Settings, partner_form: Option<&PartnerForm<'_>>, around: &str) -> String {
    let own = own_origin(settings);
    let hashes = [PAGE_STYLE, STYLE]
        .map(|style| format!("'{}'", integrity(style)))
        .join(" ");
    let onward = partner_form.map(|partner_form| onward(settings, partner_form));
    let onward = onward.unwrap_or_default();
    let frame = if around.is_empty() {
        String::new()
    } else {
        format!("'{}' ", integrity(FRAME_SCRIPT))
    };
    format!(
        "default-src 'none'; style-src {hashes}; script-src 'self' {own} {frame}'wasm-unsafe-eval'; \
         require-trusted-types-for 'script'; trusted-types leadgate; connect-src 'self' {own}; img-src data:; form-action 'self' {own}{onward}; base-uri 'none'; frame-ancestors 'self' {around}"
    )
}
