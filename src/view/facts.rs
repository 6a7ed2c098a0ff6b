//! What is said after success: when somebody calls, the reference, how to change it.

use leadgate_model::text::{self, Text};
use leadgate_model::{FormSpec, Lang};

use crate::Sent;

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
    let words = |text: Text| text.translation(lang).to_owned();
    let next = call.into_iter().chain(sent.your_time.clone());
    let next = next.chain(spec.next.map(words));
    next.chain([reference, words(spec.change)]).collect()
}

/// What a person can read out on the phone: the id's last characters. Those are random; the first ones are the time, so
/// they are the same for everybody who sent a form in the same minute.
fn reference(id: &str) -> &str {
    let start = id.len().saturating_sub(REFERENCE_CHARS);
    id.get(start..).unwrap_or(id)
}

/// How many characters of an id a person reads out.
const REFERENCE_CHARS: usize = 8;
