//! `leadgate snippet`: what a partner pastes, and what the page's policy must allow.

mod about;
mod frame;
mod room;

use std::collections::BTreeMap;

use anyhow::Result;
use clap::Args;
use leadgate::prerender::{Content, STYLE};
use leadgate_model::{Draft, FieldKind, check_field};
use serde::Serialize;

use self::about::About;
use super::{Configured, Usage};
use crate::assets::Assets;
use crate::config::{NO_RELEASE, Settings};
use crate::page::{escape, integrity, onward};
use crate::site::{Filling, Placement, fill_in, own_origin};

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
    /// The loader of this very release, held to its hash (Subresource Integrity).
    ///
    /// The browser then runs no other loader. That costs its updates: later corrections reach the page only when somebody
    /// pastes a new snippet, and the release has to stay in `server.assets_dir`; without it the form is plain HTML. With
    /// --script-only the form comes one request later. The hash holds as long as `server.public_url` stays.
    #[arg(long)]
    pin: bool,
    /// The form's own page in a frame as high as the form: none of our script runs in the partner's page.
    ///
    /// The script that is printed with it only listens for the height; without it the frame keeps the height that it has.
    #[arg(long, conflicts_with_all = ["script_only", "above_the_fold", "strict_csp", "pin"])]
    iframe: bool,
    /// One JSON object with the snippet and the policy.
    #[arg(long)]
    json: bool,
}

/// The snippet and what it needs.
#[derive(Serialize)]
struct SnippetOut {
    snippet: String,
    content_security_policy: Vec<String>,
    /// What is left where the policy refuses the script.
    #[serde(skip)]
    without: &'static str,
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
    let out = if arguments.iframe {
        frame::framed(&settings, &place, &about)?
    } else {
        pasted(arguments, &settings, &place, &about)?
    };
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&out)?);
        return Ok(());
    }
    print!("{}", out.snippet);
    eprintln!("\nA page with a Content-Security-Policy adds to the directives that restrict it:");
    for directive in &out.content_security_policy {
        eprintln!("  {directive}");
    }
    eprintln!("{}", out.without);
    Ok(())
}

/// The form, or what brings it, as part of the page.
fn pasted(
    arguments: &Arguments,
    settings: &Settings,
    place: &Placement<'_>,
    about: &Draft,
) -> Result<SnippetOut, Usage> {
    let styles = match arguments {
        Arguments {
            script_only: true, ..
        } => Styles::WithTheScript,
        Arguments {
            strict_csp: true, ..
        } => Styles::Linked,
        _ => Styles::Inline,
    };
    let script = if arguments.pin {
        pinned(settings)?
    } else {
        script(settings, place, styles)
    };
    let (room, form) = match styles {
        Styles::WithTheScript => {
            let room = format!("<style>{}</style>", room(settings, place));
            (room, String::new())
        }
        Styles::Inline | Styles::Linked => (String::new(), whole(settings, place, about, styles)),
    };
    Ok(SnippetOut {
        snippet: [
            early(settings, arguments.above_the_fold),
            room,
            opening(place, about),
            form,
            link(settings, place, about),
            "</leadgate-form>\n".to_owned(),
            script,
        ]
        .concat(),
        content_security_policy: policy(settings, place, styles),
        without: "(without 'wasm-unsafe-eval' the form works as plain HTML)",
    })
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

/// The form itself, as declarative shadow DOM: painted with the page.
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
    format!("<template shadowrootmode=\"open\">{shadow}</template>")
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
    let url = page_url(settings, place, about);
    format!(r#"<a href="{}">{}</a>"#, escape(&url), escape(words))
}

/// The form's own page, with what goes along.
fn page_url(settings: &Settings, place: &Placement<'_>, about: &Draft) -> String {
    let mut url = place.page_url(settings);
    for (name, value) in about.pairs() {
        let value = form_urlencoded::byte_serialize(value.as_bytes());
        url.extend(["&", name, "="].into_iter().chain(value));
    }
    url
}

/// The loader of the day; where the form is not in the page, it carries it.
fn script(settings: &Settings, place: &Placement<'_>, styles: Styles) -> String {
    let base = escape(&settings.server.public_url);
    let query = match styles {
        Styles::Inline | Styles::Linked => String::new(),
        Styles::WithTheScript => format!(
            "?form={}&amp;partner={}&amp;lang={}",
            place.form.slug(),
            escape(place.partner_key),
            place.lang.tag()
        ),
    };
    format!("<script async src=\"{base}/embed.js{query}\"></script>\n")
}

/// The loader of this release alone. It is held to what is served, which has the proxy's address filled in.
fn pinned(settings: &Settings) -> Result<String, Usage> {
    let built_in = Assets::version().zip(Assets::built_in("embed.js"));
    let Some((version, source)) = built_in else {
        let reason = "--pin needs the browser half, and this binary was built without it";
        return Err(Usage(reason.to_owned()));
    };
    if settings.server.release.of_forms() != version {
        let reason = "--pin holds a page to the release of this binary, which server.release takes back: pin once it is empty again";
        return Err(Usage(reason.to_owned()));
    }
    let filling = Filling {
        version,
        withdrawn: "",
        fragments: BTreeMap::new(),
    };
    let source = fill_in(settings, source, &filling);
    let source = source.ok_or_else(|| Usage("--pin: the loader is not text".to_owned()))?;
    Ok(format!(
        "<script async src=\"{}\" integrity=\"{}\" crossorigin></script>\n",
        asset(settings, version, "embed.js"),
        integrity(&source)
    ))
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
    directives.push("trusted-types leadgate".to_owned());
    directives
}
