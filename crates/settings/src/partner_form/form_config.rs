//! What a partner's form has, asks and allows by today's settings: what goes into its markup, and
//! what the proxy checks by. Made in one place, so that the two are the same.

use leadgate_model::{ConsentText, FieldKind, FieldSpec, Rules};
use leadgate_rules::time::OpeningHours;
use leadgate_rules::url::TargetParts;
use url::Url;

use super::{PartnerForm, consents};
use crate::{Settings, host};

/// What a partner's form has, asks and allows.
#[derive(Clone, Debug)]
pub struct FormConfig {
    hours: OpeningHours,
    /// The consents that are asked for.
    pub consents: Vec<ConsentText>,
    /// The names of the fields that the form does not have.
    pub left_out: Vec<String>,
    /// The hosts that a click-out may lead to, as parsers write them.
    pub hosts: Vec<String>,
}

impl FormConfig {
    /// The rules of the model at a moment, in seconds since 1970 (UTC).
    #[must_use]
    pub fn rules(&self, now: i64) -> Rules<'_> {
        Rules {
            consents: &self.consents,
            left_out: &self.left_out,
            hosts: &self.hosts,
            parse_url,
            ..Rules::new(now, &self.hours)
        }
    }
}

impl PartnerForm<'_> {
    /// What this partner's form has, asks and allows.
    #[must_use]
    pub fn form_config(&self, settings: &Settings) -> FormConfig {
        let hosts = self.partner.click_out_hosts.iter();
        FormConfig {
            hours: OpeningHours::parse(&settings.calls.opening_hours).unwrap_or_default(),
            consents: if self.is_anonymous() {
                // Nobody is there who could agree.
                Vec::new()
            } else {
                consents(settings, self.form, self.lang)
            },
            left_out: self.left_out(settings),
            hosts: hosts.filter_map(|text| host(text)).collect(),
        }
    }

    /// Whether nothing about the person is asked.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        let forms = &self.partner.anonymous;
        forms.iter().any(|name| name == self.form.slug())
    }

    /// What nobody asked for, and what is about a person where none is asked about.
    fn left_out(&self, settings: &Settings) -> Vec<String> {
        let asked = settings.forms.get(self.form.slug());
        let is_asked = |field: &FieldSpec| {
            asked.is_some_and(|form| form.ask.iter().any(|name| name == field.name))
        };
        let of_page =
            |field: &FieldSpec| matches!(field.kind, FieldKind::Hidden | FieldKind::Target);
        let fields = self.form.spec().fields.iter();
        fields
            .filter(|field| {
                (field.on_request && !is_asked(field)) || (self.is_anonymous() && !of_page(field))
            })
            .map(|field| field.name.to_owned())
            .collect()
    }
}

/// Takes an address apart by the URL standard, as browsers do; the model judges the parts.
fn parse_url(text: &str) -> Option<TargetParts> {
    let url = Url::parse(text).ok()?;
    Some(TargetParts {
        scheme: url.scheme().to_owned(),
        has_user_info: !url.username().is_empty() || url.password().is_some(),
        host: url.host_str().unwrap_or_default().to_owned(),
    })
}
