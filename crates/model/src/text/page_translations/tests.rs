use super::host::needed;
use super::*;
use crate::{Asked, Draft, FieldError, Form, Rules, check_field, text};
use leadgate_rules::time::OpeningHours;

/// What visitors type by mistake, and some things that are right.
const TYPED: &[&str] = &[
    "",
    "x",
    "1",
    "\u{7}",
    "ж",
    "on",
    "an.example.be",
    "@example.be",
    "an@example",
    "an@exam ple.be",
    "0470 12 34 5",
    "0470 12 34",
    "0470 12 34 56",
    "0470 12 34 56 7",
    "0470 12 34 56 78",
    "02 566 50 79",
    "0800 12 345",
    "0170 12 34 56",
    "+1 212 555 0100",
    "0470 ext 5",
    "noon",
    "2026-01-05 10:00:00/2026-01-05 12:00:00",
    "2026-11-22 10:00:00/2026-11-22 12:00:00",
    "2027-11-22 10:00:00/2027-11-22 12:00:00",
    "2026-11-24 23:30:00",
    "24/12/2020",
    "24/12/1780",
    "BE71 0961 2345 6760",
    "BE71 0961 2345 676",
    "BE71 0961 2345 67AB",
    "ZZ71",
    "BE0123456789",
    "BE01234567890",
    "XX0123456789",
    "BE 0_1",
    "80.12.24-123.45",
    "99.99.99-123.45",
    "123-4567890-12",
    "javascript:alert(1)",
];

#[test]
fn whatever_is_wrong_the_page_has_brought_the_words_for_it() {
    let hours = OpeningHours::default();
    let rules = Rules::new(1_795_000_000, &hours);
    let long = "x".repeat(3_000);
    for form in Form::ALL {
        let needed = needed(form);
        for field in form.spec().fields {
            for typed in TYPED.iter().copied().chain([long.as_str()]) {
                let draft = Draft::from_iter([(field.name, typed)]);
                let asked = Asked {
                    spec: form.spec(),
                    draft: &draft,
                    left_out: &[],
                };
                let Err(problem) = check_field(field, &asked, &rules) else {
                    continue;
                };
                let field = field.name.into();
                USED.take();
                let sentence =
                    text::sentence(&FieldError { field, problem }, form.spec(), Lang::Nl);
                assert!(!sentence.is_empty());
                for text in USED.take() {
                    assert!(needed.contains(&text), "{text:?} for {form:?}: {problem:?}");
                }
            }
        }
    }
}

#[test]
fn no_words_are_mistaken_for_the_marks_between_them() {
    for text in Text::ALL {
        for lang in Lang::ALL {
            assert!(
                !text.translation(lang).contains(MARKS.0),
                "{text:?} in {lang:?}"
            );
        }
    }
    // A number is read as one byte.
    assert!(u8::try_from(Text::ALL.len()).is_ok());
}
