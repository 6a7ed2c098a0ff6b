//! `leadgate snippet`: prints what a partner pastes, and what the page's policy must allow.

mod lead_attributes;

use anyhow::Result;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use leadgate::Theme;

use self::lead_attributes::LeadAttributes;
use super::{Configured, Usage};
use leadgate_embed::{EmbedMode, SnippetOptions, snippet};
use leadgate_settings::PartnerForm;

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
    /// The colours.
    #[arg(long, value_name = "NAME", value_parser = themes(), default_value = Theme::default().name())]
    theme: Theme,
    #[command(flatten)]
    attributes: LeadAttributes,
    /// Only the script and the element: the form appears one request later.
    #[arg(long)]
    script_only: bool,
    /// The form is seen at once: its WebAssembly is asked for with the page.
    #[arg(long)]
    above_the_fold: bool,
    /// The styles are linked, for a page whose policy allows no inline ones; they come one request later.
    #[arg(long, conflicts_with = "script_only")]
    strict_csp: bool,
    /// The loader of this very browser version, held to its hash (Subresource Integrity).
    ///
    /// The browser then runs no other loader. That costs its updates: later corrections reach the page only when somebody
    /// pastes a new snippet, and the browser version has to stay in `server.assets_dir`; without it the form is plain
    /// HTML. With --script-only the form comes one request later. The hash holds as long as `server.public_url` stays.
    #[arg(long)]
    pin: bool,
    /// The form's own page in a frame as high as the form: none of our script runs in the partner's page.
    ///
    /// The script that is printed with it only listens for the height; without it the frame keeps the height that it has.
    #[arg(long, conflicts_with_all = ["script_only", "above_the_fold", "strict_csp", "pin", "theme"])]
    iframe: bool,
    /// One JSON object with the snippet and the policy.
    #[arg(long)]
    json: bool,
}

impl Arguments {
    const fn mode(&self) -> EmbedMode {
        match self {
            Self { iframe: true, .. } => EmbedMode::Iframe,
            Self {
                script_only: true, ..
            } => EmbedMode::ScriptOnly,
            Self {
                strict_csp: true, ..
            } => EmbedMode::StrictCsp,
            _ => EmbedMode::Whole,
        }
    }
}

/// A theme by its name, one of those that there are.
fn themes() -> impl TypedValueParser<Value = Theme> {
    PossibleValuesParser::new(Theme::ALL.map(Theme::name))
        .try_map(|name| Theme::from_name(&name).ok_or("no such theme"))
}

/// Prints the snippet on standard output and the policy on standard error, so that the snippet
/// can be redirected into a file.
pub(super) fn run(arguments: &Arguments) -> Result<()> {
    let settings = arguments.configured.load()?;
    let partner_form = PartnerForm::find(
        &settings,
        &arguments.form,
        &arguments.partner,
        &arguments.lang,
    )
    .map_err(usage)?;
    let options = SnippetOptions {
        mode: arguments.mode(),
        above_the_fold: arguments.above_the_fold,
        pin: arguments.pin,
        theme: arguments.theme,
        attributes: arguments.attributes.hidden(),
    };
    let out = snippet(&settings, &partner_form, &options).map_err(usage)?;
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

fn usage(refused: impl ToString) -> Usage {
    Usage(refused.to_string())
}
