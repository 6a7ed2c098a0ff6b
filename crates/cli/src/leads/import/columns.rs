//! What the columns of a table mean: the form's fields by their names, and what travels with them.

use leadgate_model::wire::{ATTRIBUTION, PRODUCT};
use leadgate_model::{Asked, Condition, ConsentText, Draft, FieldKind};

use super::table_error::TableError;
use crate::leads::formula;

/// What rejected files have beside the columns of the table they come from.
pub(super) const OWN: [&str; 2] = ["row", "reasons"];

/// Words for a ticked box, beside those that forms send: what spreadsheets write in our languages.
const YES: [&str; 10] = [
    "on", "1", "true", "yes", "ja", "oui", "waar", "vrai", "wahr", "x",
];

/// The same for a box that is not ticked.
const NO: [&str; 10] = [
    "off", "0", "false", "no", "nee", "non", "nein", "onwaar", "faux", "falsch",
];

/// What a column's cells hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Holds {
    /// The value as it is.
    Text,
    /// Yes or no.
    Tick,
    /// Several words.
    Words,
    /// A number of the CRM's.
    Number,
    /// Nothing of ours.
    Nothing,
}

/// The columns that a form's table may have.
pub(super) struct Known {
    columns: Vec<(String, Holds)>,
    /// Names of fields without which no row can be good.
    required: Vec<&'static str>,
}

/// The columns of one table, in its order.
pub(super) struct Columns(Vec<(String, Holds)>);

impl Known {
    /// Of a form as its partner has it.
    pub(super) fn of(form: &Asked<'_>, consents: &[ConsentText]) -> Self {
        let (mut known, mut required) = (Vec::new(), Vec::new());
        for field in form.spec.fields.iter().filter(|field| form.has(field)) {
            let holds = match field.kind {
                FieldKind::Flag => Holds::Tick,
                FieldKind::Choices(_) => Holds::Words,
                FieldKind::Name
                | FieldKind::Email
                | FieldKind::Phone(_)
                | FieldKind::Slot
                | FieldKind::Moment
                | FieldKind::Hidden
                | FieldKind::Target
                | FieldKind::Line
                | FieldKind::Lines
                | FieldKind::Choice(_)
                | FieldKind::Country
                | FieldKind::Birthdate
                | FieldKind::HouseNumber
                | FieldKind::PostalCode
                | FieldKind::Vat
                | FieldKind::Iban
                | FieldKind::NationalNumber
                | FieldKind::CardNumber => Holds::Text,
            };
            known.push((field.name.to_owned(), holds));
            if field.kind == FieldKind::Slot {
                known.extend(["call_at", "call_until"].map(|name| (name.to_owned(), Holds::Text)));
            }
            if (field.shown, field.required) == (Condition::Always, Condition::Always) {
                required.push(field.name);
            }
        }
        // An address is a field of the forms that lead somewhere.
        let product = PRODUCT.into_iter().filter(|name| *name != "url");
        known.extend(product.map(|name| (name.to_owned(), Holds::Number)));
        for consent in consents {
            known.push((consent.field(), Holds::Tick));
            known.push((consent.version_field(), Holds::Text));
        }
        known.extend(ATTRIBUTION.map(|name| (name.to_owned(), Holds::Text)));
        Self {
            columns: known,
            required,
        }
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    /// Finds the columns of a header. `is_lenient`: unknown ones are passed over.
    ///
    /// # Errors
    /// A sentence on what is wrong with the header. It repeats no cell of a first row that is no
    /// header: that would be somebody's data.
    pub(super) fn columns(&self, header: &[String], is_lenient: bool) -> Result<Columns, String> {
        let find = |cell: &String| {
            let name = cell.to_ascii_lowercase();
            let own = OWN.contains(&name.as_str()).then_some(Holds::Nothing);
            let known = self.columns.iter().find(|(known, _)| *known == name);
            known.map(|(_, holds)| *holds).or(own).map(|it| (name, it))
        };
        let found: Vec<_> = header.iter().map(find).collect();
        let holds_data = |column: &&(String, Holds)| column.1 != Holds::Nothing;
        if found.iter().flatten().find(holds_data).is_none() {
            return Err(format!(
                "the first row has to hold the names of the fields, and holds none of them: {}",
                self.names()
            ));
        }
        if let Some(twice) =
            (1..found.len()).find(|&at| found[at].is_some() && found[..at].contains(&found[at]))
        {
            return Err(format!("there are two columns {}", header[twice]));
        }
        if !is_lenient && found.contains(&None) {
            let unknown = header.iter().zip(&found).zip(1..);
            let unknown = unknown.filter(|((_, column), _)| column.is_none());
            let unknown: Vec<String> = unknown
                .map(|((cell, _), number)| match cell.as_str() {
                    "" => format!("number {number}, without a name"),
                    name => name.to_owned(),
                })
                .collect();
            return Err(format!(
                "unknown columns: {}. There are: {}. With --ignore-unknown the others are imported",
                unknown.join(", "),
                self.names()
            ));
        }
        let has = |name: &str| found.iter().flatten().any(|(known, _)| known == name);
        let missing: Vec<&str> = self
            .required
            .iter()
            .copied()
            .filter(|name| !has(name))
            .collect();
        if !missing.is_empty() {
            return Err(format!(
                "columns are missing: {}. Every row needs them",
                missing.join(", ")
            ));
        }
        let skipped = || (String::new(), Holds::Nothing);
        let columns = found
            .into_iter()
            .map(|column| column.unwrap_or_else(skipped));
        Ok(Columns(columns.collect()))
    }
}

impl Columns {
    /// A row as a form would have sent it, and what only a table can have wrong: then the cell is
    /// as it was.
    pub(super) fn draft(&self, cells: &[String]) -> (Draft, Vec<TableError>) {
        let (mut draft, mut problems) = (Draft::default(), Vec::new());
        if cells.len() != self.0.len() {
            problems.push(TableError::CellCount {
                cells: cells.len(),
                columns: self.0.len(),
            });
        }
        for ((name, holds), cell) in self.0.iter().zip(cells) {
            let text = formula::restored(cell);
            let column = || name.clone();
            match holds {
                Holds::Text => draft.push(name, text),
                Holds::Tick => match tick(text) {
                    Some(value) => draft.push(name, value),
                    None => problems.push(TableError::NeitherYesNorNo { column: column() }),
                },
                Holds::Words => {
                    for word in text.split([',', ';', '|']) {
                        draft.push(name, word);
                    }
                }
                // A page's mistake costs the number, not the lead. This is no page: somebody is
                // there to mend it.
                Holds::Number if !is_number(text.trim()) => {
                    problems.push(TableError::NotANumber { column: column() });
                }
                Holds::Number => draft.push(name, text.trim()),
                Holds::Nothing => {}
            }
        }
        (draft, problems)
    }
}

/// What a form sends for a box; `None` for a word that says neither.
fn tick(cell: &str) -> Option<&'static str> {
    let word = cell.trim().to_lowercase();
    if YES.contains(&word.as_str()) {
        Some("on")
    } else if word.is_empty() || NO.contains(&word.as_str()) {
        Some("")
    } else {
        None
    }
}

/// Nothing, or what the proxy takes as the number of a product.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.is_empty() || text.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests;
