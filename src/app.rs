//! A form in an application that is made with Leptos, rendered and run by the application's own WebAssembly: no loader,
//! no second module. Its nodes, checks and requests are those of `<leadgate-form>`; what the element does in JavaScript
//! is done in `browser::app` here. On a server there is a link to the form's own page, which needs no script.
#![expect(
    unreachable_pub,
    reason = "the component macro makes every component's function public"
)]

pub(crate) mod handle;
pub(crate) mod product;
pub(crate) mod props;

use leadgate_model::{Draft, Form, Lang};
use leptos::attr::custom::custom_attribute;
use leptos::html;
use leptos::prelude::*;

pub use handle::FormHandle;
pub use product::Product;
use props::{Holds, Place, Told};

#[cfg(target_arch = "wasm32")]
use crate::browser::app as browser;
use crate::{InvalidField, Theme};

/// A lead form, in a shadow root of its own. Until the proxy has said what this partner's form is like (consents,
/// opening hours), and where it cannot be asked, there is a link to the form's own page.
///
/// The root element takes the attributes that the application adds: `<LeadForm … attr:class="wide" />`. Custom
/// properties and parts style the form, as everywhere. The events `leadgate-ready`, `leadgate-start`, … are dispatched
/// on it, too, for scripts of the page.
///
/// Nothing that the application is told holds personal data.
#[component]
pub fn LeadForm(
    /// Which form.
    form: Form,
    /// The proxy's public URL: `https://leads.example.com`.
    #[prop(into)]
    proxy: String,
    /// The public partner key. Its `origins` on the proxy have to list the application's.
    #[prop(into)]
    partner: String,
    /// The language. When it changes, what was typed stays; consents are asked for anew.
    #[prop(into)]
    lang: Signal<Lang>,
    /// Light or dark; as the page is, unless said.
    #[prop(optional, into)]
    theme: Signal<Theme>,
    /// What the lead is about; goes to the CRM.
    #[prop(optional, into)]
    product: Signal<Product>,
    /// What is filled in beforehand, by field name: several values for several boxes, `on` for a box by itself. Consents
    /// are passed over.
    #[prop(optional, into)]
    values: Signal<Draft>,
    /// The way to `submit()` and `reset()`.
    #[prop(optional)]
    handle: Option<FormHandle>,
    /// The form is there and can be used.
    #[prop(optional, into)]
    on_ready: Option<Callback<()>>,
    /// The first input.
    #[prop(optional, into)]
    on_start: Option<Callback<()>>,
    /// An attempt to send with wrong fields, found here or by the proxy.
    #[prop(optional, into)]
    on_invalid: Option<Callback<Vec<InvalidField>>>,
    /// Before the request; `false` cancels it.
    #[prop(optional, into)]
    on_submit: Option<Callback<(), bool>>,
    /// The lead is on the proxy's disk: its id.
    #[prop(optional, into)]
    on_success: Option<Callback<String>>,
    /// The lead could not be sent: the HTTP status, 0 where no answer came. What was typed stays.
    #[prop(optional, into)]
    on_error: Option<Callback<u16>>,
) -> impl IntoView {
    let place = StoredValue::new(Place {
        form,
        proxy,
        partner,
    });
    let host = NodeRef::<html::Div>::new();
    let told = Told {
        ready: on_ready,
        start: on_start,
        invalid: on_invalid,
        submit: on_submit,
        success: on_success,
        error: on_error,
    };
    let holds = Holds {
        lang,
        product,
        values,
    };
    let handle = handle.unwrap_or_default();
    #[cfg(target_arch = "wasm32")]
    browser::run(host, place, holds, told, handle);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (told, holds, handle);
    let page = move || place.with_value(|place| place.url("", lang.get()));
    view! {
        <div {..custom_attribute("theme", move || theme.get().name())} node_ref=host>
            <a href=page>{move || form.spec().action.translation(lang.get())}</a>
        </div>
    }
}

/// Remembers where the visitor came from: campaign and referrer go with every lead from now on.
///
/// A form does this by itself when it is first there. An application that changes its address before, as routers do,
/// calls this when it starts.
pub fn remember_arrival() {
    #[cfg(target_arch = "wasm32")]
    browser::arrival::remember();
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn on_a_server_the_form_is_a_link_to_its_own_page() {
        let html = Owner::new().with(|| {
            view! {
                <LeadForm
                    form=Form::CallMeBack
                    proxy="https://leads.example/"
                    partner="acme"
                    lang=Lang::En
                    theme=Theme::Dark
                    on_success=|_| ()
                    attr:class="wide"
                />
            }
            .to_html()
        });
        let url = "https://leads.example/v1/forms/call-me-back?partner=acme&amp;lang=en";
        assert!(html.contains(&format!(r#"href="{url}""#)), "{html}");
        assert!(html.contains("Call me back"), "{html}");
        assert!(html.contains(r#"theme="dark""#), "{html}");
        assert!(html.contains(r#"class="wide""#), "{html}");
    }
}
