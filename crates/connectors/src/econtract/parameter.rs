//! How a lead is written in parameters of the document. Which parameters a type of lead has is
//! said in its own file; those that several have are in `general`, `address` and `phone`.

use form_urlencoded::Serializer;
use leadgate_model::wire::LeadPayload;
use secrecy::ExposeSecret;

use super::{Dialect, EcontractSettings};

/// A type of lead that the document describes.
pub(super) struct LeadType {
    /// Where it is created.
    pub(super) endpoint: Endpoint,
    /// The dialects whose document has it.
    pub(super) dialects: &'static [Dialect],
    /// What may be sent, in the order of sending.
    pub(super) parameters: &'static [&'static [Parameter]],
}

/// Where leads are created.
#[derive(Clone, Copy)]
pub(super) enum Endpoint {
    /// `/api/leads`
    Leads,
    /// `/api/leads/clickOut`
    ClickOut,
}

/// A parameter's name at Econtract, and its value in a lead. An empty value is not sent. A name
/// that ends in `[]` is a list's, its values separated by commas.
pub(super) type Parameter = (&'static str, fn(&Outgoing<'_>, &'static str) -> String);

/// A lead on its way to an account.
pub(super) struct Outgoing<'a> {
    pub(super) lead: &'a LeadPayload,
    pub(super) settings: &'a EcontractSettings,
}

impl Outgoing<'_> {
    /// What was typed into a field, empty where nothing was.
    pub(super) fn field(&self, name: &str) -> &str {
        self.lead.fields.get(name).map_or("", String::as_str)
    }

    /// What the page said of the product: in a field of the form, whose rule it passed, or else in
    /// the element's attributes.
    pub(super) fn product(&self, name: &str) -> &str {
        let fields = self.lead.fields.get(name);
        let named = fields.or_else(|| self.lead.product.get(name));
        named.map_or("", String::as_str)
    }
}

/// The value of the lead's field of the same name, as it is.
pub(super) fn field(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    outgoing.field(name).to_owned()
}

/// The value of the product's number of the same name.
pub(super) fn product(outgoing: &Outgoing<'_>, name: &'static str) -> String {
    outgoing.product(name).to_owned()
}

impl LeadType {
    /// The lead in Econtract's words, credentials included.
    pub(super) fn body(&self, outgoing: &Outgoing<'_>) -> String {
        let settings = outgoing.settings;
        let mut body = Serializer::new(String::new());
        body.append_pair("crm_api_id", settings.id.expose_secret());
        body.append_pair("crm_api_key", settings.key.expose_secret());
        for (name, value) in self.parameters.iter().copied().flatten() {
            let value = value(outgoing, name);
            let is_list = name.ends_with("[]");
            let values = value.split(|c| is_list && c == ',');
            for value in values.filter(|value| !value.is_empty()) {
                body.append_pair(name, value);
            }
        }
        body.finish()
    }

    /// Every name that may be sent, apart from credentials: what an answer may blame.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        let names = self.parameters.iter().copied().flatten();
        names.map(|(name, _)| name.strip_suffix("[]").unwrap_or(name))
    }
}
