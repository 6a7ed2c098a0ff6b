//! What can be wrong with numbers that have a form and check digits: VAT, IBAN, BIC, cards, meters.

use crate::phone::Country;

/// What is wrong with a number of a fixed count of digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DigitsProblem {
    /// Something that is neither a digit nor between digits.
    Character,
    /// Digits are missing or too many.
    Length {
        /// How many there must be.
        expected: u8,
        /// How many there are.
        typed: usize,
    },
    /// The check digits do not fit: some digit is wrong.
    Check,
}

/// What is wrong with a VAT number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VatProblem {
    /// The code of a country whose numbers are not known.
    Country,
    /// Not as the country's numbers look.
    Form {
        /// The country.
        country: Country,
    },
    /// The check digits do not fit.
    Check,
}

/// What is wrong with an account number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IbanProblem {
    /// Not a country that has such numbers.
    Country,
    /// Characters are missing or too many.
    Length {
        /// The country's code.
        country: &'static str,
        /// How many characters its numbers have.
        expected: usize,
        /// How many there are.
        typed: usize,
    },
    /// A letter where the country's numbers have a digit, or the other way round.
    Form {
        /// The country's code.
        country: &'static str,
    },
    /// The check digits do not fit.
    Check,
}

/// What is wrong with a bank's code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BicProblem {
    /// Neither 8 nor 11 characters.
    Length,
    /// Something other than four letters at the start.
    Bank,
    /// The fifth and sixth character are no country's code.
    Country,
}

/// What is wrong with the address that a click-out leads to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TargetProblem {
    /// Not an absolute address.
    Unreadable,
    /// Not a web page.
    Scheme,
    /// A name or a password in the address.
    UserInfo,
    /// A host that is not on the partner's list.
    Host,
}

type Params = Vec<(&'static str, String)>;

impl DigitsProblem {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Character => "digits_character",
            Self::Length { .. } => "digits_length",
            Self::Check => "digits_check",
        }
    }

    pub(super) fn params(self) -> Params {
        match self {
            Self::Length { expected, typed } => vec![
                ("expected", expected.to_string()),
                ("typed", typed.to_string()),
            ],
            Self::Character | Self::Check => Vec::new(),
        }
    }
}

impl VatProblem {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Country => "vat_country",
            Self::Form { .. } => "vat_form",
            Self::Check => "vat_check",
        }
    }

    pub(super) fn params(self) -> Params {
        match self {
            Self::Form { country } => vec![("country", country.code().to_owned())],
            Self::Country | Self::Check => Vec::new(),
        }
    }
}

impl IbanProblem {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Country => "iban_country",
            Self::Length { .. } => "iban_length",
            Self::Form { .. } => "iban_form",
            Self::Check => "iban_check",
        }
    }

    pub(super) fn params(self) -> Params {
        match self {
            Self::Length {
                country,
                expected,
                typed,
            } => vec![
                ("country", country.to_owned()),
                ("expected", expected.to_string()),
                ("typed", typed.to_string()),
            ],
            Self::Form { country } => vec![("country", country.to_owned())],
            Self::Country | Self::Check => Vec::new(),
        }
    }
}

impl BicProblem {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Length => "bic_length",
            Self::Bank => "bic_bank",
            Self::Country => "bic_country",
        }
    }
}

impl TargetProblem {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "url_unreadable",
            Self::Scheme => "url_scheme",
            Self::UserInfo => "url_user_info",
            Self::Host => "url_host",
        }
    }
}
