//! Econtract, the primary CRM: call-me-back leads, by its API document. Its other endpoints and
//! lead types are not here.
//!
//! Where the document contradicts itself or says nothing, this is what was decided:
//!
//! - Body: `application/x-www-form-urlencoded` in PHP's notation (booleans `1` and `0`), since
//!   Econtract's own client is PHP.
//! - Credentials: `crm_api_id` and `crm_api_key` in every message, as in the document's one URL.
//! - `lead_type` is sent although the example lacks it: without the PHP package it "must be added
//!   manually".
//! - `gender`, `segment`, `language`: required by the table, absent from the call-me-back example.
//!   The example wins, nothing is sent; [`LeadCodes`] turns each on, and holds its code.
//! - `language`, once turned on: the table knows `nl` and `fr`; any other becomes the default.
//! - `producttype_id`, as in the table and the example; `product_type_id` is the click-out's name.
//! - `phone`, as in the example, where the table has `cellphone` and `landline`.
//! - Belgian numbers are sent as the example shows (`0499656565`). For foreign ones the document
//!   has no form: they are sent as a Belgian line dials them (`0031612345678`), since a column of
//!   digits may refuse a plus sign, and the national form would ring somebody else in Belgium.
//! - `call_at`, `call_until`: seconds included, as in the example (the third-party example has
//!   none). Both are always sent: "as soon as possible" is a slot too, from now or from the next
//!   opening on, since the lead was accepted.
//! - `deal_closed` is sent as false.
//! - A value that is empty is left out ("the value can be ignored").
//! - `ip_address` and `cookie_id`: not in the example, not sent; they are personal data.
//! - Our id goes into `remarks` as `[leadgate <id>]`, in a line of its own: there is no look-up of
//!   leads, so only this shows an agent that two leads are one.
//! - 401 means that the keys are wrong, as documented. 403, 404, 408, 425, 429, redirects and 5xx are
//!   about the CRM or the way to it: another try. All other 4xx are about the lead: no other try.
//! - `Retry-After` counts with 429 and 503.
//! - Success is a 2xx with a JSON object, the "detailed response"; its id is `id`, or that of
//!   `data` or `lead`. A 2xx with anything else is tried again: it may be the error page of
//!   something in between, and a lead lost is worse than a lead sent twice, which its id shows.

mod answer;
mod call_me_back;
mod phone;
mod settings;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use leadgate_model::Form;
use leadgate_model::wire::LeadPayload;
use reqwest::Client;
use url::Url;

use crate::{Connector, Delivery, RejectReason, http};

pub use settings::{EcontractSettings, LeadCodes, SettingsError};

/// One account at Econtract. Connections are kept between leads.
pub struct EcontractConnector {
    name: String,
    settings: EcontractSettings,
    leads_url: Url,
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
        let client = http::client(settings.timeout).map_err(|_| SettingsError::NoTls)?;
        Ok(Self {
            name: name.into(),
            settings,
            leads_url,
            client,
        })
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

    async fn deliver(&self, lead: &LeadPayload) -> Delivery {
        let body = match Form::from_slug(&lead.form) {
            Some(Form::CallMeBack) => call_me_back::body(lead, &self.settings),
            form @ None => {
                return Delivery::Rejected {
                    reason: RejectReason::FormNotTaken { form },
                };
            }
        };
        match http::post_form(&self.client, &self.leads_url, body).await {
            Ok(answer) => answer::delivery(&answer),
            Err(reason) => Delivery::Retry {
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
