//! Econtract, the primary CRM: its four types of leads, by its API document. Its other endpoints
//! are not here. A type is a table of parameters in a file of its own.
//!
//! Where the document contradicts itself or says nothing, this is what was decided:
//!
//! # The message
//!
//! - Body: `application/x-www-form-urlencoded` in PHP's notation (booleans `1` and `0`, lists
//!   `interests[]=car`), since Econtract's own client is PHP.
//! - Credentials: `crm_api_id` and `crm_api_key` in every message, as in the document's one URL.
//! - `lead_type` is sent although no example has it among its fields: without the PHP package it
//!   "must be added manually". Click-outs have a path of their own and no lead type in the document, so none.
//! - A value that is empty is left out ("the value can be ignored").
//! - Two documents: [`Dialect`] says which one holds. Their leads differ in the name of one flag,
//!   `is_hot` or `is_realtime`, and the older one has no insurance leads.
//!
//! # Who and what
//!
//! - `gender`, `segment`: required by the table, in no example. The examples win: sent where the
//!   lead has one; [`LeadCodes`] holds the CRM's codes, and one for leads that have none.
//! - `language`: sent where the type's example has it (insurance, third-party), and elsewhere if
//!   [`LeadCodes`] says so. It is the person's, or else the page's. The table knows `nl` and `fr`;
//!   any other becomes the default.
//! - `producttype_id`, as in the table and the examples; `product_type_id` is the click-out's name.
//! - `affiliate_id` and `remarks` go with every type, as general parameters do, although only
//!   some examples have them.
//! - `ip_address` and `cookie_id`: in no example, not sent; they are personal data.
//! - `rrnr` and `idnr`: leads have no such parameter, so they are not sent.
//! - `vat` is Belgian in the form that clients show (`BE0xxx.xxx.xxx`). `iban` is sent without
//!   spaces: clients show groups of four, but leads do not show it at all.
//! - A click-out without a person is sent as any other, and refused by a CRM that needs one.
//!
//! # Phones and addresses
//!
//! - Call-me-back has `phone`, as in its example, where the table has `cellphone` and `landline`;
//!   the other types have these two, each with its country, as the examples do. One number for
//!   either goes where its numbering plan says.
//! - Belgian numbers are sent as the examples show (`0499656565`), and so are others that have
//!   their country beside them (`0612345678`, `NL`). A foreign number that stands alone is sent as
//!   a Belgian line dials it (`0031612345678`), since a column of digits may refuse a plus sign,
//!   and the national form would ring somebody else in Belgium.
//! - `address_nr` is an integer: the leading digits. What follows goes into `address_box`, before
//!   a box that was typed (`A / bus 3`): agents write number and box, so it reads as it was typed.
//! - A house number that does not begin with digits goes into `remarks`, with its street: either
//!   without the other is refused, and no lead is lost for its address.
//!
//! # Types
//!
//! - `call_at`, `call_until` of call-me-back: seconds included, as in the example. Both are always
//!   sent: "as soon as possible" is a slot too, from now or from the next opening on, since the
//!   lead was accepted.
//! - `call_at` of third-party: seconds included, as in the table; the example has none.
//! - `deal_closed` is sent as false.
//! - `interested_in_insurance`, `allow_insurance_call`: required with a default, so both are
//!   always sent.
//!
//! # Afterwards
//!
//! - Our id goes into `remarks` as `[leadgate <id>]`, in a line of its own: there is no look-up of
//!   leads, so only this shows an agent that two leads are one.
//! - 401 means that the keys are wrong, as documented. 403, 404, 408, 425, 429, redirects and 5xx are
//!   about the CRM or the way to it: another attempt. All other 4xx are about the lead: no other attempt.
//! - `Retry-After` counts with 429 and 503.
//! - Success is a 2xx with a JSON object, the "detailed response"; its id is `id`, or that of
//!   `data` or `lead`. A 2xx with anything else is tried again: it may be the error page of
//!   something in between, and a lead lost is worse than a lead sent twice, which its id shows.

mod address;
mod answer;
mod call_me_back;
mod click_out;
mod general;
mod insurance;
mod parameter;
mod phone;
mod settings;
mod third_party;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use leadgate_model::Form;
use leadgate_model::wire::LeadPayload;
use reqwest::Client;
use url::Url;

use crate::{Connector, ConnectorResult, RejectReason, http};

use parameter::{Endpoint, LeadType, Outgoing};

pub use settings::{CodeMap, Dialect, EcontractSettings, LeadCodes, SettingsError};

/// One account at Econtract. Connections are kept between leads.
pub struct EcontractConnector {
    name: String,
    settings: EcontractSettings,
    leads_url: Url,
    click_outs_url: Url,
    client: Client,
}

impl EcontractConnector {
    /// A connector of this name in the configuration. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When a setting cannot work; see [`SettingsError`].
    pub fn new(
        name: impl Into<String>,
        settings: EcontractSettings,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let leads_url = settings.endpoint(&["api", "leads"])?;
        let click_outs_url = settings.endpoint(&["api", "leads", "clickOut"])?;
        let client = http::client(settings.timeout).map_err(|_| SettingsError::NoTls)?;
        Ok(Self {
            name: name.into(),
            settings,
            leads_url,
            click_outs_url,
            client,
        })
    }

    /// The type of a form's leads, if this CRM has one.
    fn lead_type(&self, form: Form) -> Option<&'static LeadType> {
        let lead_type = match form {
            Form::CallMeBack => &call_me_back::CALL_ME_BACK,
            Form::ClickOut => &click_out::CLICK_OUT,
            Form::Insurance => &insurance::INSURANCE,
            Form::ThirdParty => &third_party::THIRD_PARTY,
        };
        let dialect = self.settings.dialect;
        lead_type.dialects.contains(&dialect).then_some(lead_type)
    }
}

#[async_trait]
impl Connector for EcontractConnector {
    fn name(&self) -> &str {
        &self.name
    }

    fn kind(&self) -> &'static str {
        "econtract"
    }

    fn longest(&self) -> Duration {
        self.settings.timeout
    }

    async fn deliver(&self, lead: &LeadPayload) -> ConnectorResult {
        let form = Form::from_slug(&lead.form);
        let Some(lead_type) = form.and_then(|form| self.lead_type(form)) else {
            return ConnectorResult::Rejected {
                reason: RejectReason::FormNotTaken { form },
            };
        };
        let url = match lead_type.endpoint {
            Endpoint::Leads => &self.leads_url,
            Endpoint::ClickOut => &self.click_outs_url,
        };
        let body = lead_type.body(&Outgoing {
            lead,
            settings: &self.settings,
        });
        match http::post_form(&self.client, url, body).await {
            Ok(answer) => answer::delivery(&answer, lead_type),
            Err(reason) => ConnectorResult::Retry {
                after: None,
                reason,
            },
        }
    }
}

impl fmt::Debug for EcontractConnector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EcontractConnector")
            .field("name", &self.name)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
