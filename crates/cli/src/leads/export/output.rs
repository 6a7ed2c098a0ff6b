//! Standard output as an export has it: a table or JSON lines.

use std::io::{self, BufWriter, StdoutLock, Write as _, stdout};

use anyhow::Result;
use leadgate_model::wire::LeadPayload;
use leadgate_store::LeadDetail;
use serde_json::Value;

use super::Export;
use crate::leads::formula::defused;

/// What is told of a lead. `payload` is `None` once a lead has been erased.
pub(super) trait Records {
    /// The names of the columns.
    fn header(&self) -> Vec<String>;

    /// The rows of a table, each with a cell for every column.
    fn rows(&self, lead: &LeadDetail, payload: Option<&LeadPayload>) -> Vec<Vec<String>>;

    /// The same as JSON, one value for each line.
    ///
    /// # Errors
    /// Where something has no JSON.
    fn values(
        &self,
        lead: &LeadDetail,
        payload: Option<&LeadPayload>,
    ) -> serde_json::Result<Vec<Value>>;
}

type Out = BufWriter<StdoutLock<'static>>;

/// Standard output.
pub(super) enum Output {
    /// A table.
    Table(Box<csv::Writer<Out>>),
    /// JSON lines.
    Lines(Out),
}

impl Output {
    /// Begins with the header, where there is one.
    ///
    /// # Errors
    /// When nobody reads.
    pub(super) fn of(export: &Export, records: &dyn Records) -> Result<Self> {
        let mut out = BufWriter::new(stdout().lock());
        if export.json {
            return Ok(Self::Lines(out));
        }
        if export.excel {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let delimiter = if export.excel { b';' } else { b',' };
        let mut builder = csv::WriterBuilder::new();
        let mut table = builder.delimiter(delimiter).from_writer(out);
        table.write_record(records.header())?;
        Ok(Self::Table(Box::new(table)))
    }

    /// Prints a lead's records.
    ///
    /// # Errors
    /// When nobody reads.
    pub(super) fn write(
        &mut self,
        records: &dyn Records,
        lead: &LeadDetail,
        payload: Option<&LeadPayload>,
    ) -> Result<()> {
        match self {
            Self::Table(table) => {
                for row in records.rows(lead, payload) {
                    table.write_record(row.iter().map(|cell| defused(cell).into_owned()))?;
                }
            }
            Self::Lines(out) => {
                for value in records.values(lead, payload)? {
                    serde_json::to_writer(&mut *out, &value).map_err(io::Error::from)?;
                    out.write_all(b"\n")?;
                }
            }
        }
        Ok(())
    }

    /// Prints what is still held back.
    ///
    /// # Errors
    /// When nobody reads.
    pub(super) fn end(self) -> io::Result<()> {
        match self {
            Self::Table(mut table) => table.flush(),
            Self::Lines(mut out) => out.flush(),
        }
    }
}
