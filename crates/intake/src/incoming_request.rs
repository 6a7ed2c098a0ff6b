//! A post that came in: whether its origin is allowed, what tells it apart from others, and whether its
//! fields are right. Nothing here asks the store.

use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, ValidLead, canonical, validate};
use sha2::{Digest, Sha256};
use tracing::warn;

use super::envelope::{self, Sender};
use crate::Intake;
use crate::Refusal;
use leadgate_settings::{FormConfig, PartnerForm};

/// Why a post goes no further.
pub(super) enum Rejection {
    /// Wrong fields.
    Fields(Vec<FieldErrorOut>),
    /// Whatever is about no field.
    Refused(Refusal),
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A post from a page that may send it.
pub(super) struct IncomingRequest<'a> {
    pub(super) intake: &'a Intake,
    pub(super) partner_form: &'a PartnerForm<'a>,
    pub(super) draft: &'a Draft,
    pub(super) sender: &'a Sender,
    pub(super) form_config: FormConfig,
    /// The id that the sender gave.
    pub(super) id: Option<String>,
    /// What an accepted id is compared by.
    pub(super) fingerprint: String,
}

impl<'a> IncomingRequest<'a> {
    pub(super) fn new(
        intake: &'a Intake,
        partner_form: &'a PartnerForm<'a>,
        draft: &'a Draft,
        sender: &'a Sender,
    ) -> Result<Self, Rejection> {
        check_origin(intake, partner_form, sender)?;
        let id = envelope::id(draft).map_err(|error| Rejection::Fields(vec![error]))?;
        let form_config = partner_form.form_config(&intake.settings);
        let fingerprint = fingerprint(intake, partner_form, &form_config, draft);
        Ok(Self {
            intake,
            partner_form,
            draft,
            sender,
            form_config,
            id,
            fingerprint,
        })
    }

    /// Checks the fields as the browser does, with the proxy's clock.
    pub(super) fn check(&self) -> Result<ValidLead, Rejection> {
        let PartnerForm { form, lang, .. } = *self.partner_form;
        let rules = self.form_config.rules(seconds(self.intake));
        validate(form, self.draft, &rules).map_err(|errors| {
            let errors = errors.iter();
            Rejection::Fields(
                errors
                    .map(|error| FieldErrorOut::new(error, form.spec(), lang))
                    .collect(),
            )
        })
    }
}

/// `Origin: null` and none at all are accepted: under a strict Referrer-Policy, browsers post
/// forms so.
fn check_origin(
    intake: &Intake,
    partner_form: &PartnerForm<'_>,
    sender: &Sender,
) -> Result<(), Refusal> {
    match sender.origin.as_deref() {
        None | Some("null") => Ok(()),
        Some(origin)
            if leadgate_settings::is_allowed_origin(
                &intake.settings,
                partner_form.partner,
                origin,
            ) =>
        {
            Ok(())
        }
        Some(origin) => {
            warn!(partner = %partner_form.partner_key, %origin, "a page of a foreign origin was refused");
            Err(Refusal::ForeignOrigin {
                partner: partner_form.partner_key.to_owned(),
                origin: origin.to_owned(),
            })
        }
    }
}

/// Fields, consents and product, not where the visitor came from, nor when.
fn fingerprint(
    intake: &Intake,
    partner_form: &PartnerForm<'_>,
    form_config: &FormConfig,
    draft: &Draft,
) -> String {
    let mut hash = Sha256::new();
    let mut add = |name: &str, value: &str| {
        for part in [name, value] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    };
    add("partner", partner_form.partner_key);
    add("form", partner_form.form.slug());
    for (name, value) in canonical(
        partner_form.form,
        draft,
        &form_config.rules(seconds(intake)),
    ) {
        add(name, &value);
    }
    for (name, value) in envelope::product(draft) {
        add(&name, &value);
    }
    for purpose in intake.settings.consents.keys() {
        let name = format!("consent_{purpose}");
        add(&name, draft.get(&name));
    }
    hex::encode(hash.finalize())
}

fn seconds(intake: &Intake) -> i64 {
    intake.clock.now_ms() / 1000
}
