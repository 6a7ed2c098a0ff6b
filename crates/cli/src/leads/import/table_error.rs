//! What is wrong with a row, in words: the forms' own reasons, and those that only tables have.

use leadgate_model::wire::FieldErrorOut;
use leadgate_model::{FieldKind, FormSpec, Lang};

/// What only a table can have wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum TableError {
    /// More cells than the header has, or fewer.
    CellCount {
        /// How many the row has.
        cells: usize,
        /// How many the header has.
        columns: usize,
    },
    /// A box holds a word that says neither.
    NeitherYesNorNo {
        /// The column.
        column: String,
    },
    /// A product's number is none.
    NotANumber {
        /// The column.
        column: String,
    },
}

impl TableError {
    /// As the forms' own errors are.
    pub(super) fn out(&self, lang: Lang) -> FieldErrorOut {
        let (field, code) = match self {
            Self::CellCount { .. } => ("", "cell_count"),
            Self::NeitherYesNorNo { column } => (column.as_str(), "neither_yes_nor_no"),
            Self::NotANumber { column } => (column.as_str(), "not_a_number"),
        };
        FieldErrorOut {
            field: field.to_owned(),
            code: code.to_owned(),
            params: [].into(),
            message: self.sentence(lang),
        }
    }

    fn sentence(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::CellCount { cells, columns }, Lang::Nl) => format!(
                "De rij heeft {cells} cellen en de eerste rij {columns}: kijk na of er een scheidingsteken of aanhalingsteken te veel of te weinig staat"
            ),
            (Self::CellCount { cells, columns }, Lang::Fr) => format!(
                "La ligne a {cells} cellules et la première ligne {columns} : vérifiez s’il y a un séparateur ou un guillemet de trop ou de moins"
            ),
            (Self::CellCount { cells, columns }, Lang::En) => format!(
                "The row has {cells} cells and the first row {columns}: look for a separator or a quotation mark too many or too few"
            ),
            (Self::CellCount { cells, columns }, Lang::De) => format!(
                "Die Zeile hat {cells} Zellen und die erste Zeile {columns}: Prüfen Sie, ob ein Trennzeichen oder Anführungszeichen zu viel ist oder fehlt"
            ),
            (Self::NeitherYesNorNo { .. }, Lang::Nl) => "Vul ja of nee in".to_owned(),
            (Self::NeitherYesNorNo { .. }, Lang::Fr) => "Indiquez oui ou non".to_owned(),
            (Self::NeitherYesNorNo { .. }, Lang::En) => "Enter yes or no".to_owned(),
            (Self::NeitherYesNorNo { .. }, Lang::De) => "Geben Sie ja oder nein ein".to_owned(),
            (Self::NotANumber { .. }, Lang::Nl) => "Vul een geheel getal in".to_owned(),
            (Self::NotANumber { .. }, Lang::Fr) => "Indiquez un nombre entier".to_owned(),
            (Self::NotANumber { .. }, Lang::En) => "Enter a whole number".to_owned(),
            (Self::NotANumber { .. }, Lang::De) => "Geben Sie eine ganze Zahl ein".to_owned(),
        }
    }
}

/// All reasons in one cell: each one's sentence, then field and code.
pub(super) fn reasons(errors: &[FieldErrorOut], spec: &FormSpec) -> String {
    let reasons: Vec<String> = errors.iter().map(|error| reason(error, spec)).collect();
    reasons.join(" | ")
}

fn reason(error: &FieldErrorOut, spec: &FormSpec) -> String {
    let FieldErrorOut {
        field,
        code,
        message,
        ..
    } = error;
    let choices = match spec.field(field).map(|field| field.kind) {
        Some(FieldKind::Choice(choices) | FieldKind::Choices(choices))
            if code == "choice_unknown" =>
        {
            // The list that a form shows.
            let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
            format!(": {}", values.join(", "))
        }
        _ => String::new(),
    };
    match field.as_str() {
        "" => format!("{message} ({code})"),
        field => format!("{message}{choices} ({field}: {code})"),
    }
}

#[cfg(test)]
mod tests {
    use leadgate_model::{FieldError, Form};
    use leadgate_rules::FieldProblem;

    use super::*;

    #[test]
    fn reasons_are_sentences_with_field_and_code() {
        let spec = Form::ThirdParty.spec();
        let error = |field: &'static str, problem| {
            let error = FieldError {
                field: field.into(),
                problem,
            };
            FieldErrorOut::new(&error, spec, Lang::En)
        };
        let cells = TableError::CellCount {
            cells: 3,
            columns: 4,
        };
        let errors = [
            cells.out(Lang::En),
            error("email", FieldProblem::EmailNoAt),
            error("gender", FieldProblem::ChoiceUnknown),
        ];
        let text = reasons(&errors, spec);
        let expected = [
            "The row has 3 cells and the first row 4: ",
            " (cell_count) | ",
            " (email: email_no_at) | ",
            "Choose from the list: 1, 2 (gender: choice_unknown)",
        ];
        for part in expected {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
