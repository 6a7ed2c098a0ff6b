//! German, polite form "Sie".

use super::Text;

pub(super) const fn translation(text: Text) -> &'static str {
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
        Text::Subject => "Betreff",
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
        Text::EmailNoAt => "Das @ fehlt. Beispiel: name@beispiel.be",
        Text::EmailLocalPart => {
            "Prüfen Sie den Teil vor dem @: kein Punkt am Anfang oder Ende, keine zwei Punkte hintereinander"
        }
        Text::EmailDomain => {
            "Prüfen Sie den Teil nach dem @: Er braucht einen Punkt und eine Endung, etwa beispiel.be"
        }
        Text::EmailCharacter => "Entfernen Sie Leerzeichen und Umlaute aus der Adresse",
        Text::EmailSlip => "Meinten Sie {email}?",
        Text::EmailSlipUse => "Diese Adresse verwenden",
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
        Text::NumberCharacter => "Verwenden Sie nur Buchstaben und Ziffern, gern mit Leerzeichen",
        Text::DigitsCharacter => {
            "Verwenden Sie nur Ziffern, gern mit Leerzeichen oder Bindestrichen"
        }
        Text::DigitsLength => "Geben Sie {expected} Ziffern ein; jetzt sind es {typed}",
        Text::CheckDigits => "Prüfen Sie die Ziffern: Eine ist falsch, oder zwei sind vertauscht",
        Text::NationalNumberDate => {
            "Prüfen Sie die ersten sechs Ziffern: Jahr, Monat und Tag der Geburt"
        }
        Text::EanStart => "Prüfen Sie die ersten Ziffern ({country}): Sie lauten {start}",
        Text::VatCountry => {
            "Die USt-IdNr. dieses Landes kennen wir nicht. Prüfen Sie die ersten zwei Buchstaben"
        }
        Text::VatForm => "Schreiben Sie die USt-IdNr. ({country}) wie {example}",
        Text::IbanCountry => "Eine IBAN beginnt mit den zwei Buchstaben eines Landes, etwa BE",
        Text::IbanLength => "Eine IBAN ({country}) hat {expected} Zeichen; jetzt sind es {typed}",
        Text::IbanForm => "Prüfen Sie Buchstaben und Ziffern: So sieht keine IBAN aus ({country})",
        Text::BicForm => {
            "Ein BIC hat 8 oder 11 Zeichen und beginnt mit vier Buchstaben, etwa GEBABEBB"
        }
        Text::BicCountry => {
            "Prüfen Sie den fünften und sechsten Buchstaben: Sie nennen das Land der Bank"
        }
        Text::PostalCodeForm => "Schreiben Sie die Postleitzahl ({country}) wie {example}",
        Text::HouseNumberNoDigit => "Geben Sie eine Hausnummer mit mindestens einer Ziffer ein",
        Text::BirthdateUnreadable => "Schreiben Sie Tag, Monat und Jahr, etwa 24.12.1980",
        Text::BirthdateTooYoung => {
            "Sie müssen mindestens {years} Jahre alt sein. Prüfen Sie das Jahr"
        }
        Text::BirthdateTooOld => "Prüfen Sie das Jahr: Das ist mehr als {years} Jahre her",
        Text::TargetRefused => {
            "Diese Seite können wir nicht öffnen. Bitte informieren Sie den Betreiber der Website."
        }
        Text::PhoneCountry => "Land der Nummer: {country}",
        Text::ConsentMissing => "Setzen Sie hier ein Häkchen, um fortzufahren",
        Text::SummaryTitle => "Bitte prüfen Sie diese Felder",
        Text::Sending => "Wird gesendet…",
        Text::SuccessTitle => "Danke, Ihre Anfrage ist angekommen",
        Text::SuccessCall => "Wir rufen Sie am {day} zwischen {from} und {until} unter {phone} an.",
        Text::SuccessReference => "Ihre Referenz: {reference}",
        Text::SuccessChangeCall => {
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
        Text::Missing => "Bitte ausfüllen: {label}",
        Text::Notes => "Anmerkungen",
        Text::NowRequired => "Jetzt erforderlich: {label}",
        Text::Birthdate => "Geburtsdatum",
        Text::BirthdateHelp => "Zum Beispiel 24.12.1980.",
        Text::Gender => "Anrede",
        Text::GenderMan => "Herr",
        Text::GenderWoman => "Frau",
        Text::Segment => "Kundenart",
        Text::SegmentResidential => "Privat",
        Text::SegmentProfessional => "Geschäftlich",
        Text::Address => "Adresse",
        Text::Street => "Straße",
        Text::StreetMissing => "Geben Sie die Straße ein",
        Text::HouseNumber => "Hausnummer",
        Text::HouseNumberMissing => "Geben Sie die Hausnummer ein",
        Text::HouseBox => "Briefkasten",
        Text::Floor => "Stockwerk",
        Text::PostalCode => "Postleitzahl",
        Text::PostalCodeMissing => "Geben Sie die Postleitzahl ein",
        Text::City => "Ort",
        Text::Country => "Land",
        Text::CountryMissing => "Wählen Sie das Land",
        Text::Building => "Art der Wohnung",
        Text::BuildingDetached => "Freistehendes Haus",
        Text::BuildingSemiDetached => "Doppelhaushälfte",
        Text::BuildingTerraced => "Reihenhaus",
        Text::BuildingApartment => "Wohnung",
        Text::Interests => "Was möchten Sie versichern?",
        Text::InterestsMissing => "Wählen Sie mindestens eine Versicherung",
        Text::InterestCar => "Auto",
        Text::InterestDog => "Hund",
        Text::InterestFuneral => "Bestattung",
        Text::InterestFire => "Haus und Feuer",
        Text::InterestHospitalization => "Krankenhausaufenthalt",
        Text::InterestedInInsurance => "Senden Sie mir ein Angebot für diese Versicherungen",
        Text::AllowInsuranceCall => "Sie dürfen mich dazu anrufen",
        Text::InsuranceTitle => "Versicherungen vergleichen",
        Text::InsuranceAction => "Angebot anfordern",
        Text::InsuranceNote => {
            "Kostenlos und unverbindlich. {company} verwendet diese Angaben nur für Ihr Angebot."
        }
        Text::InsuranceNext => "Wir prüfen Ihre Anfrage und melden uns mit einem Angebot.",
        Text::ClickOutTitle => "Weiter zum Anbieter",
        Text::ClickOutAction => "Zum Anbieter",
        Text::ClickOutNote => {
            "Sie gelangen zur Website des Anbieters. {company} speichert diese Angaben zu Ihrer Auswahl."
        }
        Text::ClickOutNoteAnonymous => {
            "Sie gelangen zur Website des Anbieters. Wir speichern nichts über Sie."
        }
        Text::ClickOutDone => "Sie werden zum Anbieter weitergeleitet",
        Text::ClickOutLink => "Jetzt weiter zum Anbieter",
        Text::Target => "Seite des Anbieters",
        Text::TargetMissing => {
            "Diese Seite nennt kein Ziel. Bitte informieren Sie den Betreiber der Website."
        }
        Text::Language => "Sprache",
        Text::Dutch => "Niederländisch",
        Text::French => "Französisch",
        Text::English => "Englisch",
        Text::German => "Deutsch",
        Text::Cellphone => "Handynummer",
        Text::CellphoneCountry => "Land der Handynummer",
        Text::Landline => "Festnetznummer",
        Text::LandlineCountry => "Land der Festnetznummer",
        Text::OnePhoneMissing => "Geben Sie eine Handy- oder Festnetznummer ein",
        Text::PhoneNotMobile => "Das ist keine Handynummer. Geben Sie sie als Festnetznummer ein",
        Text::PhoneNotFixed => "Das ist eine Handynummer. Geben Sie sie als Handynummer ein",
        Text::Company => "Firma",
        Text::Vat => "USt-IdNr.",
        Text::VatMissing => "Geben Sie die USt-IdNr. der Firma ein",
        Text::Iban => "IBAN",
        Text::NationalNumber => "Nationalnummer",
        Text::CardNumber => "Nummer des Personalausweises",
        Text::Batch => "Stapel",
        Text::BatchHelp => "Leads eines Stapels stehen in den Berichten zusammen.",
        Text::IsHot => "Gerade eben interessiert",
        Text::CallAt => "Anrufen am",
        Text::ThirdPartyTitle => "Lead eingeben",
        Text::ThirdPartyAction => "Lead speichern",
        Text::ThirdPartyNote => "Geben Sie nur ein, was diese Person mit {company} teilen möchte.",
        Text::ThirdPartyDone => "Der Lead ist gespeichert",
        Text::ChoiceUnknown => "Wählen Sie aus der Liste",
        Text::MomentUnreadable => "Geben Sie Datum und Uhrzeit ein, etwa 2026-12-24 15:30",
        Text::CallingHours => {
            "Anrufe sind von 9:00 bis 20:00 Uhr erlaubt. Wählen Sie eine andere Zeit"
        }
        Text::YourTime => "{from}–{until} bei Ihnen",
        Text::SuccessChange => {
            "Möchten Sie etwas ändern? Senden Sie eine neue Anfrage mit Ihrer Referenz."
        }
        // With the comma that German writes after the weekday.
        Text::Weekdays => "Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag,",
        Text::Months => {
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        }
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
