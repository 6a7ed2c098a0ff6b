//! The index of what persons are recognised by, and its newest part, which is in memory.
//!
//! Keys are hashes and come in no order: each would change another page of a large index, two for each
//! lead, which is more than all else that a lead writes. So they are written by lead, where they go to the
//! end of a table (`lead_keys`), and remembered here; a great many of them are put into the index
//! (`blind_indexes`) at once and in its order, a slice with each transaction.
//!
//! Memory may know too much, never too little: what was undone or erased is recognised by its row in
//! `lead_keys`, which is gone. What another process wrote is read from there.

use std::collections::HashMap;

use rusqlite::{Connection, Error, params};

use crate::compact::Compact;

/// When keys are put into the index, and how many at once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BuildSettings {
    /// How many are remembered before the index is built up to them. More make each page of the index
    /// change less often, take more memory (some 150 bytes each) and longer to read at the start.
    pub(crate) remembered_max: usize,
    /// How many go into the index with one transaction, at least.
    pub(crate) slice: usize,
}

impl Default for BuildSettings {
    fn default() -> Self {
        Self {
            remembered_max: 65_536,
            slice: 1024,
        }
    }
}

/// What is not in the index yet.
#[derive(Debug, Default)]
pub(crate) struct BlindIndex {
    build_settings: BuildSettings,
    /// The leads of each key, the first one first.
    remembered: HashMap<Compact, Vec<i64>>,
    /// How many keys of leads that is.
    size: usize,
    /// Up to this lead all is in the index.
    built: i64,
    /// Up to this lead all is in the index or remembered.
    known: i64,
    build: Option<Build>,
    transaction: Transaction,
}

/// Keys on their way into the index, in its order.
#[derive(Debug)]
struct Build {
    keys: Vec<(Compact, i64)>,
    done: usize,
    /// The last lead among them.
    up_to: i64,
}

/// What a transaction did, which counts once it is on disk.
#[derive(Debug, Default)]
struct Transaction {
    /// Whether what others wrote before it was read.
    is_current: bool,
    /// How many keys it wrote, and of which lead the last one is.
    written: usize,
    last: i64,
    /// How far the build has come with it.
    done: usize,
}

impl BlindIndex {
    pub(crate) fn new(build_settings: BuildSettings) -> Self {
        Self {
            build_settings,
            ..Self::default()
        }
    }

    /// A transaction has begun, and nothing of the one before it counts unless it was
    /// [committed](Self::committed).
    pub(crate) fn begun(&mut self) {
        self.transaction = Transaction::default();
    }

    /// The transaction is on disk.
    pub(crate) fn committed(&mut self) {
        let Transaction {
            written,
            last,
            done,
            ..
        } = std::mem::take(&mut self.transaction);
        if written > 0 {
            self.known = self.known.max(last);
        }
        if let Some(build) = &mut self.build {
            build.done = build.done.max(done);
        }
        match &self.build {
            Some(build) if build.done == build.keys.len() => {
                self.built = build.up_to;
                self.build = None;
                self.forget_what_is_built();
            }
            None if self.size >= self.build_settings.remembered_max => {
                self.build = Some(self.build_of_all())
            }
            Some(_) | None => {}
        }
    }

    fn forget_what_is_built(&mut self) {
        let built = self.built;
        self.remembered.retain(|_, leads| {
            leads.retain(|lead| *lead > built);
            !leads.is_empty()
        });
        self.size = self.remembered.values().map(Vec::len).sum();
    }

    fn build_of_all(&self) -> Build {
        let mut keys: Vec<(Compact, i64)> = (self.remembered.iter())
            .flat_map(|(key, leads)| leads.iter().map(|lead| (key.clone(), *lead)))
            .collect();
        keys.sort_unstable();
        Build {
            keys,
            done: 0,
            up_to: self.known,
        }
    }

    /// Reads what others wrote, once in each transaction.
    fn catch_up(&mut self, connection: &Connection) -> Result<(), Error> {
        if self.transaction.is_current {
            return Ok(());
        }
        let built: i64 = connection
            .prepare_cached(
                "select lead_seq
                from blind_indexes_built",
            )?
            .query_row([], |row| row.get(0))?;
        if built != self.built {
            // Another process built it further; here, too, it may be under way.
            self.build = None;
            self.built = built;
            self.known = self.known.max(built);
            self.forget_what_is_built();
        }
        let mut keys = connection.prepare_cached(
            "select lead_seq, key
            from lead_keys
            where lead_seq > ?1
            order by lead_seq",
        )?;
        let mut keys = keys.query([self.known])?;
        while let Some(row) = keys.next()? {
            let lead_seq = row.get(0)?;
            self.remember(lead_seq, row.get(1)?);
            self.known = lead_seq;
        }
        self.transaction.is_current = true;
        Ok(())
    }

    fn remember(&mut self, lead_seq: i64, key: Compact) {
        let leads = self.remembered.entry(key).or_default();
        // What was undone leaves numbers behind, which come again and in another order.
        if let Err(at) = leads.binary_search(&lead_seq) {
            leads.insert(at, lead_seq);
            self.size += 1;
        }
    }

    /// Puts the next slice of what is on its way into the index. Called once in each transaction.
    pub(crate) fn build(&mut self, connection: &Connection) -> Result<(), Error> {
        let Some(build) = &self.build else {
            return Ok(());
        };
        let end = build.keys.len();
        let slice = self.build_settings.slice.max(2 * self.transaction.written);
        let until = end.min(build.done + slice);
        // One that was erased meanwhile, by whomever, must not come back.
        let mut insert = connection.prepare_cached(
            "insert into blind_indexes (key, lead_seq)
            select key, lead_seq
            from lead_keys
            where lead_seq = ?1
              and key = ?2
            on conflict do nothing",
        )?;
        for (key, lead_seq) in &build.keys[build.done..until] {
            insert.execute(params![lead_seq, key])?;
        }
        if until == end {
            connection
                .prepare_cached(
                    "update blind_indexes_built
                    set lead_seq = max(lead_seq, ?1)",
                )?
                .execute([build.up_to])?;
        }
        self.transaction.done = until;
        Ok(())
    }

    /// Adds a key of a lead that was stored just now, in this transaction.
    pub(crate) fn add(
        &mut self,
        connection: &Connection,
        lead_seq: i64,
        kind: &str,
        key: &Compact,
    ) -> Result<(), Error> {
        self.catch_up(connection)?;
        insert(connection, lead_seq, kind, key)?;
        self.remember(lead_seq, key.clone());
        self.transaction.written += 1;
        self.transaction.last = lead_seq;
        Ok(())
    }

    /// The leads of a key that may not be in the index yet, the first one first.
    pub(crate) fn remembered(
        &mut self,
        connection: &Connection,
        key: &Compact,
    ) -> Result<&[i64], Error> {
        self.catch_up(connection)?;
        Ok(self.remembered.get(key).map_or(&[], Vec::as_slice))
    }
}

fn insert(connection: &Connection, lead_seq: i64, kind: &str, key: &Compact) -> Result<(), Error> {
    // A lead may name the same number twice.
    connection
        .prepare_cached(
            "insert into lead_keys (lead_seq, key, kind)
            values (?1, ?2, ?3)
            on conflict do nothing",
        )?
        .execute(params![lead_seq, key, kind])?;
    Ok(())
}

/// Adds a key of a lead that was stored at any time, by whomever: it goes into the index at once.
pub(crate) fn add_later(
    connection: &Connection,
    lead_seq: i64,
    kind: &str,
    key: &Compact,
) -> Result<(), Error> {
    insert(connection, lead_seq, kind, key)?;
    connection
        .prepare_cached(
            "insert into blind_indexes (key, lead_seq)
            values (?1, ?2)
            on conflict do nothing",
        )?
        .execute(params![key, lead_seq])?;
    Ok(())
}

/// Removes all keys of a lead.
pub(crate) fn remove(connection: &Connection, lead_seq: i64) -> Result<(), Error> {
    connection
        .prepare_cached(
            "delete from blind_indexes
            where lead_seq = ?1
              and key in (
                  select key
                  from lead_keys
                  where lead_seq = ?1
              )",
        )?
        .execute([lead_seq])?;
    connection
        .prepare_cached(
            "delete from lead_keys
            where lead_seq = ?1",
        )?
        .execute([lead_seq])?;
    Ok(())
}

#[cfg(test)]
mod tests;
