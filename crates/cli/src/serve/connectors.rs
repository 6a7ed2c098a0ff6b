//! The connectors that the settings name, each with its account.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use leadgate_connectors::Connector as CrmConnector;
use leadgate_connectors::econtract::{
    CodeMap, Dialect as CrmDialect, EcontractConnector, EcontractSettings, LeadCodes,
};
use url::Url;

use leadgate_delivery::dispatcher::WorkerSettings;
use leadgate_settings::{Codes, Connector, ConnectorKind, Dialect, Settings};

/// Every configured connector, and how its deliveries are worked through.
///
/// # Errors
/// When one cannot be built, with its place in the settings.
pub(super) fn build(settings: &Settings) -> Result<Vec<(Arc<dyn CrmConnector>, WorkerSettings)>> {
    let connectors = settings.connectors.iter().map(|(name, connector)| {
        let worker = WorkerSettings {
            concurrency: connector
                .concurrency
                .unwrap_or(settings.delivery.concurrency),
            per_second: connector.per_second,
        };
        Ok((self::connector(name, connector)?, worker))
    });
    connectors.collect()
}

/// A connector with its account.
///
/// # Errors
/// When it cannot be built, with its place in the settings.
pub(super) fn connector(name: &str, connector: &Connector) -> Result<Arc<dyn CrmConnector>> {
    let place = || format!("connectors.{name}");
    match connector.kind {
        ConnectorKind::Econtract => {
            let account = econtract(connector).with_context(place)?;
            let connector = EcontractConnector::new(name, account).with_context(place)?;
            Ok(Arc::new(connector))
        }
    }
}

fn econtract(connector: &Connector) -> Result<EcontractSettings> {
    let url = Url::parse(&connector.url)?;
    let id = connector.id.clone().into_inner();
    let key = connector.key.clone().into_inner();
    Ok(EcontractSettings {
        timeout: Duration::from_secs(connector.timeout_seconds),
        remarks_id: connector.remarks_id,
        dialect: match connector.dialect {
            Dialect::Current => CrmDialect::Current,
            Dialect::Older => CrmDialect::Older,
        },
        codes: codes(&connector.codes),
        ..EcontractSettings::new(url, id, key)
    })
}

fn codes(codes: &Codes) -> LeadCodes {
    let map = |map: &BTreeMap<String, u32>| CodeMap(map.clone());
    LeadCodes {
        gender: codes.gender,
        segment: codes.segment,
        genders: map(&codes.genders),
        segments: map(&codes.segments),
        building_types: map(&codes.building_types),
        send_language: codes.send_language,
        languages: codes.languages.clone(),
        default_language: codes.default_language.clone(),
    }
}
