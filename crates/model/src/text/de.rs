//! German, polite form "Sie".

use super::Text;

/// With the comma that German writes after the weekday.
pub(super) const WEEKDAYS: [&str; 7] = [
    "Montag,",
    "Dienstag,",
    "Mittwoch,",
    "Donnerstag,",
    "Freitag,",
    "Samstag,",
    "Sonntag,",
];
pub(super) const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

pub(super) const fn words(text: Text) -> &'static str {
    match text {
        Text::FirstName => "Vorname",
        Text::FirstNameMissing => "Geben Sie Ihren Vornamen ein",
        Text::LastName => "Nachname",
        Text::LastNameMissing => "Geben Sie Ihren Nachnamen ein",
        Text::Phone => "Telefonnummer",
        Text::PhoneHelp => {
            "Mobil oder Festnetz. Beginnen Sie mit +, wenn es keine belgische Nummer ist."
        }
        Text::PhoneMissing => "Geben Sie die Nummer ein, unter der wir Sie anrufen dürfen",
        Text::Email => "E-Mail-Adresse",
        Text::EmailHelp => "Falls wir Sie telefonisch nicht erreichen.",
        Text::EmailMissing => "Geben Sie Ihre E-Mail-Adresse ein",
        Text::Slot => "Wann dürfen wir Sie anrufen?",
        Text::SlotHelp => "Belgische Zeit.",
        Text::SlotSoon => "So bald wie möglich",
        Text::SlotMorning => "Am Vormittag",
        Text::SlotAfternoon => "Am Nachmittag",
        Text::SlotEvening => "Am Abend",
        Text::SlotUnknown => "Wählen Sie eine Zeit aus der Liste",
        Text::SlotPast => "Diese Zeit ist vorbei. Wählen Sie eine spätere",
        Text::SlotClosed => "Zu dieser Zeit haben wir geschlossen. Wählen Sie eine andere",
        Text::SlotTooFar => "Wählen Sie eine Zeit in den nächsten {days} Tagen",
        Text::Remarks => "Ihre Frage",
        Text::RemarksMissing => "Schreiben Sie Ihre Frage",
        Text::Subject => "Betreff",
        Text::SubjectMissing => "Geben Sie einen Betreff ein",
        Text::CallMeBackTitle => "Wir rufen Sie zurück",
        Text::CallMeBackAction => "Rückruf anfordern",
        Text::CallMeBackNote => {
            "Kostenlos und unverbindlich. {company} ruft Sie an und nutzt diese Angaben, um Ihre Frage zu beantworten."
        }
        Text::PrivacyLink => "So gehen wir mit Ihren Daten um",
        Text::Optional => "(freiwillig)",
        Text::TooLong => "Kürzen Sie dies auf höchstens {max} Zeichen",
        Text::ControlCharacter => "Tippen Sie dies neu: Es enthält ein unsichtbares Zeichen",
        Text::NoLetter => "Schreiben Sie den Namen mit Buchstaben",
        Text::EmailNoAt => "Das @ fehlt. Schreiben Sie die Adresse wie name@beispiel.be",
        Text::EmailLocalPart => {
            "Prüfen Sie den Teil vor dem @: kein Punkt am Anfang oder Ende, keine zwei Punkte hintereinander"
        }
        Text::EmailDomain => {
            "Prüfen Sie den Teil nach dem @: Er braucht einen Punkt und eine Endung, etwa beispiel.be"
        }
        Text::EmailCharacter => "Entfernen Sie Leerzeichen und Umlaute aus der Adresse",
        Text::PhoneCharacter => {
            "Verwenden Sie nur Ziffern, gern mit Leerzeichen oder +; keine Buchstaben oder Durchwahl"
        }
        Text::PhoneUnknownCountry => {
            "In dieses Land können wir nicht anrufen. Geben Sie eine Nummer aus Belgien oder einem Nachbarland ein"
        }
        Text::PhoneTooShortOne => "Dieser Nummer fehlt eine Ziffer ({country})",
        Text::PhoneTooShortMany => "Dieser Nummer fehlen {digits} Ziffern ({country})",
        Text::PhoneTooLongOne => "Diese Nummer hat eine Ziffer zu viel ({country})",
        Text::PhoneTooLongMany => "Diese Nummer hat {digits} Ziffern zu viel ({country})",
        Text::PhoneNotInPlan => {
            "So beginnt keine Nummer ({country}). Prüfen Sie die ersten Ziffern"
        }
        Text::PhoneNotCallable => {
            "Diese Art Nummer können wir nicht anrufen. Geben Sie eine Mobil- oder Festnetznummer ein"
        }
        Text::ConsentMissing => "Setzen Sie hier ein Häkchen, um fortzufahren",
        Text::SummaryTitle => "Bitte prüfen Sie diese Felder",
        Text::Sending => "Wird gesendet…",
        Text::SuccessTitle => "Danke, Ihre Anfrage ist angekommen",
        Text::SuccessCall => "Wir rufen Sie am {day} zwischen {from} und {until} unter {phone} an.",
        Text::SuccessReference => "Ihre Referenz: {reference}",
        Text::SuccessChange => {
            "Lieber eine andere Zeit oder Nummer? Senden Sie eine neue Anfrage mit Ihrer Referenz."
        }
        Text::SuccessAgain => "Weitere Anfrage senden",
        Text::FailureTitle => "Ihre Anfrage wurde nicht gesendet",
        Text::FailureText => "Unser Server war nicht erreichbar. Ihre Eingaben bleiben erhalten.",
        Text::FailureForbidden => {
            "Dieses Formular darf auf dieser Seite nicht verwendet werden. Bitte informieren Sie den Betreiber der Website."
        }
        Text::FailureConflict => {
            "Eine Anfrage mit anderen Angaben wurde schon gesendet. Versuchen Sie es erneut, um auch diese zu senden."
        }
        Text::FailureUnreadable => {
            "Ihr Browser hat etwas gesendet, das wir nicht lesen können. Gehen Sie zurück und versuchen Sie es erneut; kürzen Sie lange Texte."
        }
        Text::FailureCall => "Oder rufen Sie uns an: {phone}.",
        Text::Retrying => "Die Verbindung ist langsam. Wir versuchen es weiter…",
        Text::TryAgain => "Erneut versuchen",
        Text::BackToPage => "Zurück zur Seite",
        Text::Belgium => "Belgien",
        Text::Netherlands => "Niederlande",
        Text::France => "Frankreich",
        Text::Germany => "Deutschland",
        Text::Luxembourg => "Luxemburg",
        Text::Sweden => "Schweden",
        Text::Hungary => "Ungarn",
        Text::Russia => "Russland",
    }
}
