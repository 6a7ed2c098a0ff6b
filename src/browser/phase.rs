//! The form stands elsewhere from now on, and shows it.

use super::page::Page;
use super::sync;
use crate::Phase;

impl Page {
    /// An empty form with a new id.
    pub(super) fn reset(&self) {
        self.form.reset();
        self.renew();
        self.state.reset();
        sync::show(self);
    }

    /// The form stands elsewhere; a sentence says so.
    pub(super) fn enter(&self, phase: Phase, sentence: Option<&str>) {
        self.state.enter(phase, sentence.map(str::to_owned));
        sync::show(self);
    }

    /// After success: an empty form again, with the focus where the visitor starts.
    pub(super) fn again(&self) {
        self.reset();
        // The form is still hidden now, and what is hidden takes no focus.
        self.focus_later(".control, .box".to_owned());
    }
}
