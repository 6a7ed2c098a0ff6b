//! The channels of alerts that the settings name.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use url::Url;

use leadgate_delivery::alerts::{AlertSettings, Channel, Mail, Webhook};
use leadgate_settings::{Alerts, Settings};

/// Every configured channel.
///
/// # Errors
/// When one cannot be built, with its place in the settings.
pub(super) fn channels(alerts: &Alerts) -> Result<Vec<Box<dyn Channel>>> {
    let mut channels: Vec<Box<dyn Channel>> = Vec::new();
    if !alerts.webhook.is_empty() {
        let secret = (!alerts.secret.is_empty()).then(|| alerts.secret.clone().into_inner());
        let url = Url::parse(alerts.webhook.expose()).context("alerts.webhook")?;
        channels.push(Box::new(
            Webhook::new(url, secret).context("alerts.webhook")?,
        ));
    }
    if let Some(smtp) = &alerts.smtp {
        let mail = Mail::new(smtp.url.expose(), &smtp.from, &smtp.to);
        channels.push(Box::new(mail.map_err(|place| anyhow!("{place} is wrong"))?));
    }
    Ok(channels)
}

/// When operators are notified, and of what.
pub(super) fn settings(settings: &Settings) -> AlertSettings {
    let alerts = &settings.alerts;
    AlertSettings {
        after: Duration::from_secs(alerts.after_seconds),
        every: Duration::from_secs(alerts.every_seconds),
        personal_data: alerts.personal_data,
        source: settings.server.public_url.clone(),
    }
}
