//! The rules of single values. Each takes what was typed and returns the normal form or a problem.

pub mod bic;
pub mod birthdate;
pub mod card_number;
mod compact;
pub mod country;
pub mod ean;
pub mod email;
pub(crate) mod flag;
pub mod house_number;
pub mod iban;
pub(crate) mod invisible;
mod mod97;
pub mod national_number;
pub mod phone;
pub mod plain;
pub mod postal;
pub mod url;
pub mod vat;
