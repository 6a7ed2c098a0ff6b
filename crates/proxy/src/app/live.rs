//! What handlers share at this moment: settings that are read again change it for the requests that
//! come after.

use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::FromRef;
use leadgate_intake::Intake;
use leadgate_settings::Settings;

use super::App;

/// What handlers share at this moment. Each request takes it once and ends with what it began with,
/// so new settings change nothing about a request that is under way. A clone is the same.
#[derive(Clone)]
pub struct Live(Arc<RwLock<Arc<App>>>);

impl From<Arc<App>> for Live {
    fn from(app: Arc<App>) -> Self {
        Self(Arc::new(RwLock::new(app)))
    }
}

impl Live {
    /// What a request that comes in now works with.
    #[must_use]
    pub fn now(&self) -> Arc<App> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Requests from now on go by other settings, which were checked.
    pub fn go_by(&self, settings: Settings) {
        let mut app = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let intake = Intake {
            settings: Arc::new(settings),
            ..Intake::clone(&app.intake)
        };
        *app = Arc::new(App {
            intake: Arc::new(intake),
            ..App::clone(&app)
        });
    }
}

impl FromRef<Live> for Arc<App> {
    fn from_ref(live: &Live) -> Self {
        live.now()
    }
}
