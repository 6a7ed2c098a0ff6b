//! The texts that the install page has for itself.

pub(super) mod de;
pub(super) mod en;
pub(super) mod fr;

use super::Table;
