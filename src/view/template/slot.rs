//! The choices of the call-back slot: as soon as possible, a day part, or a dated slot.
//!
//! What is pasted holds no date; the dated slots appear once the browser knows the time.

use leadgate_model::text::{self, Text};
use leadgate_rules::time::{CallSlot, DayPart};
use leptos::prelude::*;

use crate::FormState;

/// The `option`s inside the `select`.
#[component]
pub(super) fn SlotOptions(
    /// The form's state.
    state: FormState,
    /// The value that is chosen at first.
    chosen: String,
) -> impl IntoView {
    // On the proxy's own pages: the dated slot that was chosen before something else was refused.
    let dated = CallSlot::parse(&chosen).map(|slot| {
        let day = text::day(slot.from.date(), state.lang());
        view! {
            <option value=chosen.clone() selected=true>
                {[&day, ", ", &text::span(slot, state.lang())].concat()}
            </option>
        }
    });
    let parts = DayPart::offered(&state.hours())
        .map(|part| {
            let selected = part.name() == chosen;
            view! {
                <option value=part.name() selected=selected>
                    {state.translation(part_text(part))}
                </option>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <option value="">{state.translation(Text::SlotSoon)}</option>
        {dated}
        {parts}
    }
}

const fn part_text(part: DayPart) -> Text {
    match part {
        DayPart::Morning => Text::SlotMorning,
        DayPart::Afternoon => Text::SlotAfternoon,
        DayPart::Evening => Text::SlotEvening,
    }
}
