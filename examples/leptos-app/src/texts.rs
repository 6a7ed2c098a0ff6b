//! The page's own words. Those of the form are Leadgate's.

use leadgate::{InvalidField, Lang};

/// What the visitor can ask about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Solar panels.
    Panels,
    /// A battery at home.
    Battery,
}

impl Offer {
    /// The CRM's number.
    pub const fn product_id(self) -> u32 {
        match self {
            Self::Panels => 101,
            Self::Battery => 102,
        }
    }
}

/// What became of the form.
#[derive(Clone)]
pub enum Told {
    Nothing,
    Started,
    Wrong(Vec<InvalidField>),
    Stored(String),
    Failed(u16),
}

/// A language in its own words.
pub const fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Nederlands",
        Lang::Fr => "Français",
        Lang::En => "English",
        Lang::De => "Deutsch",
    }
}

pub const fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Zonnepanelen op uw dak, of een batterij erbij",
        Lang::Fr => "Des panneaux solaires sur votre toit, ou une batterie en plus",
        Lang::En => "Solar panels on your roof, or a battery beside them",
        Lang::De => "Solarmodule auf Ihrem Dach, oder eine Batterie dazu",
    }
}

pub const fn lead(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Kies waarover u meer wilt weten. Wij bellen u met een prijs voor uw dak.",
        Lang::Fr => "Choisissez votre sujet. Nous vous appelons avec un prix pour votre toit.",
        Lang::En => {
            "Choose what you want to know more about. We call you with a price for your roof."
        }
        Lang::De => "Wählen Sie Ihr Thema. Wir rufen Sie mit einem Preis für Ihr Dach an.",
    }
}

pub const fn offer(offer: Offer, lang: Lang) -> &'static str {
    match (offer, lang) {
        (Offer::Panels, Lang::Nl) => "Zonnepanelen",
        (Offer::Panels, Lang::Fr) => "Panneaux solaires",
        (Offer::Panels, Lang::En) => "Solar panels",
        (Offer::Panels, Lang::De) => "Solarmodule",
        (Offer::Battery, Lang::Nl) => "Thuisbatterij",
        (Offer::Battery, Lang::Fr) => "Batterie domestique",
        (Offer::Battery, Lang::En) => "Home battery",
        (Offer::Battery, Lang::De) => "Heimspeicher",
    }
}

pub const fn empty(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Formulier leegmaken",
        Lang::Fr => "Vider le formulaire",
        Lang::En => "Empty the form",
        Lang::De => "Formular leeren",
    }
}

/// What the application knows of the form: never what was typed.
pub fn told(told: &Told, lang: Lang) -> String {
    let names = |wrong: &[InvalidField]| {
        let names = wrong.iter().map(|wrong| wrong.field.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    match (told, lang) {
        (Told::Nothing, Lang::Nl) => "Het formulier hiernaast is van Leadgate.".into(),
        (Told::Nothing, Lang::Fr) => "Le formulaire ci-contre est celui de Leadgate.".into(),
        (Told::Nothing, Lang::En) => "The form beside this is Leadgate's.".into(),
        (Told::Nothing, Lang::De) => "Das Formular daneben ist von Leadgate.".into(),
        (Told::Started, Lang::Nl) => "De bezoeker is begonnen.".into(),
        (Told::Started, Lang::Fr) => "Le visiteur a commencé.".into(),
        (Told::Started, Lang::En) => "The visitor has begun.".into(),
        (Told::Started, Lang::De) => "Der Besucher hat begonnen.".into(),
        (Told::Wrong(wrong), Lang::Nl) => format!("Nog niet goed: {}.", names(wrong)),
        (Told::Wrong(wrong), Lang::Fr) => format!("À corriger : {}.", names(wrong)),
        (Told::Wrong(wrong), Lang::En) => format!("Not right yet: {}.", names(wrong)),
        (Told::Wrong(wrong), Lang::De) => format!("Noch nicht richtig: {}.", names(wrong)),
        (Told::Stored(id), Lang::Nl) => format!("Bewaard als {id}."),
        (Told::Stored(id), Lang::Fr) => format!("Enregistré : {id}."),
        (Told::Stored(id), Lang::En) => format!("Stored as {id}."),
        (Told::Stored(id), Lang::De) => format!("Gespeichert als {id}."),
        (Told::Failed(status), Lang::Nl) => format!("Niet verzonden ({status})."),
        (Told::Failed(status), Lang::Fr) => format!("Pas envoyé ({status})."),
        (Told::Failed(status), Lang::En) => format!("Not sent ({status})."),
        (Told::Failed(status), Lang::De) => format!("Nicht gesendet ({status})."),
    }
}
