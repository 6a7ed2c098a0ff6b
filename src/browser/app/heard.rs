//! What happens to a form, told to the application as Rust values.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortController, AddEventListenerOptions, CustomEvent, CustomEventInit, Event, EventTarget,
    HtmlElement, PageTransitionEvent, window,
};

use crate::InvalidField;
use crate::app::handle::FormHandle;
use crate::app::props::Told;
use crate::browser::json;

/// What is listened for on the form's element.
const EVENTS: [&str; 7] = [
    "input",
    READY,
    START,
    "leadgate-invalid",
    "leadgate-submit",
    "leadgate-success",
    "leadgate-error",
];
pub(super) const READY: &str = "leadgate-ready";
const START: &str = "leadgate-start";

/// Listens until it is dropped.
pub(super) struct Listening {
    until: AbortController,
    _closure: Closure<dyn Fn(Event)>,
}

impl Listening {
    /// Listens to a form's element; `ended` is notified when what was on its way is answered.
    ///
    /// # Errors
    /// Not in any browser that is served.
    pub(super) fn to(
        host: &HtmlElement,
        told: Told,
        handle: FormHandle,
        ended: RwSignal<()>,
    ) -> Result<Self, JsValue> {
        let until = AbortController::new()?;
        let listening = AddEventListenerOptions::new();
        listening.set_signal(&until.signal());
        let started = Cell::new(false);
        let target = host.clone();
        // Telling the first input leads here again, hence no `FnMut`.
        let closure =
            Closure::<dyn Fn(Event)>::new(move |event: Event| match event.type_().as_str() {
                "input" => {
                    if !started.replace(true) {
                        tell(&target, START);
                    }
                }
                // Back from the next page: what is sent now is another lead.
                "pageshow" => {
                    let event: PageTransitionEvent = event.unchecked_into();
                    if event.persisted() {
                        handle.renew();
                    }
                }
                _ => {
                    let event: CustomEvent = event.unchecked_into();
                    pass_on(&event, told);
                    if matches!(
                        event.type_().as_str(),
                        "leadgate-invalid" | "leadgate-success" | "leadgate-error"
                    ) {
                        ended.notify();
                    }
                }
            });
        let add = |target: &EventTarget, name| {
            target.add_event_listener_with_callback_and_add_event_listener_options(
                name,
                closure.as_ref().unchecked_ref(),
                &listening,
            )
        };
        for name in EVENTS {
            add(host, name)?;
        }
        if let Some(window) = window() {
            add(&window, "pageshow")?;
        }
        Ok(Self {
            until,
            _closure: closure,
        })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.until.abort();
    }
}

fn pass_on(event: &CustomEvent, told: Told) {
    let detail = event.detail();
    match event.type_().as_str() {
        READY => run(told.ready, ()),
        START => run(told.start, ()),
        "leadgate-invalid" => run(told.invalid, fields(&detail)),
        "leadgate-submit" if told.submit.is_some_and(|may_send| !may_send.run(())) => {
            event.prevent_default();
        }
        "leadgate-success" => run(told.success, json::text(&detail, "id")),
        "leadgate-error" => run(told.error, json::status(&detail)),
        _ => {}
    }
}

fn run<T: 'static>(callback: Option<Callback<T>>, value: T) {
    if let Some(callback) = callback {
        callback.run(value);
    }
}

fn fields(detail: &JsValue) -> Vec<InvalidField> {
    json::list(detail, "fields", |wrong| InvalidField {
        field: json::text(wrong, "field"),
        code: json::text(wrong, "code"),
    })
}

/// Dispatches an event without data, as the element of other pages does.
pub(super) fn tell(host: &HtmlElement, name: &str) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&js_sys::Object::new());
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        drop(host.dispatch_event(&event));
    }
}
