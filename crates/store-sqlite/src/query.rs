//! A query that is put together at run time: its text, and the values that belong to it in their
//! order. Values never get into the text.

use rusqlite::{Connection, Error, Row, ToSql, params_from_iter};

/// SQL with a `?` for each value.
pub(crate) struct Query {
    sql: String,
    values: Vec<Box<dyn ToSql>>,
}

impl Query {
    pub(crate) fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            values: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    pub(crate) fn bind(&mut self, value: impl ToSql + 'static) -> &mut Self {
        self.sql.push('?');
        self.values.push(Box::new(value));
        self
    }

    /// `(?, ?, …)`, one for each value.
    pub(crate) fn bind_all<V: ToSql + 'static>(
        &mut self,
        values: impl IntoIterator<Item = V>,
    ) -> &mut Self {
        self.push("(");
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self.push(")")
    }

    /// Reads each row that it finds, in its order.
    pub(crate) fn each(
        &self,
        connection: &Connection,
        mut read: impl FnMut(&Row<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = connection.prepare_cached(&self.sql)?;
        let mut rows = statement.query(params_from_iter(&self.values))?;
        while let Some(row) = rows.next()? {
            read(row)?;
        }
        Ok(())
    }

    /// All that it finds, in its order.
    pub(crate) fn all<T>(
        &self,
        connection: &Connection,
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        self.each(connection, |row| {
            all.push(read(row)?);
            Ok(())
        })?;
        Ok(all)
    }
}
