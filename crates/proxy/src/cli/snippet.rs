//! `leadgate snippet`: prints what a partner pastes, and what the page's policy must allow.

use anyhow::Result;
use clap::Args;
use leadgate_model::Draft;

use super::{Configured, Usage};
use crate::problem::Problem;
use crate::site::Placement;
use crate::snippet::{Theme, Way, Wish, snippet};

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
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    theme: Theme,
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
    .map_err(usage)?;
    let wish = Wish {
        way: match arguments {
            Arguments {
                script_only: true, ..
            } => Way::ScriptOnly,
            Arguments {
                strict_csp: true, ..
            } => Way::StrictCsp,
            _ => Way::Whole,
        },
        above_the_fold: arguments.above_the_fold,
        theme: arguments.theme,
        about: arguments.about.hidden(),
    };
    let out = snippet(&settings, &place, &wish).map_err(usage)?;
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

fn usage(problem: Problem) -> Usage {
    Usage(problem.to_string())
}
