//! The settings, with the checks that only those can make who use them: the store's address, and those
//! of mails.

use leadgate_delivery::alerts::Mail;
use leadgate_operations::open_store;
use leadgate_settings::{ConfigError, Settings, Sources};

/// Reads and checks all settings.
///
/// # Errors
/// The first setting that is wrong, where it stands, and what to do.
pub(crate) fn load(sources: &Sources) -> Result<Settings, ConfigError> {
    let settings = leadgate_settings::load(sources)?;
    check(&settings).map_err(|wrong| wrong.located(sources))?;
    Ok(settings)
}

fn check(settings: &Settings) -> Result<(), ConfigError> {
    open_store::check(&settings.store.url).map_err(|what| ConfigError::new("store.url", what))?;
    let Some(mail) = &settings.alerts.smtp else {
        return Ok(());
    };
    let made = Mail::new(mail.url.expose(), &mail.from, &mail.to);
    made.map(drop).map_err(|setting| {
        let what = match setting {
            "alerts.smtp.from" => "must be an address, such as leadgate@example.com",
            "alerts.smtp.to" => "must be addresses, such as [\"ops@example.com\"]",
            _ => "must be smtps://user:password@host, or smtp://host?tls=required",
        };
        ConfigError::new(setting, what)
    })
}
