//! The options that every lead of the page goes with: one for each attribute of the page.

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};
use leadgate_model::{Draft, PAGE_ATTRIBUTES, PageAttribute};

/// What goes with every lead of the page: each becomes an attribute of the element, and works
/// without script too.
pub(super) struct LeadAttributes(Draft);

impl LeadAttributes {
    /// Names and values of the hidden inputs.
    pub(super) fn hidden(&self) -> Draft {
        self.0.clone()
    }
}

fn option(attribute: PageAttribute) -> Arg {
    let (value_name, parser) = match attribute {
        PageAttribute {
            is_number: true, ..
        } => ("NUMBER", ValueParser::from(value_parser!(u32))),
        PageAttribute { field: "url", .. } => ("URL", ValueParser::string()),
        PageAttribute { .. } => ("TEXT", ValueParser::string()),
    };
    Arg::new(attribute.field)
        .long(attribute.name)
        .value_name(value_name)
        .value_parser(parser)
        .help(attribute.about)
}

impl Args for LeadAttributes {
    fn augment_args(command: Command) -> Command {
        command.args(PAGE_ATTRIBUTES.map(option))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for LeadAttributes {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let value = |attribute: PageAttribute| {
            let field = attribute.field;
            let text = if attribute.is_number {
                matches.get_one::<u32>(field).map(u32::to_string)
            } else {
                matches.get_one::<String>(field).cloned()
            };
            text.map(|text| (field, text))
        };
        let named = PAGE_ATTRIBUTES.into_iter().filter_map(value);
        Ok(Self(named.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
