//! Forms of applications made with Leptos: what the element does for other pages (`www/embed/element.js`), in Rust.

pub(crate) mod arrival;
mod heard;
mod options;
pub(crate) mod render;

use std::time::Duration;

use leadgate_model::Draft;
use leadgate_model::wire::FormOptions;
use leptos::html::Div;
use leptos::logging::warn;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use self::heard::{Listening, READY, tell};
use self::render::Rendered;
use super::request::sleep;
use crate::app::handle::FormHandle;
use crate::app::props::{Holds, Place, Told};

/// Brings a form to where the component stands, and keeps it as the application says.
pub(crate) fn run(
    host: NodeRef<Div>,
    place: StoredValue<Place>,
    holds: Holds,
    told: Told,
    handle: FormHandle,
) {
    arrival::remember();
    // A form belongs to the component, and not to the run of an effect that made it.
    let owner = Owner::current().unwrap_or_default();
    let options = LocalResource::new(move || {
        let url = place.with_value(|place| place.url("/options", holds.lang.get()));
        async move { options::fetch(&url).await }
    });
    let listening = StoredValue::new_local(None);
    let ended = RwSignal::new(());
    Effect::new(move |_| {
        if let Some(host) = host.get() {
            let host: &HtmlElement = host.unchecked_ref();
            listening.set_value(Listening::to(host, told, handle, ended).ok());
        }
    });
    Effect::new(move |_| {
        ended.track();
        let (Some(host), Some(options)) = (host.get(), options.get()) else {
            return;
        };
        match options {
            Ok(options) => {
                let owner = owner.child();
                untrack(|| show(host.unchecked_ref(), owner, place, options, holds, handle));
            }
            Err(reason) => warn!("leadgate: the form cannot be shown: {reason}"),
        }
    });
    Effect::new(move |_| {
        let values = holds.values.get();
        handle.with(|form| form.fill(&values));
    });
    Effect::new(move |_| {
        let product = holds.product.get();
        handle.with(|form| form.write(&product));
    });
    on_cleanup(move || handle.clear());
}

/// Puts the form there, in place of another one, whose typed values it takes.
fn show(
    host: &HtmlElement,
    owner: Owner,
    place: StoredValue<Place>,
    options: FormOptions,
    holds: Holds,
    handle: FormHandle,
) {
    let before = handle.rendered();
    // What is on its way is answered first; its form is not torn away. Its end leads here again.
    if before
        .as_ref()
        .is_some_and(|form| form.is_of(&options) || form.is_busy())
    {
        return;
    }
    let typed = before.map(|form| form.typed());
    handle.clear();
    let form = place.with_value(|place| place.form);
    let mut hidden = arrival::inputs();
    for (name, value) in holds.product.get().inputs() {
        hidden.set(name, &value);
    }
    match Rendered::new(form, options, hidden, host, owner) {
        Ok(form) => {
            let values = typed.unwrap_or_else(|| holds.values.get());
            form.fill(&values);
            handle.hold(form);
            choose_later(handle, values);
            tell(host, READY);
        }
        Err(reason) => warn!("leadgate: the form cannot be shown: {reason:?}"),
    }
}

/// Dated slots are there only after the form was first synced.
fn choose_later(handle: FormHandle, values: Draft) {
    let slot = values.get("slot").to_owned();
    if slot.is_empty() {
        return;
    }
    spawn_local(async move {
        sleep(Duration::ZERO).await;
        let mut values = Draft::default();
        values.set("slot", &slot);
        handle.with(|form| form.fill(&values));
    });
}
