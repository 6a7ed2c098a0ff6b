//! Dutch, as written in Flanders: polite form "u".

use super::Text;

pub(super) const WEEKDAYS: [&str; 7] = [
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];
pub(super) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

pub(super) const fn words(text: Text) -> &'static str {
    match text {
        Text::FirstName => "Voornaam",
        Text::FirstNameMissing => "Vul uw voornaam in",
        Text::LastName => "Achternaam",
        Text::LastNameMissing => "Vul uw achternaam in",
        Text::Phone => "Telefoonnummer",
        Text::PhoneHelp => "Gsm of vast. Begin met + als het geen Belgisch nummer is.",
        Text::PhoneMissing => "Vul het nummer in waarop we u mogen bellen",
        Text::Email => "E-mailadres",
        Text::EmailHelp => "Voor als we u telefonisch niet bereiken.",
        Text::EmailMissing => "Vul uw e-mailadres in",
        Text::Slot => "Wanneer mogen we u bellen?",
        Text::SlotHelp => "Belgische tijd.",
        Text::SlotSoon => "Zo snel mogelijk",
        Text::SlotMorning => "In de voormiddag",
        Text::SlotAfternoon => "In de namiddag",
        Text::SlotEvening => "'s Avonds",
        Text::SlotUnknown => "Kies een tijdstip uit de lijst",
        Text::SlotPast => "Dit tijdstip is voorbij. Kies een later tijdstip",
        Text::SlotClosed => "We zijn dan gesloten. Kies een ander tijdstip",
        Text::SlotTooFar => "Kies een tijdstip binnen de komende {days} dagen",
        Text::Remarks => "Uw vraag",
        Text::RemarksMissing => "Schrijf uw vraag",
        Text::Subject => "Onderwerp",
        Text::SubjectMissing => "Vul een onderwerp in",
        Text::CallMeBackTitle => "Wij bellen u terug",
        Text::CallMeBackAction => "Bel mij terug",
        Text::CallMeBackNote => {
            "Gratis en vrijblijvend. {company} belt u en gebruikt deze gegevens om uw vraag te beantwoorden."
        }
        Text::PrivacyLink => "Zo gaan we om met uw gegevens",
        Text::Optional => "(niet verplicht)",
        Text::TooLong => "Maak dit korter: hoogstens {max} tekens",
        Text::ControlCharacter => "Typ dit opnieuw: er zit een onzichtbaar teken in",
        Text::NoLetter => "Schrijf de naam met letters",
        Text::EmailNoAt => "Het @-teken ontbreekt. Schrijf het adres als naam@voorbeeld.be",
        Text::EmailLocalPart => {
            "Controleer het deel voor de @: geen punt aan het begin of het einde, geen twee punten na elkaar"
        }
        Text::EmailDomain => {
            "Controleer het deel na de @: er hoort een punt en een einde bij, zoals voorbeeld.be"
        }
        Text::EmailCharacter => "Haal spaties en letters met accenten uit het adres",
        Text::PhoneCharacter => {
            "Gebruik alleen cijfers, eventueel met spaties of een +; geen letters of toestelnummer"
        }
        Text::PhoneUnknownCountry => {
            "Naar dit land kunnen we niet bellen. Vul een nummer in uit België of een buurland"
        }
        Text::PhoneTooShortOne => "Dit nummer heeft één cijfer te weinig voor {country}",
        Text::PhoneTooShortMany => "Dit nummer heeft {digits} cijfers te weinig voor {country}",
        Text::PhoneTooLongOne => "Dit nummer heeft één cijfer te veel voor {country}",
        Text::PhoneTooLongMany => "Dit nummer heeft {digits} cijfers te veel voor {country}",
        Text::PhoneNotInPlan => {
            "In {country} begint geen enkel nummer zo. Controleer de eerste cijfers"
        }
        Text::PhoneNotCallable => {
            "Dit soort nummer kunnen we niet bellen. Vul een gsm-nummer of een vast nummer in"
        }
        Text::ConsentMissing => "Vink dit vakje aan om verder te gaan",
        Text::SummaryTitle => "Kijk deze velden even na",
        Text::Sending => "Bezig met verzenden…",
        Text::SuccessTitle => "Bedankt, uw aanvraag is aangekomen",
        Text::SuccessCall => "We bellen u op {day} tussen {from} en {until} op {phone}.",
        Text::SuccessReference => "Uw referentie: {reference}",
        Text::SuccessChange => {
            "Liever een ander tijdstip of nummer? Stuur een nieuwe aanvraag en vermeld uw referentie."
        }
        Text::SuccessAgain => "Nog een aanvraag sturen",
        Text::FailureTitle => "Uw aanvraag is niet verzonden",
        Text::FailureText => {
            "We konden onze server niet bereiken. Wat u hebt ingevuld, blijft staan."
        }
        Text::FailureForbidden => {
            "Dit formulier mag op deze pagina niet gebruikt worden. Laat het de eigenaar van de website weten."
        }
        Text::FailureConflict => {
            "Er is al een aanvraag met andere gegevens verzonden. Probeer opnieuw om ook deze te sturen."
        }
        Text::FailureUnreadable => {
            "Uw browser stuurde iets dat we niet kunnen lezen. Ga terug en probeer opnieuw; maak lange teksten korter."
        }
        Text::FailureCall => "Of bel ons op {phone}.",
        Text::Retrying => "De verbinding is traag. We blijven het proberen…",
        Text::TryAgain => "Probeer opnieuw",
        Text::BackToPage => "Terug naar de pagina",
        Text::Belgium => "België",
        Text::Netherlands => "Nederland",
        Text::France => "Frankrijk",
        Text::Germany => "Duitsland",
        Text::Luxembourg => "Luxemburg",
        Text::Sweden => "Zweden",
        Text::Hungary => "Hongarije",
        Text::Russia => "Rusland",
    }
}
