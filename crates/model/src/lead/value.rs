//! What a rule makes of a field.

use leadgate_rules::phone::PhoneNumber;
use leadgate_rules::time::{CallSlot, SlotChoice};

/// A value that its rule accepted, in normal form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// The value's text: words of a choice joined by commas, `1` or `0` for a box.
    Text(String),
    /// A callable phone number.
    Phone(PhoneNumber),
    /// When to call: what was chosen, and the slot that it means now.
    Slot(SlotChoice, CallSlot),
}
