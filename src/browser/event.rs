//! The events that a page may listen to. They bubble, cross the shadow root and hold no personal
//! data. (`leadgate-start` and `leadgate-ready` are the loader's.)

use serde::Serialize;
use serde::ser::SerializeMap as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::InvalidField;

/// Something that happened to a form.
pub(super) enum Event<'a> {
    /// An attempt to send with wrong fields.
    Invalid(&'a [InvalidField]),
    /// About to send; a listener may cancel.
    Submit,
    /// Stored by the proxy.
    Success(&'a str),
    /// Not stored; the status, 0 where no answer came.
    Error(u16),
}

impl Event<'_> {
    const fn name(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "leadgate-invalid",
            Self::Submit => "leadgate-submit",
            Self::Success(_) => "leadgate-success",
            Self::Error(_) => "leadgate-error",
        }
    }

    /// The event's data as a plain object; also what `submit()` resolves to or rejects with.
    pub(super) fn detail(&self) -> JsValue {
        let to_objects = Serializer::new().serialize_maps_as_objects(true);
        self.serialize(&to_objects).unwrap_or(JsValue::NULL)
    }
}

// Written as maps: for derived structs the serialiser keeps their names in a hash map of its own.

impl Serialize for Event<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut detail = to.serialize_map(None)?;
        match *self {
            Self::Submit => {}
            Self::Invalid(fields) => detail.serialize_entry("fields", fields)?,
            Self::Success(id) => detail.serialize_entry("id", id)?,
            Self::Error(status) => detail.serialize_entry("status", &status)?,
        }
        detail.end()
    }
}

impl Serialize for InvalidField {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut field = to.serialize_map(None)?;
        field.serialize_entry("field", &self.field)?;
        field.serialize_entry("code", &self.code)?;
        field.end()
    }
}

/// Dispatches an event on the element; false when a listener cancelled it.
pub(super) fn dispatch(host: &HtmlElement, event: &Event<'_>) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(matches!(event, Event::Submit));
    init.set_detail(&event.detail());
    CustomEvent::new_with_event_init_dict(event.name(), &init)
        .and_then(|event| host.dispatch_event(&event))
        .unwrap_or(true)
}
