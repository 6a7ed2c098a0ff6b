//! Wrong settings of alerting: each would be noticed only when it is needed.

use url::{Host, Url};

use super::{ConfigError, fail};
use crate::{Alerts, Settings, Smtp};

pub(super) fn check(settings: &Settings) -> Result<(), ConfigError> {
    let alerts = &settings.alerts;
    for (name, seconds) in [
        ("after_seconds", alerts.after_seconds),
        ("every_seconds", alerts.every_seconds),
    ] {
        if seconds == 0 {
            return fail(format!("alerts.{name}"), "must be at least 1");
        }
    }
    webhook(alerts)?;
    alerts.smtp.as_ref().map_or(Ok(()), mail)
}

fn webhook(alerts: &Alerts) -> Result<(), ConfigError> {
    let place = "alerts.webhook";
    if alerts.webhook.is_empty() {
        return if alerts.secret.is_empty() {
            Ok(())
        } else {
            fail(
                "alerts.secret",
                "signs nothing: set alerts.webhook, or leave it out",
            )
        };
    }
    let url = Url::parse(alerts.webhook.expose()).ok();
    let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https")) else {
        return fail(place, "must be an http or https address");
    };
    if alerts.personal_data && url.scheme() == "http" && !is_here(&url) {
        return fail(
            place,
            "must be https where alerts.personal_data is set: what visitors typed would travel unencrypted",
        );
    }
    Ok(())
}

fn mail(mail: &Smtp) -> Result<(), ConfigError> {
    let place = "alerts.smtp.url";
    let address = mail.url.expose();
    if address.is_empty() {
        return fail(
            place,
            "is missing: set it or url_file, such as smtps://user:password@mail.example.com",
        );
    }
    let url = Url::parse(address).ok();
    let Some(url) = url.filter(|url| matches!(url.scheme(), "smtp" | "smtps")) else {
        return fail(
            place,
            "must be smtps://user:password@host, or smtp://host?tls=required",
        );
    };
    let is_encrypted = url.scheme() == "smtps"
        || url
            .query_pairs()
            .any(|(name, value)| name == "tls" && value == "required");
    if !is_encrypted && !is_here(&url) {
        return fail(
            place,
            "would send unencrypted: use smtps://, or add ?tls=required",
        );
    }
    if mail.to.is_empty() {
        return fail("alerts.smtp.to", "names nobody");
    }
    Ok(())
}

/// Whether an address is this machine's own.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
