//! Whole forms against drafts that nobody thought of: nothing makes them panic, and a lead that
//! was accepted is accepted again in its normal form, as the same lead.

use std::time::Duration;

use bolero::check;
use leadgate_model::{Draft, FieldKind, Form, Rules, ValidLead, canonical, validate};
use leadgate_rules::time::OpeningHours;
use leadgate_rules::url::TargetParts;

/// 2026-11-18, a Wednesday, 12:06 in Brussels.
const NOW: i64 = 1_795_000_000;

/// Values that some field takes, beside those that none does.
const TYPED: [&str; 34] = [
    "",
    " ",
    "An",
    "O’Neil",
    "张伟",
    "an@example.be",
    "An@Example.BE ",
    "an@gmial.com",
    "0470 12 34 56",
    "+31 6 12345678",
    "02 566 50 79",
    "02/566.50.79",
    "on",
    "0",
    "1",
    "2",
    "car",
    "fire",
    "BE",
    "nl",
    "NL",
    "24/12/1980",
    "2000-02-29",
    "Kerkstraat",
    "12A",
    "1000",
    "1012 AB",
    "BE 0403.170.701",
    "BE68 5390 0754 7034",
    "Voorbeeld nv",
    "2026-11-19 15:30",
    "morning",
    "https://supplier.example/offer",
    "javascript:alert(1)",
];

fn parse_url(text: &str) -> Option<TargetParts> {
    let (scheme, rest) = text.split_once("://")?;
    Some(TargetParts {
        scheme: scheme.to_owned(),
        has_user_info: rest.contains('@'),
        host: rest.split('/').next()?.to_owned(),
    })
}

fn with_rules<T>(read: impl FnOnce(&Rules<'_>) -> T) -> T {
    let hours = OpeningHours::default();
    let hosts = ["supplier.example".to_owned()];
    read(&Rules {
        hosts: &hosts,
        parse_url,
        ..Rules::new(NOW, &hours)
    })
}

/// The lead as it is stored, read as if a server had sent it. What was chosen of the slots has
/// become a moment, which is checked elsewhere.
fn stored(form: Form, lead: &ValidLead) -> Draft {
    let mut draft = Draft::default();
    for (name, value) in lead.fields() {
        let kind = form.spec().field(name).map(|field| field.kind);
        match kind {
            Some(FieldKind::Choices(_)) => {
                value.split(',').for_each(|word| draft.push(name, word));
            }
            Some(_) => draft.push(name, &value),
            None => {}
        }
    }
    draft
}

fn check_draft(form: Form, draft: &Draft) -> bool {
    with_rules(|rules| {
        let Ok(lead) = validate(form, draft, rules) else {
            return false;
        };
        let again = stored(form, &lead);
        let same = validate(form, &again, rules).expect("a normal form is accepted");
        let without_slot = |lead: &ValidLead| {
            let mut fields = lead.fields();
            fields.retain(|(name, _)| form.spec().field(name).is_some());
            fields
        };
        assert_eq!(without_slot(&same), without_slot(&lead));
        let without_slot = |draft| {
            let mut pairs = canonical(form, draft, rules);
            pairs.retain(|(name, value)| *name != "slot" && !value.is_empty());
            pairs
        };
        let moments = |(name, _): &(&str, String)| *name != "call_at" && *name != "birthdate";
        let same: Vec<_> = without_slot(&again).into_iter().filter(moments).collect();
        let once: Vec<_> = without_slot(draft).into_iter().filter(moments).collect();
        // A country that nobody chose may have become the number's own.
        let own = |pairs: Vec<(&'static str, String)>| -> Vec<_> {
            let countries = |(name, _): &(&str, String)| !name.ends_with("_country");
            pairs.into_iter().filter(countries).collect()
        };
        assert_eq!(own(same), own(once));
        true
    })
}

#[test]
fn no_draft_makes_a_form_panic() {
    check!()
        .with_test_time(Duration::from_secs(1))
        .with_type::<(u8, Vec<(u8, String)>)>()
        .for_each(|(form, values)| {
            let form = Form::ALL[usize::from(*form) % Form::ALL.len()];
            let fields = form.spec().fields;
            let name = |index: &u8| fields[usize::from(*index) % fields.len()].name;
            let draft = values.iter().map(|(index, value)| (name(index), value));
            check_draft(form, &draft.collect());
        });
}

#[test]
fn an_accepted_lead_is_accepted_again_in_its_normal_form() {
    check!()
        .with_test_time(Duration::from_secs(2))
        .with_type::<(u8, [u8; 40])>()
        .for_each(|(form, choices)| {
            let form = Form::ALL[usize::from(*form) % Form::ALL.len()];
            let fields = form.spec().fields.iter().zip(choices);
            let value = |choice: &u8| TYPED[usize::from(*choice) % TYPED.len()];
            let draft = fields.map(|(field, choice)| (field.name, value(choice)));
            check_draft(form, &draft.collect());
        });
}

/// Random values seldom fit all fields at once; these do, and each of them is varied by itself.
#[test]
fn a_good_lead_with_any_one_value_changed_is_refused_or_survives_the_store() {
    let good: [(&str, &str); 22] = [
        ("first_name", "An"),
        ("last_name", "Peeters"),
        ("email", "An@Example.BE"),
        ("phone", "0470/12.34.56"),
        ("cellphone", "+31 6 12345678"),
        ("cellphone_country", "BE"),
        ("landline", "02 566 50 79"),
        ("landline_country", "be"),
        ("interests", "fire"),
        ("allow_insurance_call", "on"),
        ("birthdate", "24/12/1980"),
        ("company", "Voorbeeld nv"),
        ("vat", "0403.170.701"),
        ("iban", "be68 5390 0754 7034"),
        ("address_street", "Kerkstraat"),
        ("address_nr", "12A"),
        ("address_postal_code", "1000"),
        ("address_country", "BE"),
        ("is_hot", "yes"),
        ("call_at", "2026-11-19T15:30"),
        ("language", "fr"),
        ("url", "https://supplier.example/offer"),
    ];
    let mut accepted = 0;
    for form in Form::ALL {
        let mut draft = Draft::from_iter(good);
        if form == Form::CallMeBack {
            draft.remove("call_at"); // an end of a slot there
        }
        assert!(check_draft(form, &draft), "{form:?}");
        for (name, _) in good {
            for value in TYPED {
                let mut draft = draft.clone();
                draft.set(name, value);
                accepted += usize::from(check_draft(form, &draft));
            }
        }
    }
    assert!(accepted > 500, "{accepted} of the changed leads are good");
}
