//! A visitor asks to be called back.

use super::person::{EMAIL, FIRST_NAME, LAST_NAME, PHONE, REMARKS};
use super::{FieldKind, FieldSpec, FormSpec};
use crate::text::Text;

pub(crate) static CALL_ME_BACK: FormSpec = FormSpec {
    fields: &[
        FIRST_NAME,
        LAST_NAME,
        PHONE.required(Text::PhoneMissing),
        EMAIL.help(Text::EmailHelp),
        FieldSpec::new("slot", FieldKind::Slot, Text::Slot)
            .max_chars(50)
            .help(Text::SlotHelp),
        REMARKS,
        FieldSpec::new("subject", FieldKind::Hidden, Text::Subject).max_chars(200),
    ],
    title: Text::CallMeBackTitle,
    action: Text::CallMeBackAction,
    note: Text::CallMeBackNote,
    done: Text::SuccessTitle,
    next: None,
    change: Text::SuccessChangeCall,
};
