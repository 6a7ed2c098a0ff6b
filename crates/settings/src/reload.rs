//! Settings that are read again while the proxy runs: what is taken over, and what waits for a
//! restart.
//!
//! What a request is judged and stored by is taken over, and how a CRM is spoken to. What was bound,
//! opened or begun at the start stays as it was.

use super::{ConfigError, Connector, Settings, check};

/// Settings for a proxy that runs, checked.
#[derive(Debug)]
pub struct Reloaded {
    /// The new ones, with what only a restart changes as it was.
    pub settings: Settings,
    /// What the new ones say otherwise and only a restart changes, by its name in the file.
    pub waiting: Vec<String>,
}

/// Applies what a running proxy (`running`) can change of settings that were read and checked (`read`).
///
/// # Errors
/// When what is taken over does not go together with what stays, such as a partner with a connector
/// that is new.
pub fn reload(running: &Settings, mut read: Settings) -> Result<Reloaded, ConfigError> {
    let mut waiting = Vec::new();
    let mut stays = Stays(&mut waiting);
    stays.keep(
        "server.listen",
        &mut read.server.listen,
        &running.server.listen,
    );
    stays.keep(
        "server.public_url",
        &mut read.server.public_url,
        &running.server.public_url,
    );
    stays.keep(
        "server.assets_dir",
        &mut read.server.assets_dir,
        &running.server.assets_dir,
    );
    stays.keep(
        "server.body_limit_bytes",
        &mut read.server.body_limit_bytes,
        &running.server.body_limit_bytes,
    );
    stays.keep(
        "server.shutdown_seconds",
        &mut read.server.shutdown_seconds,
        &running.server.shutdown_seconds,
    );
    stays.keep("store", &mut read.store, &running.store);
    stays.keep("delivery", &mut read.delivery, &running.delivery);
    stays.keep("alerts", &mut read.alerts, &running.alerts);
    stays.keep("retention", &mut read.retention, &running.retention);
    stays.keep("log", &mut read.log, &running.log);
    connectors(&mut stays, running, &mut read);
    if let Err(wrong) = check(&read) {
        return Err(match waiting.as_slice() {
            [] => wrong,
            names => wrong.and(&format!(
                "in the proxy that runs, {} stays as it was: restart it instead",
                names.join(", ")
            )),
        });
    }
    Ok(Reloaded {
        settings: read,
        waiting,
    })
}

/// A connector's deliveries are worked through from the start to the end of the process. How its CRM
/// is spoken to may change, its credentials above all.
fn connectors(stays: &mut Stays<'_>, running: &Settings, read: &mut Settings) {
    read.connectors.retain(|name, _| {
        let is_there = running.connectors.contains_key(name);
        if !is_there {
            stays.note(format!("connectors.{name}"));
        }
        is_there
    });
    for (name, was) in &running.connectors {
        let Some(connector) = read.connectors.get_mut(name) else {
            stays.note(format!("connectors.{name}"));
            read.connectors.insert(name.clone(), was.clone());
            continue;
        };
        let Connector {
            kind,
            concurrency,
            per_second,
            ..
        } = connector;
        let place = |setting: &str| format!("connectors.{name}.{setting}");
        stays.keep(place("kind"), kind, &was.kind);
        stays.keep(place("concurrency"), concurrency, &was.concurrency);
        stays.keep(place("per_second"), per_second, &was.per_second);
    }
}

/// The names of what stays and would be otherwise.
struct Stays<'a>(&'a mut Vec<String>);

impl Stays<'_> {
    /// Puts a setting back to what the proxy runs with.
    fn keep<T: Clone + PartialEq>(&mut self, name: impl Into<String>, read: &mut T, running: &T) {
        if read != running {
            self.note(name);
            read.clone_from(running);
        }
    }

    fn note(&mut self, name: impl Into<String>) {
        self.0.push(name.into());
    }
}

#[cfg(test)]
mod tests;
