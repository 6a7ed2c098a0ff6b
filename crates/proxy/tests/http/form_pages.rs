//! The pages of each form: its own words in every language, and nothing lost in a form that comes
//! back.

use leadgate_model::text::Text;
use leadgate_model::{FieldKind, Form, Lang};

use crate::fixture::{Fixture, everything_asked};
use crate::lead::{full, minimal};
use crate::page::tag;

#[tokio::test]
async fn each_form_thanks_in_its_own_words_and_every_language() {
    let fixture = Fixture::new().await;
    for form in [Form::CallMeBack, Form::Insurance, Form::ThirdParty] {
        for lang in Lang::ALL {
            let lead = minimal(form.slug()).native().with("lang", lang.tag());
            let page = fixture.send(lead.urlencoded()).await.page(202, lang.tag());
            let spec = form.spec();
            let said = [
                Some(spec.done),
                spec.next,
                Some(spec.change),
                Some(Text::BackToPage),
            ];
            for text in said.into_iter().flatten() {
                let words = text.translation(lang).split('{').next().unwrap();
                assert!(
                    page.contains(&escaped(words)),
                    "{form:?} {lang:?}: {words}: {page}"
                );
            }
            assert!(
                !page.contains('{') || page.contains("<style>"),
                "filled in: {page}"
            );
        }
    }
}

#[tokio::test]
async fn each_forms_own_page_says_what_happens_in_every_language() {
    let fixture = Fixture::new().await;
    for form in Form::ALL {
        for lang in Lang::ALL {
            let path = format!("/v1/forms/{}?partner=demo&lang={}", form.slug(), lang.tag());
            let page = fixture.get(&path).await.page(200, lang.tag());
            let spec = form.spec();
            let note = spec.note.fill(lang, &[("company", "Voorbeeld & Co")]);
            for words in [
                spec.title.translation(lang),
                spec.action.translation(lang),
                &note,
            ] {
                assert!(
                    page.contains(&escaped(words)),
                    "{form:?} {lang:?}: {words}: {page}"
                );
            }
            let action = format!("action=\"https://leads.example/v1/leads/{}\"", form.slug());
            assert!(tag(&page, "<form").contains(&action));
        }
    }
}

/// What a visitor typed or ticked, in whichever control, stands there again.
#[tokio::test]
async fn a_form_that_comes_back_keeps_what_was_typed_in_every_control() {
    let fixture = Fixture::with_settings(everything_asked()).await;
    for form in Form::ALL {
        for lang in Lang::ALL {
            let sent = full(form.slug()).native().with("lang", lang.tag());
            let sent = sent.with("email", "an@example");
            let answer = fixture.send(sent.urlencoded()).await;
            let page = answer.page(422, lang.tag());
            for (name, value) in sent.pairs() {
                let Some(field) = form.spec().field(name) else {
                    continue;
                };
                let value = escaped(value);
                let named = format!("name=\"{name}\"");
                match field.kind {
                    FieldKind::Choices(_) => {
                        let one = format!("{named} value=\"{value}\"");
                        assert!(tag(&page, &one).contains("checked"), "{name}: {page}");
                    }
                    FieldKind::Flag => {
                        assert!(tag(&page, &named).contains("checked"), "{name}: {page}");
                    }
                    FieldKind::Lines => {
                        assert!(page.contains(&format!(">{value}</textarea>")), "{name}");
                    }
                    FieldKind::Choice(_) | FieldKind::Country | FieldKind::Slot => {
                        let (_, options) = page.split_once(&named).unwrap();
                        let options = options.split("</select>").next().unwrap();
                        let chosen = tag(options, &format!("value=\"{value}\""));
                        assert!(chosen.contains("selected"), "{name}: {chosen}");
                    }
                    _ => {
                        let control = tag(&page, &named);
                        assert!(control.contains(&format!("value=\"{value}\"")), "{control}");
                    }
                }
            }
            if form.spec().fields.iter().any(|field| field.group.is_some()) {
                assert!(tag(&page, "<details").contains(" open"), "{page}");
            }
        }
    }
}

#[tokio::test]
async fn a_group_opens_where_a_field_in_it_is_wrong_and_stays_closed_otherwise() {
    let fixture = Fixture::new().await;
    let form = fixture
        .get("/v1/forms/insurance?partner=demo")
        .await
        .page(200, "nl");
    assert!(!tag(&form, "<details").contains(" open"));
    let wrong = minimal("insurance")
        .native()
        .with("address_street", "Kerkstraat");
    let page = fixture.send(wrong.urlencoded()).await.page(422, "en");
    assert!(tag(&page, "<details").contains(" open"));
    let words = Text::HouseNumberMissing.translation(Lang::En);
    assert!(page.contains(words), "{page}");
}

/// As text stands in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}
