//! What a partner pastes, and what the page's policy must allow: for `leadgate snippet` and for the
//! route that pages ask.

mod frame;
mod reserved_space;

use std::collections::BTreeMap;

use leadgate::Theme;
use leadgate::prerender::{Content, STYLE};
use leadgate_assets::Assets;
use leadgate_model::{Draft, FieldKind, check_field};
use leadgate_settings::{NO_BROWSER_VERSION, PartnerForm, Settings, own_origin};
use serde::{Deserialize, Serialize};

use crate::fragment::{fragment, options, page_url as plain_page_url, shadow};
use crate::html::{escape, integrity, onward};
use crate::loader::{Filling, fill_in};

/// The snippet and what it needs.
#[derive(Serialize, utoipa::ToSchema)]
pub struct SnippetOut {
    /// HTML.
    pub snippet: String,
    /// The directives of a Content-Security-Policy, one each.
    pub content_security_policy: Vec<String>,
    /// What is left where the policy refuses the script: a sentence for the command line.
    #[serde(skip)]
    pub without: &'static str,
}

/// How the form gets into the page.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EmbedMode {
    /// Pasted with its styles; the page's policy allows them by their hash.
    #[default]
    Whole,
    /// Pasted, its styles linked, for a page whose policy allows no inline ones.
    StrictCsp,
    /// Brought by the loader, its styles too, which needs no leave of the page's policy; the page reserves the form's
    /// space.
    ScriptOnly,
    /// The form's own page in a frame as high as the form.
    Iframe,
}

/// What is pasted, beside form, partner and language.
#[derive(Clone, Default, Debug)]
pub struct SnippetOptions {
    /// How the form gets into the page.
    pub mode: EmbedMode,
    /// Its module and WebAssembly are asked for together with the page.
    pub above_the_fold: bool,
    /// The loader is that of this very browser version, held to its hash.
    pub pin: bool,
    /// The element's colours.
    pub theme: Theme,
    /// What goes with every lead, by the names of hidden inputs: each becomes an attribute of the
    /// element, and works without script too.
    pub attributes: Draft,
}

/// Why there is no such snippet. The sentences are for whoever asked for it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SnippetError {
    /// A click-out that leads where the partner's may not.
    #[error(
        "The url must lead to one of partners.{partner}.click_out_hosts by http or https: {hosts}."
    )]
    ForeignTarget {
        /// The partner's public key.
        partner: String,
        /// The hosts that are allowed, as a list in words.
        hosts: String,
    },
    /// A click-out in a frame.
    #[error(
        "A click-out does not go into a frame: the supplier's page would open inside the frame. Paste the form itself, or link to its page."
    )]
    FramedClickOut,
    /// A loader is to be pinned, and there is none.
    #[error("Only a binary that was built with the browser half can pin its loader.")]
    NothingToPin,
    /// A loader is to be pinned, and it is not the one that visitors get.
    #[error(
        "Only the browser version of this binary can be pinned, and server.browser_version has withdrawn it. Pin a page when that setting is empty again."
    )]
    PinnedWhileTakenBack,
}

/// Makes the snippet of a form on a partner's page.
///
/// # Errors
/// When a click-out would be refused later, since it leads to a host that is not on the partner's list; for a click-out in a
/// frame, which it would lead on instead of the page; and where there is no loader to pin.
pub fn snippet(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    options: &SnippetOptions,
) -> Result<SnippetOut, SnippetError> {
    check_target(settings, partner_form, &options.attributes)?;
    match options.mode {
        EmbedMode::Iframe => frame::framed(settings, partner_form, &options.attributes),
        EmbedMode::Whole | EmbedMode::StrictCsp | EmbedMode::ScriptOnly => {
            pasted(settings, partner_form, options)
        }
    }
}

/// The form, or what brings it, as part of the page.
fn pasted(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    options: &SnippetOptions,
) -> Result<SnippetOut, SnippetError> {
    let script = if options.pin {
        pinned(settings)?
    } else {
        script(settings, partner_form, options.mode)
    };
    let (reserved_space, form) = match options.mode {
        EmbedMode::ScriptOnly => {
            let reserved_space =
                format!("<style>{}</style>", reserved_space(settings, partner_form));
            (reserved_space, String::new())
        }
        EmbedMode::Whole | EmbedMode::StrictCsp | EmbedMode::Iframe => {
            (String::new(), whole(settings, partner_form, options))
        }
    };
    Ok(SnippetOut {
        snippet: [
            early(settings, options.above_the_fold),
            reserved_space,
            opening(partner_form, options),
            form,
            link(settings, partner_form, &options.attributes),
            "</leadgate-form>\n".to_owned(),
            script,
        ]
        .concat(),
        content_security_policy: policy(settings, partner_form, options.mode),
        without: "(without 'wasm-unsafe-eval' the form works as plain HTML)",
    })
}

/// A click-out that would be refused later is refused now.
fn check_target(
    settings: &Settings,
    partner_form: &PartnerForm<'_>,
    attributes: &Draft,
) -> Result<(), SnippetError> {
    let spec = partner_form.form.spec();
    let target = spec
        .fields
        .iter()
        .find(|field| field.kind == FieldKind::Target);
    let Some(target) = target.filter(|field| attributes.is_filled(field.name)) else {
        return Ok(());
    };
    let form_config = partner_form.form_config(settings);
    let rules = form_config.rules(0);
    match check_field(target, &rules.asked(partner_form.form, attributes), &rules) {
        Ok(_) => Ok(()),
        Err(_) => Err(SnippetError::ForeignTarget {
            partner: partner_form.partner_key.to_owned(),
            hosts: form_config.hosts.join(", "),
        }),
    }
}

/// What the browser may begin before it comes to the script. Module and WebAssembly are fetched without
/// credentials, over a connection of their own. The WebAssembly is most of the bytes and waits behind what the page and the
/// form need to be seen: a browser would put it before them unasked. On one line with the element: where a page keeps line
/// breaks (`white-space: pre`), one of them would push the form down.
fn early(settings: &Settings, above_the_fold: bool) -> String {
    let proxy = escape(&own_origin(settings));
    let connect = format!("<link rel=\"preconnect\" href=\"{proxy}\" crossorigin>");
    let version = settings.server.browser_version.of_forms();
    if !above_the_fold || ["", NO_BROWSER_VERSION].contains(&version) {
        return connect;
    }
    let folder = asset(settings, version, "");
    format!(
        "{connect}<link rel=\"modulepreload\" href=\"{folder}leadgate.js\">\
        <link rel=\"preload\" href=\"{folder}leadgate_bg.wasm\" as=\"fetch\" type=\"application/wasm\" fetchpriority=\"low\" crossorigin>"
    )
}

/// The address of a file of a browser version, for an attribute.
fn asset(settings: &Settings, version: &str, name: &str) -> String {
    let base = &settings.server.public_url;
    escape(&format!("{base}/assets/{version}/{name}"))
}

/// The form itself, as declarative shadow DOM: painted with the page.
fn whole(settings: &Settings, partner_form: &PartnerForm<'_>, options: &SnippetOptions) -> String {
    let content = Content {
        hidden: options.attributes.clone(),
        ..Content::default()
    };
    let shadow = match (options.mode, Assets::version()) {
        (EmbedMode::StrictCsp, Some(version)) => format!(
            "<link rel=\"stylesheet\" href=\"{}\">{}",
            asset(settings, version, "form.css"),
            fragment(partner_form, settings, content)
        ),
        _ => shadow(partner_form, settings, content),
    };
    format!("<template shadowrootmode=\"open\">{shadow}</template>")
}

/// The rule that reserves the space of a form that its script inserts.
fn reserved_space(settings: &Settings, partner_form: &PartnerForm<'_>) -> String {
    reserved_space::rule(partner_form.form, &options(partner_form, settings))
}

fn opening(partner_form: &PartnerForm<'_>, options: &SnippetOptions) -> String {
    let attributes = options
        .attributes
        .pairs()
        .map(|(name, value)| format!(r#" {}="{}""#, name.replace('_', "-"), escape(value)));
    let theme = match options.theme {
        Theme::Auto => String::new(),
        theme => format!(r#" theme="{}""#, theme.name()),
    };
    format!(
        r#"<leadgate-form form="{}" partner="{}" lang="{}"{}{theme}>"#,
        partner_form.form.slug(),
        escape(partner_form.partner_key),
        partner_form.lang.tag(),
        attributes.collect::<String>(),
    )
}

/// For browsers with neither declarative shadow DOM nor JavaScript.
fn link(settings: &Settings, partner_form: &PartnerForm<'_>, attributes: &Draft) -> String {
    let words = partner_form
        .form
        .spec()
        .action
        .translation(partner_form.lang);
    let url = page_url(settings, partner_form, attributes);
    format!(r#"<a href="{}">{}</a>"#, escape(&url), escape(words))
}

/// The form's own page, with what goes along.
fn page_url(settings: &Settings, partner_form: &PartnerForm<'_>, attributes: &Draft) -> String {
    let mut url = plain_page_url(partner_form, settings);
    for (name, value) in attributes.pairs() {
        let value = form_urlencoded::byte_serialize(value.as_bytes());
        url.extend(["&", name, "="].into_iter().chain(value));
    }
    url
}

/// The loader of the day; where the form is not in the page, it carries it, and comes before what can wait.
fn script(settings: &Settings, partner_form: &PartnerForm<'_>, mode: EmbedMode) -> String {
    let base = escape(&settings.server.public_url);
    let (priority, query) = match mode {
        EmbedMode::Whole | EmbedMode::StrictCsp | EmbedMode::Iframe => ("", String::new()),
        EmbedMode::ScriptOnly => {
            let (form, lang) = (partner_form.form.slug(), partner_form.lang.tag());
            let partner = escape(partner_form.partner_key);
            let query = format!("?form={form}&amp;partner={partner}&amp;lang={lang}");
            (" fetchpriority=\"high\"", query)
        }
    };
    format!("<script async{priority} src=\"{base}/embed.js{query}\"></script>\n")
}

/// The loader of this browser version alone. It is held to what is served, which has the proxy's address filled in.
fn pinned(settings: &Settings) -> Result<String, SnippetError> {
    let built_in = Assets::version().zip(Assets::built_in("embed.js"));
    let Some((version, source)) = built_in else {
        return Err(SnippetError::NothingToPin);
    };
    if settings.server.browser_version.of_forms() != version {
        return Err(SnippetError::PinnedWhileTakenBack);
    }
    let filling = Filling {
        version,
        withdrawn: "",
        fragments: BTreeMap::new(),
    };
    let source = fill_in(settings, source, &filling);
    let source = source.ok_or(SnippetError::NothingToPin)?;
    Ok(format!(
        "<script async src=\"{}\" integrity=\"{}\" crossorigin></script>\n",
        asset(settings, version, "embed.js"),
        integrity(&source)
    ))
}

fn policy(settings: &Settings, partner_form: &PartnerForm<'_>, mode: EmbedMode) -> Vec<String> {
    let proxy = own_origin(settings);
    let mut directives = vec![
        format!("script-src {proxy} 'wasm-unsafe-eval'"),
        format!("connect-src {proxy}"),
        format!("form-action {proxy}{}", onward(settings, partner_form)),
    ];
    match mode {
        EmbedMode::Whole => directives.push(format!("style-src '{}'", integrity(STYLE))),
        EmbedMode::StrictCsp => directives.push(format!("style-src {proxy}")),
        EmbedMode::ScriptOnly => {
            let reserved_space = reserved_space(settings, partner_form);
            directives.push(format!("style-src '{}'", integrity(&reserved_space)));
        }
        EmbedMode::Iframe => {}
    }
    directives.push("trusted-types leadgate".to_owned());
    directives
}
