//! What a partner pastes, and what the page's policy must allow: for `leadgate snippet` and for the
//! route that pages ask.

mod frame;
mod room;

use std::collections::BTreeMap;

use leadgate::Theme;
use leadgate::prerender::{Content, STYLE};
use leadgate_assets::Assets;
use leadgate_model::{Draft, FieldKind, check_field};
use leadgate_settings::{NO_RELEASE, Placement, Settings, own_origin};
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
pub enum Way {
    /// Pasted with its styles; the page's policy allows them by their hash.
    #[default]
    Whole,
    /// Pasted, its styles linked, for a page whose policy allows no inline ones.
    StrictCsp,
    /// Brought by the loader, its styles too, which needs no leave of the page's policy; the page has the rule that keeps the
    /// form's room.
    ScriptOnly,
    /// The form's own page in a frame as high as the form.
    Iframe,
}

/// What is pasted, beside form, partner and language.
#[derive(Clone, Default, Debug)]
pub struct Wish {
    /// How the form gets into the page.
    pub way: Way,
    /// Its module and WebAssembly are asked for together with the page.
    pub above_the_fold: bool,
    /// The loader is that of this very release, held to its hash.
    pub pin: bool,
    /// The element's colours.
    pub theme: Theme,
    /// What goes with every lead, by the names of hidden inputs: each becomes an attribute of the
    /// element, and works without script too.
    pub about: Draft,
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
        "A page can be held to the release of this binary alone, and server.release takes it back: pin when that is empty again."
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
    place: &Placement<'_>,
    wish: &Wish,
) -> Result<SnippetOut, SnippetError> {
    check_target(settings, place, &wish.about)?;
    match wish.way {
        Way::Iframe => frame::framed(settings, place, &wish.about),
        Way::Whole | Way::StrictCsp | Way::ScriptOnly => pasted(settings, place, wish),
    }
}

/// The form, or what brings it, as part of the page.
fn pasted(
    settings: &Settings,
    place: &Placement<'_>,
    wish: &Wish,
) -> Result<SnippetOut, SnippetError> {
    let script = if wish.pin {
        pinned(settings)?
    } else {
        script(settings, place, wish.way)
    };
    let (room, form) = match wish.way {
        Way::ScriptOnly => {
            let room = format!("<style>{}</style>", room(settings, place));
            (room, String::new())
        }
        Way::Whole | Way::StrictCsp | Way::Iframe => (String::new(), whole(settings, place, wish)),
    };
    Ok(SnippetOut {
        snippet: [
            early(settings, wish.above_the_fold),
            room,
            opening(place, wish),
            form,
            link(settings, place, &wish.about),
            "</leadgate-form>\n".to_owned(),
            script,
        ]
        .concat(),
        content_security_policy: policy(settings, place, wish.way),
        without: "(without 'wasm-unsafe-eval' the form works as plain HTML)",
    })
}

/// A click-out that would be refused later is refused now.
fn check_target(
    settings: &Settings,
    place: &Placement<'_>,
    about: &Draft,
) -> Result<(), SnippetError> {
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
        Err(_) => Err(SnippetError::ForeignTarget {
            partner: place.partner_key.to_owned(),
            hosts: terms.hosts.join(", "),
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
    let version = settings.server.release.of_forms();
    if !above_the_fold || ["", NO_RELEASE].contains(&version) {
        return connect;
    }
    let folder = asset(settings, version, "");
    format!(
        "{connect}<link rel=\"modulepreload\" href=\"{folder}leadgate.js\">\
        <link rel=\"preload\" href=\"{folder}leadgate_bg.wasm\" as=\"fetch\" type=\"application/wasm\" fetchpriority=\"low\" crossorigin>"
    )
}

/// The address of a file of a release, for an attribute.
fn asset(settings: &Settings, version: &str, name: &str) -> String {
    let base = &settings.server.public_url;
    escape(&format!("{base}/assets/{version}/{name}"))
}

/// The form itself, as declarative shadow DOM: painted with the page.
fn whole(settings: &Settings, place: &Placement<'_>, wish: &Wish) -> String {
    let content = Content {
        hidden: wish.about.clone(),
        ..Content::default()
    };
    let shadow = match (wish.way, Assets::version()) {
        (Way::StrictCsp, Some(version)) => format!(
            "<link rel=\"stylesheet\" href=\"{}\">{}",
            asset(settings, version, "form.css"),
            fragment(place, settings, content)
        ),
        _ => shadow(place, settings, content),
    };
    format!("<template shadowrootmode=\"open\">{shadow}</template>")
}

/// The rule that keeps the room of a form which its script brings.
fn room(settings: &Settings, place: &Placement<'_>) -> String {
    room::rule(place.form, &options(place, settings))
}

fn opening(place: &Placement<'_>, wish: &Wish) -> String {
    let attributes = wish
        .about
        .pairs()
        .map(|(name, value)| format!(r#" {}="{}""#, name.replace('_', "-"), escape(value)));
    let theme = match wish.theme {
        Theme::Auto => String::new(),
        theme => format!(r#" theme="{}""#, theme.name()),
    };
    format!(
        r#"<leadgate-form form="{}" partner="{}" lang="{}"{}{theme}>"#,
        place.form.slug(),
        escape(place.partner_key),
        place.lang.tag(),
        attributes.collect::<String>(),
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
    let mut url = plain_page_url(place, settings);
    for (name, value) in about.pairs() {
        let value = form_urlencoded::byte_serialize(value.as_bytes());
        url.extend(["&", name, "="].into_iter().chain(value));
    }
    url
}

/// The loader of the day; where the form is not in the page, it carries it, and comes before what can wait.
fn script(settings: &Settings, place: &Placement<'_>, way: Way) -> String {
    let base = escape(&settings.server.public_url);
    let (priority, query) = match way {
        Way::Whole | Way::StrictCsp | Way::Iframe => ("", String::new()),
        Way::ScriptOnly => {
            let (form, lang) = (place.form.slug(), place.lang.tag());
            let partner = escape(place.partner_key);
            let query = format!("?form={form}&amp;partner={partner}&amp;lang={lang}");
            (" fetchpriority=\"high\"", query)
        }
    };
    format!("<script async{priority} src=\"{base}/embed.js{query}\"></script>\n")
}

/// The loader of this release alone. It is held to what is served, which has the proxy's address filled in.
fn pinned(settings: &Settings) -> Result<String, SnippetError> {
    let built_in = Assets::version().zip(Assets::built_in("embed.js"));
    let Some((version, source)) = built_in else {
        return Err(SnippetError::NothingToPin);
    };
    if settings.server.release.of_forms() != version {
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

fn policy(settings: &Settings, place: &Placement<'_>, way: Way) -> Vec<String> {
    let proxy = own_origin(settings);
    let mut directives = vec![
        format!("script-src {proxy} 'wasm-unsafe-eval'"),
        format!("connect-src {proxy}"),
        format!("form-action {proxy}{}", onward(settings, place)),
    ];
    match way {
        Way::Whole => directives.push(format!("style-src '{}'", integrity(STYLE))),
        Way::StrictCsp => directives.push(format!("style-src {proxy}")),
        Way::ScriptOnly => {
            let room = room(settings, place);
            directives.push(format!("style-src '{}'", integrity(&room)));
        }
        Way::Iframe => {}
    }
    directives.push("trusted-types leadgate".to_owned());
    directives
}
