//! A post that came in: whose it is, what tells it apart, and whether its fields are right. Nothing
//! here asks the store.

use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{Draft, ValidLead, canonical, validate};
use sha2::{Digest, Sha256};
use tracing::warn;

use super::envelope::{self, Sender};
use crate::Intake;
use crate::Refusal;
use leadgate_settings::{Placement, Terms};

/// Why a post goes no further.
pub(super) enum Stop {
    /// Wrong fields.
    Fields(Vec<FieldErrorOut>),
    /// Whatever is about no field.
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A post from a page that may send it.
pub(super) struct Arrival<'a> {
    pub(super) intake: &'a Intake,
    pub(super) place: &'a Placement<'a>,
    pub(super) draft: &'a Draft,
    pub(super) sender: &'a Sender,
    pub(super) terms: Terms,
    /// The id that the sender gave.
    pub(super) id: Option<String>,
    /// What an accepted id is compared by.
    pub(super) fingerprint: String,
}

impl<'a> Arrival<'a> {
    pub(super) fn new(
        intake: &'a Intake,
        place: &'a Placement<'a>,
        draft: &'a Draft,
        sender: &'a Sender,
    ) -> Result<Self, Stop> {
        check_origin(intake, place, sender)?;
        let id = envelope::id(draft).map_err(|error| Stop::Fields(vec![error]))?;
        let terms = place.terms(&intake.settings);
        let fingerprint = fingerprint(intake, place, &terms, draft);
        Ok(Self {
            intake,
            place,
            draft,
            sender,
            terms,
            id,
            fingerprint,
        })
    }

    /// Checks the fields as the browser does, with the proxy's clock.
    pub(super) fn check(&self) -> Result<ValidLead, Stop> {
        let Placement { form, lang, .. } = *self.place;
        let rules = self.terms.rules(seconds(self.intake));
        validate(form, self.draft, &rules).map_err(|errors| {
            let errors = errors.iter();
            Stop::Fields(
                errors
                    .map(|error| FieldErrorOut::new(error, form.spec(), lang))
                    .collect(),
            )
        })
    }
}

/// `Origin: null` and none at all are accepted: a strict Referrer-Policy makes native posts so.
fn check_origin(intake: &Intake, place: &Placement<'_>, sender: &Sender) -> Result<(), Refusal> {
    match sender.origin.as_deref() {
        None | Some("null") => Ok(()),
        Some(origin)
            if leadgate_settings::is_allowed_origin(&intake.settings, place.partner, origin) =>
        {
            Ok(())
        }
        Some(origin) => {
            warn!(partner = %place.partner_key, %origin, "a page of a foreign origin was refused");
            Err(Refusal::ForeignOrigin {
                partner: place.partner_key.to_owned(),
                origin: origin.to_owned(),
            })
        }
    }
}

/// Fields, consents and product, not where the visitor came from, nor when.
fn fingerprint(intake: &Intake, place: &Placement<'_>, terms: &Terms, draft: &Draft) -> String {
    let mut hash = Sha256::new();
    let mut add = |name: &str, value: &str| {
        for part in [name, value] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    };
    add("partner", place.partner_key);
    add("form", place.form.slug());
    for (name, value) in canonical(place.form, draft, &terms.rules(seconds(intake))) {
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
