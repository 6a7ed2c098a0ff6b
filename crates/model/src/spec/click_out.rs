//! A visitor goes on to a supplier. A partner may ask nothing here: then the fields about the
//! person are left out, and the click is counted.

use super::person::{EMAIL, FIRST_NAME, LAST_NAME};
use super::{FieldKind, FieldSpec, FormSpec};
use crate::text::Text;

pub(crate) static CLICK_OUT: FormSpec = FormSpec {
    fields: &[
        FIRST_NAME,
        LAST_NAME,
        EMAIL,
        FieldSpec::new("url", FieldKind::Target, Text::Target)
            .required(Text::TargetMissing)
            .max_chars(2000),
    ],
    title: Text::ClickOutTitle,
    action: Text::ClickOutAction,
    note: Text::ClickOutNote,
    done: Text::ClickOutDone,
    next: None,
    change: Text::SuccessChange,
};
