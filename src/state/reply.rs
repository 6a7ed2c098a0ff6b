//! What is said of the last attempt: on the button, and where it failed.

use leadgate_model::text::Text;
use leptos::prelude::*;

use super::{FormState, Phase};

impl FormState {
    /// What the button says.
    #[must_use]
    pub fn button(self) -> &'static str {
        self.translation(match self.shown.read_value().phase {
            Phase::Sending { slow: true } | Phase::Retrying => Text::Sending,
            Phase::Failed(_) => Text::TryAgain,
            Phase::Editing | Phase::Sending { slow: false } | Phase::Sent(_) => self.spec().action,
        })
    }

    /// That sending failed, why, and the way out, which is empty where there is none.
    #[must_use]
    pub fn failure(self) -> Option<[String; 3]> {
        let Phase::Failed(reason) = self.shown.read_value().phase else {
            return None;
        };
        let settings = self.settings.read_value();
        let way_out = settings
            .0
            .phone
            .as_deref()
            .map_or_else(String::new, |phone| {
                Text::FailureCall.fill(self.lang, &[("phone", phone)])
            });
        let words = |text| self.translation(text).to_owned();
        Some([words(Text::FailureTitle), words(reason), way_out])
    }
}
