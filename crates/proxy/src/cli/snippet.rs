//! `leadgate snippet`: what a partner pastes, and what the page's policy must allow.

use anyhow::Result;
use clap::Args;
use leadgate::prerender::STYLE;
use serde::Serialize;

use super::{Configured, Usage};
use crate::config::Settings;
use crate::page::{escape, integrity};
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
    /// Only the script and the element: the form appears one request later.
    #[arg(long)]
    script_only: bool,
    /// One JSON object with the snippet and the policy.
    #[arg(long)]
    json: bool,
}

/// The snippet and what it needs.
#[derive(Serialize)]
struct SnippetOut {
    snippet: String,
    content_security_policy: Vec<String>,
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
    let out = SnippetOut {
        snippet: if arguments.script_only {
            script_only(&settings, &place)
        } else {
            whole(&settings, &place)
        },
        content_security_policy: policy(&settings, arguments.script_only),
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

/// The element with its form: painted with the page.
fn whole(settings: &Settings, place: &Placement<'_>) -> String {
    let shadow = place.shadow(settings);
    format!(
        "{}<template shadowrootmode=\"open\">{shadow}</template>{}</leadgate-form>\n{}",
        opening(place),
        link(settings, place),
        script(settings, ""),
    )
}

fn script_only(settings: &Settings, place: &Placement<'_>) -> String {
    let query = format!(
        "?form={}&amp;partner={}&amp;lang={}",
        place.form.slug(),
        escape(place.partner_key),
        place.lang.tag()
    );
    format!(
        "{}{}</leadgate-form>\n{}",
        opening(place),
        link(settings, place),
        script(settings, &query)
    )
}

fn opening(place: &Placement<'_>) -> String {
    format!(
        r#"<leadgate-form form="{}" partner="{}" lang="{}">"#,
        place.form.slug(),
        escape(place.partner_key),
        place.lang.tag()
    )
}

/// For browsers with neither declarative shadow DOM nor JavaScript.
fn link(settings: &Settings, place: &Placement<'_>) -> String {
    let words = place.form.spec().action.words(place.lang);
    format!(
        r#"<a href="{}">{}</a>"#,
        escape(&place.page_url(settings)),
        escape(words)
    )
}

fn script(settings: &Settings, query: &str) -> String {
    format!(
        "<script async src=\"{}/embed.js{query}\"></script>\n",
        escape(&settings.server.public_url)
    )
}

fn policy(settings: &Settings, script_only: bool) -> Vec<String> {
    let proxy = own_origin(settings);
    let mut directives = vec![
        format!("script-src {proxy} 'wasm-unsafe-eval'"),
        format!("connect-src {proxy}"),
        format!("form-action {proxy}"),
    ];
    if !script_only {
        directives.push(format!("style-src '{}'", integrity(STYLE)));
    }
    directives
}
