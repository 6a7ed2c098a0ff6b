//! What the host prerendered, and what a visitor fills in rightly.

use leadgate_model::{Form, Lang};

/// What the host prerendered: each form in Dutch, the call-me-back form in every language. A host
/// test holds these files to it.
pub(crate) fn fragment(form: Form, lang: Lang) -> &'static str {
    match (form, lang) {
        (Form::CallMeBack, Lang::Nl) => include_str!("fragment.call-me-back.nl.html"),
        (Form::CallMeBack, Lang::Fr) => include_str!("fragment.call-me-back.fr.html"),
        (Form::CallMeBack, Lang::En) => include_str!("fragment.call-me-back.en.html"),
        (Form::CallMeBack, Lang::De) => include_str!("fragment.call-me-back.de.html"),
        (Form::ClickOut, Lang::Nl) => include_str!("fragment.click-out.nl.html"),
        (Form::Insurance, Lang::Nl) => include_str!("fragment.insurance.nl.html"),
        (Form::ThirdParty, Lang::Nl) => include_str!("fragment.third-party.nl.html"),
        (_, lang) => panic!("no fragment of this form in {lang:?}"),
    }
}

/// A Dutch click-out that asks nothing.
pub(crate) const ANONYMOUS: &str = include_str!("fragment.click-out-anonymous.nl.html");

/// Every needed field with a value that is right, beside the consent.
pub(crate) const fn right(form: Form) -> &'static [(&'static str, &'static str)] {
    match form {
        Form::CallMeBack => &[
            ("first_name", "An"),
            ("last_name", "Peeters"),
            ("phone", "0470 12 34 56"),
            ("email", "an@example.be"),
        ],
        Form::ClickOut => &[
            ("first_name", "An"),
            ("last_name", "Peeters"),
            ("email", "an@example.be"),
            ("url", "https://supplier.example/offer?a=1&b=2"),
        ],
        Form::Insurance => &[
            ("interests", "car"),
            ("first_name", "An"),
            ("last_name", "Peeters"),
            ("email", "an@example.be"),
        ],
        Form::ThirdParty => &[
            ("first_name", "An"),
            ("last_name", "Peeters"),
            ("email", "an@example.be"),
            ("cellphone", "0470 12 34 56"),
        ],
    }
}
