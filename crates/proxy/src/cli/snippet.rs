//! `leadgate snippet`: what a partner pastes, and what the page's policy must allow.

mod room;

use anyhow::Result;
use clap::Args;
use leadgate::prerender::{Content, STYLE};
use leadgate_model::{Draft, FieldKind, check_field};
use serde::Serialize;

use super::{Configured, Usage};
use crate::assets::Assets;
use crate::config::{NO_RELEASE, Settings};
use crate::page::{escape, integrity, onward};
use crate::site::{Placement, own_origin};

/// Which form, on whose page.
#[derive(Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    configured: Configured,
    /// The form.
    #[arg(long, value_name = "NAME")]
    form: String,
    /// The public partner key.
    #[arg(long, value_name = "KEY")]
    partner: String,
    /// The language: nl, fr, en or de.
    #[arg(long, value_name = "TAG", default_value = "nl")]
    lang: String,
    #[command(flatten)]
    about: About,
    /// Only the script and the element: the form appears one request later.
    #[arg(long)]
    script_only: bool,
    /// The form is seen at once: its WebAssembly is asked for with the page.
    #[arg(long)]
    above_the_fold: bool,
    /// The styles are linked, for a page whose policy allows no inline ones; they come one request later.
    #[arg(long, conflicts_with = "script_only")]
    strict_csp: bool,
    /// One JSON object with the snippet and the policy.
    #[arg(long)]
    json: bool,
}

/// What goes with every lead of the page: each becomes an attribute of the element, and works
/// without script too.
#[derive(Args)]
struct About {
    /// The CRM's number of the product's type.
    #[arg(long, value_name = "NUMBER")]
    product_type_id: Option<u32>,
    /// The CRM's number of the product.
    #[arg(long, value_name = "NUMBER")]
    product_id: Option<u32>,
    /// The CRM's number of the supplier.
    #[arg(long, value_name = "NUMBER")]
    supplier_id: Option<u32>,
    /// Where a click-out leads.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// What the call is about.
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
}

impl About {
    /// Names and values of the hidden inputs.
    fn hidden(&self) -> Draft {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let named = [
            ("product_type_id", number(self.product_type_id)),
            ("product_id", number(self.product_id)),
            ("supplier_id", number(self.supplier_id)),
            ("url", self.url.clone()),
            ("subject", self.subject.clone()),
        ];
        let named = named.into_iter();
        named
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}

/// The snippet and what it needs.
#[derive(Serialize)]
struct SnippetOut {
    snippet: String,
    content_security_policy: Vec<String>,
}

/// How the styles get into the page.
#[derive(Clone, Copy)]
enum Styles {
    /// In the pasted form; its policy allows them by their hash.
    Inline,
    /// By a link in the pasted form.
    Linked,
    /// By the loader, which needs no leave of the page's policy; the page has the rule that keeps the form's room.
    WithTheScript,
}

/// Prints the snippet on standard output and the policy on standard error, so that the snippet
/// can be redirected into a file.
pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let settings = arguments.configured.load()?;
    let place = Placement::find(
        &settings,
        &arguments.form,
        &arguments.partner,
        &arguments.lang,
    )
    .map_err(|problem| Usage(problem.to_string()))?;
    let about = arguments.about.hidden();
    check_target(&settings, &place, &about)?;
    let styles = match arguments {
        Arguments {
            script_only: true, ..
        } => Styles::WithTheScript,
        Arguments {
            strict_csp: true, ..
        } => Styles::Linked,
        _ => Styles::Inline,
    };
    let form = match styles {
        Styles::WithTheScript => script_only(&settings, &place, &about),
        Styles::Inline | Styles::Linked => whole(&settings, &place, &about, styles),
    };
    let out = SnippetOut {
        snippet: early(&settings, arguments.above_the_fold) + &form,
        content_security_policy: policy(&settings, &place, styles),
    };
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&out)?);
        return Ok(());
    }
    print!("{}", out.snippet);
    eprintln!("\nA page with a Content-Security-Policy needs:");
    for directive in &out.content_security_policy {
        eprintln!("  {directive}");
    }
    eprintln!("(without 'wasm-unsafe-eval' the form works as plain HTML)");
    Ok(())
}

/// A click-out that would be refused later is refused now.
fn check_target(settings: &Settings, place: &Placement<'_>, about: &Draft) -> Result<(), Usage> {
    let spec = place.form.spec();
    let target = spec
        .fields
        .iter()
        .find(|field| field.kind == FieldKind::Target);
    let Some(target) = target.filter(|field| about.is_filled(field.name)) else {
        return Ok(());
    };
    let terms = place.terms(settings);
    let rules = terms.rules(0);
    match check_field(target, &rules.asked(place.form, about), &rules) {
        Ok(_) => Ok(()),
        Err(_) => Err(Usage(format!(
            "--url must lead to one of partners.{}.click_out_hosts by http or https: {}",
            place.partner_key,
            terms.hosts.join(", ")
        ))),
    }
}

/// What the browser may begin before it comes to the script. Module and WebAssembly are fetched without
/// credentials, over a connection of their own. On one line with the element: where a page keeps line
/// breaks (`white-space: pre`), one of them would push the form down.
fn early(settings: &Settings, above_the_fold: bool) -> String {
    let proxy = escape(&own_origin(settings));
    let connect = format!("<link rel=\"preconnect\" href=\"{proxy}\" crossorigin>");
    let version = settings.server.release.of_forms();
    if !above_the_fold || ["", NO_RELEASE].contains(&version) {
        return connect;
    }
    let folder = asset(settings, version, "");
    format!(
        "{connect}<link rel=\"modulepreload\" href=\"{folder}leadgate.js\">\
        <link rel=\"preload\" href=\"{folder}leadgate_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>"
    )
}

/// The address of a file of a release, for an attribute.
fn asset(settings: &Settings, version: &str, name: &str) -> String {
    let base = &settings.server.public_url;
    escape(&format!("{base}/assets/{version}/{name}"))
}

/// The element with its form: painted with the page.
fn whole(settings: &Settings, place: &Placement<'_>, about: &Draft, styles: Styles) -> String {
    let content = Content {
        hidden: about.clone(),
        ..Content::default()
    };
    let shadow = match (styles, Assets::version()) {
        (Styles::Linked, Some(version)) => format!(
            "<link rel=\"stylesheet\" href=\"{}\">{}",
            asset(settings, version, "form.css"),
            place.fragment(settings, content)
        ),
        _ => place.shadow(settings, content),
    };
    format!(
        "{}<template shadowrootmode=\"open\">{shadow}</template>{}</leadgate-form>\n{}",
        opening(place, about),
        link(settings, place, about),
        script(settings, ""),
    )
}

fn script_only(settings: &Settings, place: &Placement<'_>, about: &Draft) -> String {
    let query = format!(
        "?form={}&amp;partner={}&amp;lang={}",
        place.form.slug(),
        escape(place.partner_key),
        place.lang.tag()
    );
    format!(
        "<style>{}</style>{}{}</leadgate-form>\n{}",
        room(settings, place),
        opening(place, about),
        link(settings, place, about),
        script(settings, &query)
    )
}

fn room(settings: &Settings, place: &Placement<'_>) -> String {
    room::rule(place.form, &place.options(settings))
}

fn opening(place: &Placement<'_>, about: &Draft) -> String {
    let attributes = about
        .pairs()
        .map(|(name, value)| format!(r#" {}="{}""#, name.replace('_', "-"), escape(value)));
    format!(
        r#"<leadgate-form form="{}" partner="{}" lang="{}"{}>"#,
        place.form.slug(),
        escape(place.partner_key),
        place.lang.tag(),
        attributes.collect::<String>()
    )
}

/// For browsers with neither declarative shadow DOM nor JavaScript.
fn link(settings: &Settings, place: &Placement<'_>, about: &Draft) -> String {
    let words = place.form.spec().action.words(place.lang);
    let mut url = place.page_url(settings);
    for (name, value) in about.pairs() {
        let value = form_urlencoded::byte_serialize(value.as_bytes());
        url.extend(["&", name, "="].into_iter().chain(value));
    }
    format!(r#"<a href="{}">{}</a>"#, escape(&url), escape(words))
}

fn script(settings: &Settings, query: &str) -> String {
    format!(
        "<script async src=\"{}/embed.js{query}\"></script>\n",
        escape(&settings.server.public_url)
    )
}

fn policy(settings: &Settings, place: &Placement<'_>, styles: Styles) -> Vec<String> {
    let proxy = own_origin(settings);
    let mut directives = vec![
        format!("script-src {proxy} 'wasm-unsafe-eval'"),
        format!("connect-src {proxy}"),
        format!("form-action {proxy}{}", onward(settings, place)),
    ];
    match styles {
        Styles::Inline => directives.push(format!("style-src '{}'", integrity(STYLE))),
        Styles::Linked => directives.push(format!("style-src {proxy}")),
        Styles::WithTheScript => {
            let room = room(settings, place);
            directives.push(format!("style-src '{}'", integrity(&room)));
        }
    }
    directives
}
