//! What is said after the last try: thanks with facts, or what went wrong and how to go on.

use leadgate_model::text::{self, Text};
use leadgate_model::{FormSpec, Lang};
use leptos::prelude::*;

use crate::{FormState, Phase, Sent};

/// The element id of the outcome, which takes the focus.
pub(crate) const OUTCOME_ID: &str = "leadgate-outcome";

/// Why sending failed and what to do; nothing typed is lost.
#[component]
pub(super) fn Failure(
    /// The form's state.
    state: FormState,
) -> impl IntoView {
    let content = move || {
        let Phase::Failed(reason) = state.phase() else {
            return None;
        };
        let way_out = state.with_options(|options| {
            let phone = options.phone.as_deref()?;
            Some(Text::FailureCall.fill(state.lang(), &[("phone", phone)]))
        });
        Some(view! {
            <p class="failure-title">{state.words(Text::FailureTitle)}</p>
            <p>{state.words(reason)}</p>
            {way_out.map(|sentence| view! { <p>{sentence}</p> })}
        })
    };
    view! {
        <div class="failure" part="failure">
            {content}
        </div>
    }
}

/// Thanks, and what happens next.
#[component]
pub(super) fn Outcome(
    /// The form's state.
    state: FormState,
    /// The visitor wants to start again.
    on_again: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView {
    let content = move || {
        let Phase::Sent(sent) = state.phase() else {
            return None;
        };
        let again = on_again.clone();
        // The way on, should the browser not have taken it.
        let link = sent.target.clone().map(|url| {
            view! {
                <p>
                    <a class="link" href=url>
                        {state.words(Text::ClickOutLink)}
                    </a>
                </p>
            }
        });
        Some(view! {
            <h2 class="title" part="outcome-title">
                {state.words(state.spec().done)}
            </h2>
            {facts(&sent, state.spec(), state.lang()).into_iter().map(|fact| view! { <p>{fact}</p> }).collect::<Vec<_>>()}
            {link}
            <button class="button button-quiet" part="again" type="button" on:click=move |_| again()>
                {state.words(Text::SuccessAgain)}
            </button>
        })
    };
    view! {
        <div class="outcome" part="outcome" id=OUTCOME_ID tabindex="-1">
            {content}
        </div>
    }
}

/// The sentences after success: when, on which number, the reference, how to change it.
pub(crate) fn facts(sent: &Sent, spec: &FormSpec, lang: Lang) -> Vec<String> {
    let call = sent.slot.map(|slot| {
        Text::SuccessCall.fill(
            lang,
            &[
                ("day", &text::day(slot.from.date(), lang)),
                ("from", &text::clock(slot.from, lang)),
                ("until", &text::clock(slot.until, lang)),
                // A number is not torn apart at the end of a line.
                ("phone", &sent.phone.replace(' ', "\u{a0}")),
            ],
        )
    });
    let reference = Text::SuccessReference.fill(lang, &[("reference", reference(&sent.id))]);
    let words = |text: Text| text.words(lang).to_owned();
    let next = call.into_iter().chain(sent.your_time.clone());
    let next = next.chain(spec.next.map(words));
    next.chain([reference, words(spec.change)]).collect()
}

/// What a person can read out on the phone: the id's first block.
fn reference(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}
