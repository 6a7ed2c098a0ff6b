//! Dutch, as written in Flanders: polite form "u".

use super::Text;

pub(super) const fn translation(text: Text) -> &'static str {
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
        Text::Subject => "Onderwerp",
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
        Text::EmailNoAt => "De @ ontbreekt. Voorbeeld: naam@voorbeeld.be",
        Text::EmailLocalPart => {
            "Controleer het deel voor de @: geen punt aan het begin of het einde, geen twee punten na elkaar"
        }
        Text::EmailDomain => {
            "Controleer het deel na de @: er hoort een punt en een einde bij, zoals voorbeeld.be"
        }
        Text::EmailCharacter => "Haal spaties en letters met accenten uit het adres",
        Text::EmailSlip => "Bedoelde u {email}?",
        Text::EmailSlipUse => "Gebruik dit adres",
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
        Text::NumberCharacter => "Gebruik alleen letters en cijfers, eventueel met spaties",
        Text::DigitsCharacter => "Gebruik alleen cijfers, eventueel met spaties of streepjes",
        Text::DigitsLength => "Vul {expected} cijfers in; nu zijn het er {typed}",
        Text::CheckDigits => {
            "Controleer de cijfers: één ervan is fout, of er zijn er twee omgewisseld"
        }
        Text::NationalNumberDate => {
            "Controleer de eerste zes cijfers: jaar, maand en dag van de geboorte"
        }
        Text::EanStart => "Kijk de eerste cijfers na: in {country} beginnen ze met {start}",
        Text::VatCountry => {
            "Van dit land kennen we geen btw-nummers. Controleer de eerste twee letters"
        }
        Text::VatForm => "Schrijf het btw-nummer ({country}) zoals {example}",
        Text::IbanCountry => "Een IBAN begint met de twee letters van een land, zoals BE",
        Text::IbanLength => "Een IBAN uit {country} telt {expected} tekens; nu zijn het er {typed}",
        Text::IbanForm => {
            "Controleer de letters en cijfers: zo ziet een IBAN uit {country} er niet uit"
        }
        Text::BicForm => "Een BIC telt 8 of 11 tekens en begint met vier letters, zoals GEBABEBB",
        Text::BicCountry => "Controleer de vijfde en zesde letter: dat is het land van de bank",
        Text::PostalCodeForm => "Schrijf de postcode ({country}) zoals {example}",
        Text::HouseNumberNoDigit => "Vul een huisnummer in met minstens één cijfer",
        Text::BirthdateUnreadable => "Schrijf dag, maand en jaar, zoals 24/12/1980",
        Text::BirthdateTooYoung => "U moet minstens {years} jaar zijn. Controleer het jaartal",
        Text::BirthdateTooOld => "Controleer het jaartal: dit is meer dan {years} jaar geleden",
        Text::TargetRefused => {
            "Deze pagina kunnen we niet openen. Laat het de eigenaar van de website weten."
        }
        Text::PhoneCountry => "Nummer uit {country}",
        Text::ConsentMissing => "Vink dit vakje aan om verder te gaan",
        Text::SummaryTitle => "Kijk deze velden even na",
        Text::Sending => "Bezig met verzenden…",
        Text::SuccessTitle => "Bedankt, uw aanvraag is aangekomen",
        Text::SuccessCall => "We bellen u op {day} tussen {from} en {until} op {phone}.",
        Text::SuccessReference => "Uw referentie: {reference}",
        Text::SuccessChangeCall => {
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
        Text::Missing => "Vul in: {label}",
        Text::Notes => "Opmerkingen",
        Text::NowRequired => "Nu verplicht: {label}",
        Text::Birthdate => "Geboortedatum",
        Text::BirthdateHelp => "Bijvoorbeeld 24/12/1980.",
        Text::Gender => "Aanspreking",
        Text::GenderMan => "De heer",
        Text::GenderWoman => "Mevrouw",
        Text::Segment => "Soort klant",
        Text::SegmentResidential => "Particulier",
        Text::SegmentProfessional => "Zakelijk",
        Text::Address => "Adres",
        Text::Street => "Straat",
        Text::StreetMissing => "Vul de straat in",
        Text::HouseNumber => "Huisnummer",
        Text::HouseNumberMissing => "Vul het huisnummer in",
        Text::HouseBox => "Bus",
        Text::Floor => "Verdieping",
        Text::PostalCode => "Postcode",
        Text::PostalCodeMissing => "Vul de postcode in",
        Text::City => "Gemeente",
        Text::Country => "Land",
        Text::CountryMissing => "Kies het land",
        Text::Building => "Soort woning",
        Text::BuildingDetached => "Open bebouwing",
        Text::BuildingSemiDetached => "Halfopen bebouwing",
        Text::BuildingTerraced => "Rijwoning",
        Text::BuildingApartment => "Appartement",
        Text::Interests => "Wat wilt u verzekeren?",
        Text::InterestsMissing => "Vink minstens één verzekering aan",
        Text::InterestCar => "Auto",
        Text::InterestDog => "Hond",
        Text::InterestFuneral => "Uitvaart",
        Text::InterestFire => "Woning en brand",
        Text::InterestHospitalization => "Hospitalisatie",
        Text::InterestedInInsurance => "Stuur mij een voorstel voor deze verzekeringen",
        Text::AllowInsuranceCall => "U mag mij hierover bellen",
        Text::InsuranceTitle => "Vergelijk verzekeringen",
        Text::InsuranceAction => "Vraag mijn voorstel",
        Text::InsuranceNote => {
            "Gratis en vrijblijvend. {company} gebruikt deze gegevens alleen voor uw voorstel."
        }
        Text::InsuranceNext => {
            "We bekijken uw aanvraag en nemen contact met u op met een voorstel."
        }
        Text::ClickOutTitle => "Verder naar de leverancier",
        Text::ClickOutAction => "Naar de leverancier",
        Text::ClickOutNote => {
            "U gaat verder op de website van de leverancier. {company} bewaart deze gegevens bij uw keuze."
        }
        Text::ClickOutNoteAnonymous => {
            "U gaat verder op de website van de leverancier. We bewaren niets over u."
        }
        Text::ClickOutDone => "U bent onderweg naar de leverancier",
        Text::ClickOutLink => "Nu verder naar de leverancier",
        Text::Target => "Pagina van de leverancier",
        Text::TargetMissing => {
            "Deze pagina zegt niet waarheen. Laat het de eigenaar van de website weten."
        }
        Text::Language => "Taal",
        Text::Dutch => "Nederlands",
        Text::French => "Frans",
        Text::English => "Engels",
        Text::German => "Duits",
        Text::Cellphone => "Gsm-nummer",
        Text::CellphoneCountry => "Land van het gsm-nummer",
        Text::Landline => "Vast nummer",
        Text::LandlineCountry => "Land van het vaste nummer",
        Text::OnePhoneMissing => "Vul een gsm-nummer of een vast nummer in",
        Text::PhoneNotMobile => "Dit is geen gsm-nummer. Vul het in als vast nummer",
        Text::PhoneNotFixed => "Dit is een gsm-nummer. Vul het in als gsm-nummer",
        Text::Company => "Bedrijf",
        Text::Vat => "Btw-nummer",
        Text::VatMissing => "Vul het btw-nummer van het bedrijf in",
        Text::Iban => "IBAN",
        Text::NationalNumber => "Rijksregisternummer",
        Text::CardNumber => "Nummer van de identiteitskaart",
        Text::Batch => "Batch",
        Text::BatchHelp => "Leads van één batch staan samen in de rapporten.",
        Text::IsHot => "Net nu geïnteresseerd",
        Text::CallAt => "Bellen op",
        Text::ThirdPartyTitle => "Lead invoeren",
        Text::ThirdPartyAction => "Lead opslaan",
        Text::ThirdPartyNote => "Vul alleen in wat deze persoon met {company} wil delen.",
        Text::ThirdPartyDone => "De lead is opgeslagen",
        Text::ChoiceUnknown => "Kies uit de lijst",
        Text::MomentUnreadable => "Vul datum en uur in, zoals 2026-12-24 15:30",
        Text::CallingHours => "Bellen mag van 9.00 tot 20.00 uur. Kies een ander tijdstip",
        Text::YourTime => "{from}–{until} bij u",
        Text::SuccessChange => {
            "Wilt u iets wijzigen? Stuur een nieuwe aanvraag en vermeld uw referentie."
        }
        Text::Weekdays => "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        Text::Months => {
            "januari februari maart april mei juni juli augustus september oktober november december"
        }
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
