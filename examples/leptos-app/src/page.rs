//! The page: what is for sale, in which language, and the form with what became of it.

use leadgate::{Draft, Form, FormHandle, Lang, LeadForm, Product};
use leptos::prelude::*;

use crate::texts::{self, Offer, Told};

/// The whole page.
#[component]
pub fn Page() -> impl IntoView {
    let lang = RwSignal::new(Lang::Nl);
    let offer = RwSignal::new(Offer::Panels);
    let (told, tell) = signal(Told::Nothing);
    let form = FormHandle::new();

    // What the lead is about follows the visitor's choice; it travels in hidden inputs.
    let product = Signal::derive(move || Product {
        id: Some(offer.get().product_id()),
        subject: Some(texts::offer(offer.get(), lang.get()).to_owned()),
        ..Product::default()
    });
    let mut values = Draft::default();
    values.set("slot", "afternoon");

    view! {
        <header>
            <strong>"Zonnewijzer"</strong>
            <Languages lang />
        </header>
        <main>
            <section>
                <h1>{move || texts::title(lang.get())}</h1>
                <p>{move || texts::lead(lang.get())}</p>
                <Offers lang offer />
                <p class="told" role="status">
                    {move || texts::told(&told.get(), lang.get())}
                </p>
                <button on:click=move |_| form.reset()>{move || texts::empty(lang.get())}</button>
            </section>
            <LeadForm
                form=Form::CallMeBack
                proxy=proxy()
                partner="demo"
                lang
                product
                values
                handle=form
                on_start=move |()| tell.set(Told::Started)
                on_invalid=move |wrong| tell.set(Told::Wrong(wrong))
                on_success=move |id| tell.set(Told::Stored(id))
                on_error=move |status| tell.set(Told::Failed(status))
                attr:class="card"
            />
        </main>
    }
}

#[component]
fn Languages(lang: RwSignal<Lang>) -> impl IntoView {
    // What screen readers and hyphenation go by.
    Effect::new(move || {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("lang", lang.get().tag());
        }
    });
    let button = move |one: Lang| {
        view! {
            <button
                lang=one.tag()
                aria-pressed=move || (lang.get() == one).to_string()
                on:click=move |_| lang.set(one)
            >
                {texts::name(one)}
            </button>
        }
    };
    view! { <nav class="choices">{Lang::ALL.map(button).collect_view()}</nav> }
}

#[component]
fn Offers(lang: RwSignal<Lang>, offer: RwSignal<Offer>) -> impl IntoView {
    let button = move |one: Offer| {
        view! {
            <button
                aria-pressed=move || (offer.get() == one).to_string()
                on:click=move |_| offer.set(one)
            >
                {move || texts::offer(one, lang.get())}
            </button>
        }
    };
    view! { <div class="choices">{[Offer::Panels, Offer::Battery].map(button).collect_view()}</div> }
}

/// Where the proxy is: the page says so (index.html), so that one build serves every place.
fn proxy() -> String {
    let meta = document().query_selector("meta[name=leadgate-proxy]");
    let meta = meta.ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
}
