//! Finds the leads of a person who asks for erasure.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use leadgate_rules::{email, phone};
use leadgate_store::{LeadFilter, Store, StoreError};

use super::super::super::Usage;
use super::super::pages::Pages;
use super::Erase;
use leadgate_intake::BlindIndexer;

/// What is looked for, in normal form.
pub(super) struct PersonQuery {
    emails: Vec<String>,
    phones: Vec<String>,
    ids: Vec<String>,
    /// Whether every lead is read.
    scan: bool,
}

impl PersonQuery {
    /// What a command asks for. The values are not repeated in errors: they end up in logs.
    pub(super) fn of(erase: &Erase) -> Result<Self> {
        let emails: Vec<_> = (erase.email.iter())
            .filter_map(|typed| email::parse(typed).ok())
            .collect();
        if emails.len() < erase.email.len() {
            bail!(Usage("--email: that is no e-mail address".to_owned()));
        }
        let phones: Vec<_> = (erase.phone.iter())
            .filter_map(|typed| phone::parse(typed, erase.country).ok())
            .map(|number| number.e164().to_owned())
            .collect();
        if phones.len() < erase.phone.len() {
            let country = erase.country.code();
            bail!(Usage(format!(
                "--phone: that is no phone number in {country}: begin with + and the country's code, or say --country"
            )));
        }
        Ok(Self {
            emails,
            phones,
            ids: erase.id.clone(),
            scan: erase.scan,
        })
    }

    /// Whether a stored lead names one of the values anywhere.
    fn is_in(&self, payload: &str) -> bool {
        let payload = payload.to_lowercase();
        let mut values = self.emails.iter().chain(&self.phones);
        values.any(|value| payload.contains(&value.to_lowercase()))
    }
}

/// The ids of the leads, each once, newest first.
pub(super) async fn find(store: &dyn Store, wanted: &PersonQuery) -> Result<Vec<String>> {
    let index = BlindIndexer::new(store.index_key().await?);
    let emails = wanted.emails.iter().map(|address| index.email(address).key);
    let phones = wanted.phones.iter().map(|number| index.phone(number).key);
    let person: Vec<String> = emails.chain(phones).collect();
    let mut found = Vec::new();
    if !person.is_empty() {
        let filter = LeadFilter {
            person,
            ..LeadFilter::default()
        };
        let mut pages = Pages::of(store, filter);
        while let Some(page) = pages.next().await? {
            found.extend(page.into_iter().map(|lead| lead.id));
        }
    }
    if wanted.scan {
        let mut pages = Pages::of(store, LeadFilter::default());
        while let Some(page) = pages.next().await? {
            for lead in page {
                let stored = match store.show(&lead.id).await {
                    Err(StoreError::Undecryptable(reason)) => {
                        eprintln!("leadgate: {reason}; whose it is cannot be told");
                        continue;
                    }
                    shown => shown?,
                };
                let payload = stored.and_then(|lead| lead.payload).unwrap_or_default();
                if wanted.is_in(&payload) {
                    found.push(lead.id);
                }
            }
        }
    }
    for id in &wanted.ids {
        // One that cannot be opened is there, too.
        match store.show(id).await {
            Ok(None) => bail!("there is no lead {id}"),
            Ok(Some(_)) | Err(StoreError::Undecryptable(_)) => {}
            Err(error) => return Err(error.into()),
        }
        found.push(id.clone());
    }
    let mut seen = BTreeSet::new();
    found.retain(|id| seen.insert(id.clone()));
    Ok(found)
}
