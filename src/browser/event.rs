//! The events that a page may listen to. They bubble, cross the shadow root and hold no personal
//! data. (`leadgate-start` and `leadgate-ready` are the loader's.)

use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// Something that happened to a form.
pub(super) enum Event<'a> {
    /// A try to send with wrong fields.
    Invalid(&'a [InvalidField]),
    /// About to send; a listener may cancel.
    Submit,
    /// Stored by the proxy.
    Success(&'a str),
    /// Not stored; the status, 0 where no answer came.
    Error(u16),
}

/// A wrong field by name and code.
#[derive(Serialize)]
pub(super) struct InvalidField {
    pub(super) field: String,
    pub(super) code: String,
}

/// The `detail` of an event; also what `submit()` resolves to or rejects with.
#[derive(Default, Serialize)]
struct Detail<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<&'a [InvalidField]>,
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

    /// The event's data as a plain object.
    pub(super) fn detail(&self) -> JsValue {
        let detail = match *self {
            Self::Submit => Detail::default(),
            Self::Invalid(fields) => Detail {
                fields: Some(fields),
                ..Detail::default()
            },
            Self::Success(id) => Detail {
                id: Some(id),
                ..Detail::default()
            },
            Self::Error(status) => Detail {
                status: Some(status),
                ..Detail::default()
            },
        };
        serde_wasm_bindgen::to_value(&detail).unwrap_or(JsValue::NULL)
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
