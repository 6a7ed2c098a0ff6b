//! Fields that belong together and may all stay empty, behind their heading: the form looks as
//! short as it is. Works without script; the browser opens it where a search finds something.

use leadgate_model::text::Text;
use leadgate_model::{Condition, FieldSpec};
use leptos::either::Either;
use leptos::prelude::*;

use super::field::Field;
use crate::FormState;

/// Neighbours of the same heading as one group, all others by themselves.
pub(super) fn fields(state: FormState, specs: &[&'static FieldSpec]) -> impl IntoView + use<> {
    specs
        .chunk_by(|one, next| one.group.is_some() && one.group == next.group)
        .map(|chunk| {
            let fields = chunk
                .iter()
                .map(|spec| view! { <Field state spec=spec /> })
                .collect::<Vec<_>>();
            match chunk[0].group {
                Some(heading) => Either::Left(group(state, heading, chunk, fields)),
                None => Either::Right(fields),
            }
        })
        .collect::<Vec<_>>()
}

fn group<Fields: IntoView>(
    state: FormState,
    heading: Text,
    specs: &[&'static FieldSpec],
    fields: Fields,
) -> impl IntoView + use<Fields> {
    // Open where there is something to see: on the proxy's answer pages.
    let open = specs.iter().any(|spec| {
        let filled = !state.initial(spec.name).is_empty() && spec.shown == Condition::Always;
        filled || state.error_now(spec.name)
    });
    view! {
        <details class="group" part="group" open=open>
            <summary class="group-title" part="group-title">
                {state.translation(heading)}
                " "
                <span class="optional">{state.translation(Text::Optional)}</span>
            </summary>
            <div class="group-fields">{fields}</div>
        </details>
    }
}
