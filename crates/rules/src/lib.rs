//! The rules of single values. Each takes what was typed and returns the normal form or a [`FieldProblem`]. What a form
//! consists of, and which sentence a problem is told with, is decided in `leadgate-model`.
//!
//! No I/O, no clock, no randomness: what a rule needs is an argument.

pub mod bic;
pub mod birthdate;
pub mod build_part;
pub mod card_number;
mod compact;
pub mod country;
pub mod ean;
pub mod email;
pub mod flag;
pub mod house_number;
pub mod iban;
pub mod invisible;
mod mod97;
pub mod national_number;
pub mod phone;
pub mod plain;
pub mod postal;
mod problem;
pub mod time;
pub mod url;
pub mod vat;

pub use problem::{
    BicProblem, DigitsProblem, FieldProblem, IbanProblem, PhoneProblem, TargetProblem, VatProblem,
};
