//! The translations that a page brings to the browser, in its one language: what the form may say once it
//! is filled in. What stands on the page anyhow, titles and helps, is not among them.

use super::Text;
use crate::Lang;

/// Between two texts, and between a text's number and its translation; no text has them in it.
const MARKS: (char, char) = ('|', '=');

#[cfg(not(target_arch = "wasm32"))]
mod host {
    use super::{Lang, MARKS, Text};
    use crate::{FieldKind, Form, PhoneUse};

    /// What the page of a form brings: each text by its number, which is good for this browser version alone.
    ///
    /// ```
    /// use leadgate_model::{Form, Lang, text};
    /// let words = text::for_page(Form::CallMeBack, Lang::Nl);
    /// assert!(words.contains("=Vul uw voornaam in|"));
    /// assert!(!words.contains("IBAN"));
    /// ```
    #[must_use]
    pub fn for_page(form: Form, lang: Lang) -> String {
        let needed = needed(form);
        let texts = Text::ALL.iter().enumerate();
        let texts = texts.filter(|(_, text)| needed.contains(text));
        let texts =
            texts.map(|(number, text)| format!("{number}{}{}", MARKS.1, text.translation(lang)));
        texts.collect::<Vec<_>>().join(&MARKS.0.to_string())
    }

    /// The texts that the browser may show.
    pub(super) fn needed(form: Form) -> Vec<Text> {
        let spec = form.spec();
        let mut needed = ALWAYS.to_vec();
        needed.extend([spec.action, spec.done, spec.change]);
        needed.extend(spec.next);
        for field in spec.fields {
            needed.extend([field.label, field.missing]);
            needed.extend(of_kind(field.kind));
        }
        needed
    }

    /// Whatever the form is.
    const ALWAYS: [Text; 17] = [
        Text::ConsentMissing,
        Text::ControlCharacter,
        Text::FailureCall,
        Text::FailureConflict,
        Text::FailureForbidden,
        Text::FailureText,
        Text::FailureTitle,
        Text::Missing,
        Text::NoLetter,
        Text::NowRequired,
        Text::Retrying,
        Text::Sending,
        Text::SuccessAgain,
        Text::SuccessReference,
        Text::SummaryTitle,
        Text::TooLong,
        Text::TryAgain,
    ];

    /// What may be wrong with a field of a kind, and what helps with it.
    const fn of_kind(kind: FieldKind) -> &'static [Text] {
        match kind {
            FieldKind::Email => &[
                Text::EmailNoAt,
                Text::EmailLocalPart,
                Text::EmailDomain,
                Text::EmailCharacter,
                Text::EmailSlip,
            ],
            FieldKind::Phone(PhoneUse::Any | PhoneUse::Mobile | PhoneUse::Fixed) => &[
                Text::PhoneCharacter,
                Text::PhoneUnknownCountry,
                Text::PhoneTooShortOne,
                Text::PhoneTooShortMany,
                Text::PhoneTooLongOne,
                Text::PhoneTooLongMany,
                Text::PhoneNotInPlan,
                Text::PhoneNotCallable,
                Text::PhoneNotMobile,
                Text::PhoneNotFixed,
                Text::PhoneCountry,
                Text::Belgium,
                Text::Netherlands,
                Text::France,
                Text::Germany,
                Text::Luxembourg,
                Text::Sweden,
                Text::Hungary,
                Text::Russia,
            ],
            FieldKind::Slot => &[
                Text::SlotUnknown,
                Text::SlotPast,
                Text::SlotClosed,
                Text::SlotTooFar,
                Text::SuccessCall,
                Text::YourTime,
                Text::Weekdays,
                Text::Months,
            ],
            FieldKind::Moment => &[Text::MomentUnreadable, Text::CallingHours],
            FieldKind::Target => &[Text::TargetMissing, Text::TargetRefused, Text::ClickOutLink],
            FieldKind::Choice(_) | FieldKind::Choices(_) | FieldKind::Country | FieldKind::Flag => {
                &[Text::ChoiceUnknown]
            }
            FieldKind::Birthdate => &[
                Text::BirthdateUnreadable,
                Text::BirthdateTooYoung,
                Text::BirthdateTooOld,
            ],
            FieldKind::HouseNumber => &[Text::HouseNumberNoDigit],
            FieldKind::PostalCode => &[Text::PostalCodeForm],
            FieldKind::Vat => &[
                Text::VatCountry,
                Text::VatForm,
                Text::CheckDigits,
                Text::NumberCharacter,
            ],
            FieldKind::Iban => &[
                Text::IbanCountry,
                Text::IbanLength,
                Text::IbanForm,
                Text::CheckDigits,
                Text::NumberCharacter,
            ],
            FieldKind::NationalNumber => &[
                Text::DigitsCharacter,
                Text::DigitsLength,
                Text::CheckDigits,
                Text::NationalNumberDate,
            ],
            FieldKind::CardNumber => {
                &[Text::DigitsCharacter, Text::DigitsLength, Text::CheckDigits]
            }
            FieldKind::Name | FieldKind::Hidden | FieldKind::Line | FieldKind::Lines => &[],
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub use host::for_page;

#[cfg(target_arch = "wasm32")]
mod browser {
    use std::cell::Cell;

    use super::{Lang, MARKS, Text};

    const COUNT: usize = Text::ALL.len();

    thread_local! {
        /// By language and number. Kept for good: at most every text in every language, once.
        static WORDS: [Cell<Option<&'static str>>; Lang::ALL.len() * COUNT] =
            const { [const { Cell::new(None) }; Lang::ALL.len() * COUNT] };
    }

    /// Takes in what a page of this browser version brought (`for_page`).
    pub fn load_page(words: &str, lang: Lang) {
        for text in words.split(MARKS.0) {
            let Some((number, words)) = text.split_once(MARKS.1) else {
                continue;
            };
            let Ok(number) = number.parse::<u8>() else {
                continue;
            };
            with(usize::from(number), lang, |place| {
                if place.get().is_none() {
                    place.set(Some(Box::leak(Box::from(words))));
                }
            });
        }
    }

    /// A text's words, if a page brought them.
    pub(in super::super) fn translation(text: Text, lang: Lang) -> &'static str {
        let mut words = None;
        with(text as usize, lang, |place| words = place.get());
        words.unwrap_or_default()
    }

    fn with(number: usize, lang: Lang, read: impl FnOnce(&Cell<Option<&'static str>>)) {
        WORDS.with(|words| {
            if number < COUNT {
                read(&words[lang as usize * COUNT + number]);
            }
        });
    }
}

#[cfg(target_arch = "wasm32")]
pub use browser::load_page;
#[cfg(target_arch = "wasm32")]
pub(super) use browser::translation;

#[cfg(test)]
thread_local! {
    /// The texts whose translations were asked for.
    pub(super) static USED: std::cell::RefCell<Vec<Text>> = const { std::cell::RefCell::new(Vec::new()) };
}

#[cfg(test)]
mod tests;
