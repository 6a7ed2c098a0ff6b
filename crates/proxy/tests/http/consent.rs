//! Consent: what is asked by configuration, and what is kept as proof of the answer.

use leadgate_model::ConsentGiven;
use leadgate_settings::{Consent, Settings};
use sha2::{Digest, Sha256};

use crate::fixture::{self, Fixture};
use crate::lead::{ID, good, minimal};

#[tokio::test]
async fn an_answer_to_a_consent_is_kept_with_what_it_takes_to_prove_the_words() {
    let fixture = Fixture::new().await;
    let hash = |text: &str| Some(hex::encode(Sha256::digest(text)));
    let given = |given, version: &str, lang: &str, sha256| ConsentGiven {
        purpose: "marketing".to_owned(),
        given,
        version: version.to_owned(),
        lang: lang.to_owned(),
        sha256,
    };
    let cases = [
        // Ticked, in the language that was shown.
        (
            good()
                .with("lang", "fr")
                .with("consent_marketing", "on")
                .with("consent_marketing_version", "2026-11"),
            given(true, "2026-11", "fr", hash("Voorbeeld peut m'écrire.")),
        ),
        // A pasted form that shows an older text.
        (
            good()
                .with("lang", "nl")
                .with("consent_marketing", "on")
                .with("consent_marketing_version", "2026-10"),
            given(
                true,
                "2026-10",
                "nl",
                hash("Voorbeeld mag mij wel eens mailen."),
            ),
        ),
        // Not ticked is an answer too.
        (
            good().with("consent_marketing_version", "2026-11"),
            given(false, "2026-11", "en", hash("Voorbeeld may e-mail me.")),
        ),
        // Which words were shown is known to the sender alone.
        (
            good().with("consent_marketing", "on"),
            given(true, "", "en", None),
        ),
        (good(), given(false, "", "en", None)),
        // A version that nobody here ever wrote: the name is kept, without proof.
        (
            good()
                .with("consent_marketing", "on")
                .with("consent_marketing_version", "1999"),
            given(true, "1999", "en", None),
        ),
    ];
    for (number, (lead, expected)) in cases.into_iter().enumerate() {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        fixture
            .send(lead.with("id", &id).urlencoded())
            .await
            .accepted_id();
        assert_eq!(fixture.stored(&id).await.consents, [expected]);
    }
}

#[tokio::test]
async fn a_required_consent_is_asked_for_by_its_field() {
    let mut settings = crate::fixture::settings();
    settings.consents.get_mut("marketing").unwrap().required = true;
    let fixture = Fixture::with_settings(settings).await;
    let refused = fixture.send(good().urlencoded()).await.field_errors();
    assert_eq!(
        refused,
        [("consent_marketing".to_owned(), "consent_missing".to_owned())]
    );
    fixture
        .send(good().with("consent_marketing", "on").urlencoded())
        .await
        .accepted_id();
}

/// The settings with a box for being called back.
fn with_callback(required: bool) -> Settings {
    let mut settings = fixture::settings();
    let texts =
        ["nl", "fr", "en", "de"].map(|lang| (lang.to_owned(), format!("Call me. ({lang})")));
    let callback = Consent {
        required,
        forms: vec!["call-me-back".to_owned()],
        current: "1".to_owned(),
        texts: [("1".to_owned(), texts.into())].into(),
    };
    settings.consents.insert("callback".to_owned(), callback);
    settings
}

#[tokio::test]
async fn a_box_for_being_called_back_is_absent_optional_or_required() {
    let page = "/v1/forms/call-me-back?partner=demo&lang=en";
    let boxed = "name=\"consent_callback\"";
    let refused = [("consent_callback".to_owned(), "consent_missing".to_owned())];
    let ticked = || {
        good()
            .with("consent_callback", "on")
            .with("consent_callback_version", "1")
    };

    let absent = Fixture::new().await;
    assert!(!absent.get(page).await.page(200, "en").contains(boxed));
    absent.send(ticked().urlencoded()).await.accepted_id();
    let purposes = |consents: &[ConsentGiven]| -> Vec<String> {
        consents
            .iter()
            .map(|consent| consent.purpose.clone())
            .collect()
    };
    let kept = absent.stored(ID).await.consents;
    assert_eq!(purposes(&kept), ["marketing"], "nobody asked");

    for required in [false, true] {
        let fixture = Fixture::with_settings(with_callback(required)).await;
        let html = fixture.get(page).await.page(200, "en");
        let (_, tag) = html.split_once(boxed).expect("the box");
        let tag = tag.split('>').next().unwrap();
        assert_eq!(tag.contains("required"), required, "{tag}");
        assert!(!tag.contains("checked"), "never ticked beforehand: {tag}");
        assert!(html.contains("Call me. (en)"));
        let without = fixture.send(good().urlencoded()).await;
        if required {
            assert_eq!(without.field_errors(), refused);
            // Nor does a page go through without it.
            fixture
                .send(good().native().urlencoded())
                .await
                .page(422, "en");
        } else {
            without.accepted_id();
            assert!(!fixture.stored(ID).await.consents[0].given);
        }
        let lead = ticked().with("id", "00000000-0000-4000-8000-000000000002");
        let id = fixture.send(lead.urlencoded()).await.accepted_id();
        let given = &fixture.stored(&id).await.consents[0];
        assert_eq!(given.purpose, "callback");
        assert!(given.given && given.sha256.is_some());
        // The form that it is not for goes without.
        let insurance = minimal("insurance").with("id", "00000000-0000-4000-8000-000000000003");
        fixture.send(insurance.urlencoded()).await.accepted_id();
    }
}

/// GDPR art. 7(1): who relies on it has to show it.
#[tokio::test]
async fn what_proves_a_consent_is_stored_with_the_lead() {
    let fixture = Fixture::new().await;
    let lead = good()
        .with("consent_marketing", "on")
        .with("consent_marketing_version", "2026-11")
        .with("form_version", "0123456789ab")
        .with(
            "page_url",
            "https://www.demo.example/gas?email=an@example.be",
        );
    fixture.send(lead.urlencoded()).await.accepted_id();
    let stored = fixture.stored(ID).await;
    let [given] = &stored.consents[..] else {
        panic!("{:?}", stored.consents)
    };
    let words = "Voorbeeld may e-mail me.";
    assert_eq!(
        (given.purpose.as_str(), given.version.as_str()),
        ("marketing", "2026-11")
    );
    assert_eq!((given.lang.as_str(), given.given), ("en", true));
    assert_eq!(given.sha256, Some(hex::encode(Sha256::digest(words))));
    assert_eq!(
        stored.attribution["page_url"],
        "https://www.demo.example/gas"
    );
    assert_eq!(stored.received_at, "2026-11-18T11:06:40Z");
    assert_eq!(stored.form_version, "0123456789ab");
}

#[tokio::test]
async fn without_script_the_page_is_the_one_that_the_browser_names_if_it_is_the_partners() {
    let fixture = Fixture::new().await;
    let cases = [
        (
            "",
            "https://demo.example/gas?x=1#y",
            Some("https://demo.example/gas"),
        ),
        ("", "https://demo.example/", Some("https://demo.example/")),
        // What the page says goes before what its browser says.
        (
            "https://demo.example/a",
            "https://demo.example/b",
            Some("https://demo.example/a"),
        ),
        ("", "https://user@evil.example/gas", None),
        ("", "https://leads.example/v1/forms/call-me-back", None),
        ("", "nonsense", None),
        ("", "", None),
    ];
    for (number, (page_url, referer, expected)) in cases.into_iter().enumerate() {
        let id = format!("00000000-0000-4000-8000-{number:012}");
        let lead = good()
            .with("id", &id)
            .with("page_url", page_url)
            .header("referer", referer);
        fixture.send(lead.urlencoded()).await.accepted_id();
        let attribution = fixture.stored(&id).await.attribution;
        let kept = attribution.get("page_url").map(String::as_str);
        assert_eq!(kept, expected, "{page_url:?} {referer:?}");
    }
}
