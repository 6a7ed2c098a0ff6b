//! Wrong connectors: each would cost leads, or show a secret.

use std::collections::BTreeMap;

use leadgate_connectors::GRACE;
use leadgate_model::{FieldKind, Form};
use url::Url;

use super::{ConfigError, fail};
use crate::{Codes, Settings};

/// One lead in a hundred seconds is slower than any CRM; below it, leads would wait for ever.
const PER_SECOND_MIN: f64 = 0.01;
/// Above it, a limit limits nothing.
const PER_SECOND_MAX: f64 = 10_000.0;

pub(super) fn check(settings: &Settings) -> Result<(), ConfigError> {
    for (name, connector) in &settings.connectors {
        let place = format!("connectors.{name}");
        let Ok(url) = Url::parse(&connector.url) else {
            return fail(
                format!("{place}.url"),
                "must be the CRM's address (or set AB_CRM_URL)",
            );
        };
        if !matches!(url.scheme(), "http" | "https")
            || url.query().is_some()
            || url.fragment().is_some()
        {
            return fail(
                format!("{place}.url"),
                "must be an http or https address without a query",
            );
        }
        if !url.username().is_empty() || url.password().is_some() {
            return fail(
                format!("{place}.url"),
                "must not hold a user or password: they would be logged. Use id and key",
            );
        }
        if connector.timeout_seconds == 0 {
            return fail(format!("{place}.timeout_seconds"), "must be at least 1");
        }
        if connector.concurrency == Some(0) {
            return fail(format!("{place}.concurrency"), "must be at least 1");
        }
        if let Some(per_second) = connector.per_second
            && !(PER_SECOND_MIN..=PER_SECOND_MAX).contains(&per_second)
        {
            return fail(
                format!("{place}.per_second"),
                format!(
                    "must be from {PER_SECOND_MIN} to {PER_SECOND_MAX}; leave it out for no limit"
                ),
            );
        }
        if connector.id.is_empty() {
            return fail(
                format!("{place}.id"),
                "is missing: set it, id_file or AB_CRM_ID",
            );
        }
        if connector.key.is_empty() {
            return fail(
                format!("{place}.key"),
                "is missing: set it, key_file or AB_CRM_KEY",
            );
        }
        codes(&format!("{place}.codes"), &connector.codes)?;
        let shortest = connector.timeout_seconds + GRACE.as_secs();
        if settings.delivery.lease_seconds <= shortest {
            return fail(
                "delivery.lease_seconds",
                format!(
                    "must be more than {shortest}, {place}.timeout_seconds and a little, or a slow answer is delivered twice"
                ),
            );
        }
    }
    Ok(())
}

/// A code of the form that does not exist is a slip, and the one that was meant keeps its default.
fn codes(place: &str, codes: &Codes) -> Result<(), ConfigError> {
    for (setting, field, map) in [
        ("genders", "gender", &codes.genders),
        ("segments", "segment", &codes.segments),
        (
            "building_types",
            "address_building_type",
            &codes.building_types,
        ),
    ] {
        known_codes(&format!("{place}.{setting}"), field, map)?;
    }
    if !codes.languages.contains(&codes.default_language) {
        return fail(
            format!("{place}.default_language"),
            format!(
                "must be one of languages: {:?} is not among {:?}",
                codes.default_language, codes.languages
            ),
        );
    }
    Ok(())
}

fn known_codes(place: &str, field: &str, map: &BTreeMap<String, u32>) -> Result<(), ConfigError> {
    let kind = Form::ThirdParty.spec().field(field).map(|spec| spec.kind);
    let Some(FieldKind::Choice(choices)) = kind else {
        return fail(place, format!("no form has the field {field}"));
    };
    let is_known = |code: &String| choices.iter().any(|choice| choice.value == code);
    match map.keys().find(|code| !is_known(code)) {
        None => Ok(()),
        Some(unknown) => {
            let known: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
            fail(
                place,
                format!(
                    "names the code {unknown:?}, which the form has not: it has {}",
                    known.join(", ")
                ),
            )
        }
    }
}
