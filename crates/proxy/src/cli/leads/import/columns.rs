//! What the columns of a table mean: the form's fields by their names, and what travels with them.

use leadgate_model::wire::{ATTRIBUTION, PRODUCT};
use leadgate_model::{Asked, Condition, ConsentText, Draft, FieldKind};

use super::problem::TableProblem;
use crate::cli::leads::formula;

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
                _ => Holds::Text,
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
    pub(super) fn draft(&self, cells: &[String]) -> (Draft, Vec<TableProblem>) {
        let (mut draft, mut problems) = (Draft::default(), Vec::new());
        if cells.len() != self.0.len() {
            problems.push(TableProblem::CellCount {
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
                    None => problems.push(TableProblem::NeitherYesNorNo { column: column() }),
                },
                Holds::Words => {
                    for word in text.split([',', ';', '|']) {
                        draft.push(name, word);
                    }
                }
                // A page's mistake costs the number, not the lead. This is no page: somebody is
                // there to mend it.
                Holds::Number if !is_number(text.trim()) => {
                    problems.push(TableProblem::NotANumber { column: column() });
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
mod tests {
    use leadgate_model::Form;

    use super::*;

    fn known(left_out: &[String]) -> Known {
        let consent = ConsentText {
            purpose: "marketing".to_owned(),
            version: "1".to_owned(),
            text: "…".to_owned(),
            required: false,
        };
        let draft = Draft::default();
        let form = Asked {
            spec: Form::ThirdParty.spec(),
            draft: &draft,
            left_out,
        };
        Known::of(&form, &[consent])
    }

    fn header(cells: &str) -> Vec<String> {
        cells.split(',').map(str::to_owned).collect()
    }

    fn refused(cells: &str) -> String {
        let refused = known(&[]).columns(&header(cells), false);
        refused.err().unwrap()
    }

    #[test]
    fn unknown_columns_are_named_beside_those_that_exist() {
        let sentence = refused("first_name,shoe_size,,email");
        for part in [
            "shoe_size, number 3, without a name.",
            "landline_country",
            "utm_source",
            "consent_marketing_version",
        ] {
            assert!(sentence.contains(part), "{part}: {sentence}");
        }
        let lenient = known(&[]).columns(&header("first_name,last_name,email,shoe_size,"), true);
        assert!(lenient.is_ok(), "{:?}", lenient.err());
    }

    #[test]
    fn a_column_that_every_row_needs_is_asked_for() {
        let sentence = refused("first_name,landline,landline_country");
        assert_eq!(
            sentence,
            "columns are missing: last_name, email. Every row needs them"
        );
    }

    #[test]
    fn a_first_row_without_names_is_not_repeated() {
        let sentence = refused("Zebedeus,Peeters,zebedeus@example.be");
        assert!(
            sentence.starts_with("the first row has to hold the names"),
            "{sentence}"
        );
        assert!(!sentence.contains("ebedeus"), "{sentence}");
        assert!(refused("row,reasons").starts_with("the first row"));
    }

    #[test]
    fn a_field_that_the_partners_form_does_not_have_is_unknown() {
        let left_out = ["rrnr".to_owned()];
        let refused = known(&left_out).columns(&header("email,rrnr"), false);
        assert!(refused.err().unwrap().starts_with("unknown columns: rrnr."));
    }

    #[test]
    fn a_column_twice_is_refused() {
        assert_eq!(
            refused("email,first_name,Email"),
            "there are two columns Email"
        );
    }

    #[test]
    fn a_row_becomes_what_a_form_would_have_sent() {
        let names =
            "row,reasons,First_Name,last_name,email,is_hot,consent_marketing,remarks,product_id";
        let columns = known(&[]).columns(&header(names), false).unwrap();
        let cells = [
            "7", "bad", "An", "P", "a@b.be", "WAAR", " Non", "'=1+1", "53",
        ];
        let mut expected = vec![
            ("first_name", "An"),
            ("last_name", "P"),
            ("email", "a@b.be"),
            ("is_hot", "on"),
            ("consent_marketing", ""),
            ("remarks", "=1+1"),
            ("product_id", "53"),
        ];
        let (draft, problems) = columns.draft(&cells.map(str::to_owned));
        assert_eq!(draft, Draft::from_iter(expected.clone()));
        assert_eq!(problems, []);

        let cells = [
            "7", "bad", "An", "P", "a@b.be", "", "perhaps", "'=1+1", "fifty", "x",
        ];
        let (draft, problems) = columns.draft(&cells.map(str::to_owned));
        expected[3].1 = "";
        expected.retain(|(name, _)| !["consent_marketing", "product_id"].contains(name));
        assert_eq!(draft, Draft::from_iter(expected));
        let expected = [
            TableProblem::CellCount {
                cells: 10,
                columns: 9,
            },
            TableProblem::NeitherYesNorNo {
                column: "consent_marketing".to_owned(),
            },
            TableProblem::NotANumber {
                column: "product_id".to_owned(),
            },
        ];
        assert_eq!(problems, expected);
    }
}
