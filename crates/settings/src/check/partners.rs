//! Wrong partners: pages that could not send, clicks that would lead nowhere, leads that nobody
//! would get.

use leadgate_model::Form;
use url::{Origin, Url};

use super::{ConfigError, fail, known_forms};
use crate::{Dialect, Partner, Settings, host};

pub(super) fn check(settings: &Settings) -> Result<(), ConfigError> {
    for (key, partner) in &settings.partners {
        let place = format!("partners.{key}");
        let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if key.is_empty() || !key.bytes().all(is_plain) {
            return fail(
                place,
                "a partner's key has lower-case letters, digits, - and _ only: it stands in addresses and in pages",
            );
        }
        // The CRM's number is an integer; any other would cost every lead of this partner.
        if let Some(id) = partner.affiliate_id
            && !(1..=i64::from(u32::MAX)).contains(&id)
        {
            return fail(
                format!("{place}.affiliate_id"),
                format!("must be between 1 and {}", u32::MAX),
            );
        }
        origins(&format!("{place}.origins"), partner)?;
        click_out_hosts(&format!("{place}.click_out_hosts"), partner)?;
        known_forms(&format!("{place}.forms"), partner.forms.keys())?;
        anonymous(&format!("{place}.anonymous"), partner)?;
        for (form, connectors) in &partner.forms {
            destinations(
                settings,
                partner,
                &format!("{place}.forms.{form}"),
                form,
                connectors,
            )?;
        }
    }
    Ok(())
}

fn origins(place: &str, partner: &Partner) -> Result<(), ConfigError> {
    for origin in &partner.origins {
        let parsed = Url::parse(origin).map(|url| url.origin());
        let is_exact = match &parsed {
            // A star is a letter like others to a URL; whoever writes one means more than that.
            Ok(exact @ Origin::Tuple(scheme, ..)) => {
                exact.ascii_serialization() == *origin
                    && matches!(scheme.as_str(), "http" | "https")
                    && !origin.contains('*')
            }
            _ => false,
        };
        if !is_exact {
            return fail(
                place,
                format!(
                    "{origin:?} is not an origin: write each one out, https://www.example.com, without a path or a slash at its end"
                ),
            );
        }
    }
    Ok(())
}

fn click_out_hosts(place: &str, partner: &Partner) -> Result<(), ConfigError> {
    if let Some(wrong) = partner
        .click_out_hosts
        .iter()
        .find(|text| host(text).is_none())
    {
        return fail(
            place,
            format!(
                "{wrong:?} is not a host: write each one out, www.supplier.example, without https://, a port, a path or a star"
            ),
        );
    }
    let has_form = partner.forms.contains_key(Form::ClickOut.slug());
    if has_form && partner.click_out_hosts.is_empty() {
        return fail(
            place,
            "is empty, so every click-out would be refused: name the suppliers' hosts, such as [\"www.supplier.example\"], or leave the form click-out out",
        );
    }
    Ok(())
}

/// Every other form is about the person: without one it is nothing.
fn anonymous(place: &str, partner: &Partner) -> Result<(), ConfigError> {
    for name in &partner.anonymous {
        if name != Form::ClickOut.slug() {
            return fail(
                place,
                format!(
                    "{name:?} cannot be without a person: nobody could be called or answered. Only click-out can"
                ),
            );
        }
        if !partner.forms.contains_key(name) {
            return fail(
                place,
                format!(
                    "names {name:?}, which the partner may not use: add it to forms, or take it out here"
                ),
            );
        }
    }
    Ok(())
}

/// Where one form's leads go.
fn destinations(
    settings: &Settings,
    partner: &Partner,
    place: &str,
    form: &String,
    connectors: &[String],
) -> Result<(), ConfigError> {
    // A click without a person is counted here, and goes nowhere.
    if connectors.is_empty() && !partner.anonymous.contains(form) {
        return fail(
            place,
            "names no connector, so its leads would go nowhere: name one, such as [\"crm\"], or leave the form out",
        );
    }
    for name in connectors {
        let Some(connector) = settings.connectors.get(name) else {
            return fail(
                place,
                format!(
                    "names the connector {name:?}, which is not configured: add [connectors.{name}]"
                ),
            );
        };
        if form == Form::Insurance.slug() && connector.dialect == Dialect::Older {
            return fail(
                place,
                format!(
                    "names the connector {name:?}, whose CRM has no insurance leads: connectors.{name}.dialect is \"older\""
                ),
            );
        }
    }
    Ok(())
}
