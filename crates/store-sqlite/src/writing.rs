//! What the thread that writes works with: its connection, and what it knows besides.

use std::cell::{Cell, RefCell, RefMut};
use std::ops::Deref;

use leadgate_store::StoreError;
use rusqlite::{Connection, Error};

use crate::blind_index::{BlindIndex, BuildSettings};
use crate::error::store_error;

/// The connection that writes. Steps that need no more take it as a [`Connection`].
pub(crate) struct Writing {
    connection: Connection,
    blind_index: RefCell<BlindIndex>,
    /// Deliveries that the transaction has written.
    created: Cell<i64>,
}

/// Whether a disk has room for more than what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Enough,
    Scarce,
}

impl Deref for Writing {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl Writing {
    pub(crate) fn new(connection: Connection, build_settings: BuildSettings) -> Self {
        Self {
            connection,
            blind_index: RefCell::new(BlindIndex::new(build_settings)),
            created: Cell::default(),
        }
    }

    /// Makes the blind indexes of persons. To be let go of before the next step asks for it.
    pub(crate) fn blind_index(&self) -> RefMut<'_, BlindIndex> {
        self.blind_index.borrow_mut()
    }

    /// Begins a transaction that holds the write lock from its start: one that only asked for it at its
    /// first write could be refused after what it has read had changed.
    pub(crate) fn begin(&self) -> Result<(), StoreError> {
        self.execute("begin immediate").map_err(store_error)?;
        self.blind_index().begun();
        self.created.set(0);
        Ok(())
    }

    /// Adds to the number of deliveries that were ever written.
    pub(crate) fn count_created(&self, deliveries: i64) {
        self.created.set(self.created.get() + deliveries);
    }

    /// Ends a transaction, with the next slice of what is on its way into the blind index, or without
    /// where space is scarce.
    pub(crate) fn commit(&self, available: Room) -> Result<(), StoreError> {
        self.write_once(available).map_err(store_error)?;
        self.execute("commit").map_err(store_error)?;
        self.blind_index().committed();
        Ok(())
    }

    /// What a transaction writes once, whatever it consists of.
    fn write_once(&self, available: Room) -> Result<(), Error> {
        if self.created.get() > 0 {
            self.prepare_cached(
                "update totals
                set deliveries_created = deliveries_created + ?1",
            )?
            .execute([self.created.get()])?;
        }
        match available {
            Room::Enough => self.blind_index().build(self),
            Room::Scarce => Ok(()),
        }
    }

    /// Undoes a transaction, unless `SQLite` has ended it by itself, where the disk is full or broken.
    pub(crate) fn roll_back(&self) {
        if !self.is_autocommit() {
            // Where not even this succeeds, the next transaction cannot begin and says so.
            let _ = self.execute("rollback");
        }
    }

    fn execute(&self, statement: &str) -> Result<(), Error> {
        self.prepare_cached(statement)?.execute([]).map(drop)
    }
}
