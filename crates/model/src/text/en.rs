//! English.

use super::Text;

pub(super) const fn translation(text: Text) -> &'static str {
    match text {
        Text::FirstName => "First name",
        Text::FirstNameMissing => "Enter your first name",
        Text::LastName => "Last name",
        Text::LastNameMissing => "Enter your last name",
        Text::Phone => "Phone number",
        Text::PhoneHelp => "Mobile or landline. Start with + if it is not a Belgian number.",
        Text::PhoneMissing => "Enter the number we may call you on",
        Text::Email => "E-mail address",
        Text::EmailHelp => "In case we cannot reach you by phone.",
        Text::EmailMissing => "Enter your e-mail address",
        Text::Slot => "When may we call you?",
        Text::SlotHelp => "Belgian time.",
        Text::SlotSoon => "As soon as possible",
        Text::SlotMorning => "In the morning",
        Text::SlotAfternoon => "In the afternoon",
        Text::SlotEvening => "In the evening",
        Text::SlotUnknown => "Choose a time from the list",
        Text::SlotPast => "This time has passed. Choose a later one",
        Text::SlotClosed => "We are closed at this time. Choose another one",
        Text::SlotTooFar => "Choose a time within the next {days} days",
        Text::Remarks => "Your question",
        Text::Subject => "Subject",
        Text::CallMeBackTitle => "We call you back",
        Text::CallMeBackAction => "Call me back",
        Text::CallMeBackNote => {
            "Free and without obligation. {company} calls you and uses these details to answer your question."
        }
        Text::PrivacyLink => "How we handle your data",
        Text::Optional => "(optional)",
        Text::TooLong => "Shorten this to {max} characters at most",
        Text::ControlCharacter => "Type this again: it holds an invisible character",
        Text::NoLetter => "Write the name with letters",
        Text::EmailNoAt => "The @ is missing. Example: name@example.be",
        Text::EmailLocalPart => {
            "Check the part before the @: no dot at its start or end, no two dots in a row"
        }
        Text::EmailDomain => {
            "Check the part after the @: it needs a dot and an ending, such as example.be"
        }
        Text::EmailCharacter => "Remove spaces and letters with accents from the address",
        Text::EmailSlip => "Did you mean {email}?",
        Text::EmailSlipUse => "Use this address",
        Text::PhoneCharacter => {
            "Use digits only, with spaces or a + if you like; no letters or extension"
        }
        Text::PhoneUnknownCountry => {
            "We cannot call this country. Enter a number from Belgium or a neighbouring country"
        }
        Text::PhoneTooShortOne => "This number has one digit too few for {country}",
        Text::PhoneTooShortMany => "This number has {digits} digits too few for {country}",
        Text::PhoneTooLongOne => "This number has one digit too many for {country}",
        Text::PhoneTooLongMany => "This number has {digits} digits too many for {country}",
        Text::PhoneNotInPlan => "No number in {country} starts like this. Check the first digits",
        Text::PhoneNotCallable => {
            "We cannot call this kind of number. Enter a mobile or landline number"
        }
        Text::PhoneCountry => "Number from {country}",
        Text::ConsentMissing => "Tick this box to go on",
        Text::SummaryTitle => "Please check these fields",
        Text::Sending => "Sending…",
        Text::NumberCharacter => "Use letters and digits only, with spaces if you like",
        Text::DigitsCharacter => "Use digits only, with spaces or hyphens if you like",
        Text::DigitsLength => "Enter {expected} digits; there are {typed} now",
        Text::CheckDigits => "Check the digits: one is wrong, or two are swapped",
        Text::NationalNumberDate => "Check the first six digits: year, month and day of birth",
        Text::EanStart => "Check the first digits: in {country} they are {start}",
        Text::VatCountry => {
            "We do not know this country's VAT numbers. Check the first two letters"
        }
        Text::VatForm => "Write the VAT number ({country}) like {example}",
        Text::IbanCountry => "An IBAN begins with the two letters of a country, such as BE",
        Text::IbanLength => {
            "An IBAN from {country} has {expected} characters; there are {typed} now"
        }
        Text::IbanForm => {
            "Check the letters and digits: an IBAN from {country} does not look like this"
        }
        Text::BicForm => {
            "A BIC has 8 or 11 characters and begins with four letters, such as GEBABEBB"
        }
        Text::BicCountry => "Check the fifth and sixth letter: they are the bank's country",
        Text::PostalCodeForm => "Write the postal code ({country}) like {example}",
        Text::HouseNumberNoDigit => "Enter a house number with at least one digit",
        Text::BirthdateUnreadable => "Write day, month and year, such as 24/12/1980",
        Text::BirthdateTooYoung => "You must be at least {years} years old. Check the year",
        Text::BirthdateTooOld => "Check the year: this is more than {years} years ago",
        Text::TargetRefused => "We cannot open this page. Please tell the website's owner.",
        Text::SuccessTitle => "Thank you, your request has arrived",
        Text::SuccessCall => "We call you on {day} between {from} and {until} on {phone}.",
        Text::SuccessReference => "Your reference: {reference}",
        Text::SuccessChangeCall => {
            "Need another time or number? Send a new request and mention your reference."
        }
        Text::SuccessAgain => "Send another request",
        Text::FailureTitle => "Your request has not been sent",
        Text::FailureText => "We could not reach our server. Nothing you typed is lost.",
        Text::FailureForbidden => {
            "This form may not be used on this page. Please tell the website's owner."
        }
        Text::FailureConflict => {
            "A request with other details has already been sent. Try again to send this one too."
        }
        Text::FailureUnreadable => {
            "Your browser sent something that we cannot read. Go back and try again; shorten long texts."
        }
        Text::FailureCall => "Or call us on {phone}.",
        Text::Retrying => "The connection is slow. We keep trying…",
        Text::TryAgain => "Try again",
        Text::BackToPage => "Back to the page",
        Text::Missing => "Fill in: {label}",
        Text::Notes => "Remarks",
        Text::NowRequired => "Now required: {label}",
        Text::Birthdate => "Date of birth",
        Text::BirthdateHelp => "For example 24/12/1980.",
        Text::Gender => "Form of address",
        Text::GenderMan => "Mr",
        Text::GenderWoman => "Ms",
        Text::Segment => "Kind of customer",
        Text::SegmentResidential => "Private",
        Text::SegmentProfessional => "Business",
        Text::Address => "Address",
        Text::Street => "Street",
        Text::StreetMissing => "Enter the street",
        Text::HouseNumber => "House number",
        Text::HouseNumberMissing => "Enter the house number",
        Text::HouseBox => "Box",
        Text::Floor => "Floor",
        Text::PostalCode => "Postal code",
        Text::PostalCodeMissing => "Enter the postal code",
        Text::City => "Town or city",
        Text::Country => "Country",
        Text::CountryMissing => "Choose the country",
        Text::Building => "Kind of home",
        Text::BuildingDetached => "Detached house",
        Text::BuildingSemiDetached => "Semi-detached house",
        Text::BuildingTerraced => "Terraced house",
        Text::BuildingApartment => "Flat",
        Text::Interests => "What would you like to insure?",
        Text::InterestsMissing => "Tick at least one insurance",
        Text::InterestCar => "Car",
        Text::InterestDog => "Dog",
        Text::InterestFuneral => "Funeral",
        Text::InterestFire => "Home and fire",
        Text::InterestHospitalization => "Hospital stay",
        Text::InterestedInInsurance => "Send me an offer for these insurances",
        Text::AllowInsuranceCall => "You may call me about this",
        Text::InsuranceTitle => "Compare insurances",
        Text::InsuranceAction => "Ask for my offer",
        Text::InsuranceNote => {
            "Free and without obligation. {company} uses these details for your offer only."
        }
        Text::InsuranceNext => "We look at your request and contact you with an offer.",
        Text::ClickOutTitle => "Continue to the supplier",
        Text::ClickOutAction => "To the supplier",
        Text::ClickOutNote => {
            "You go on to the supplier’s own website. {company} keeps these details with your choice."
        }
        Text::ClickOutNoteAnonymous => {
            "You go on to the supplier’s own website. Nothing about you is kept."
        }
        Text::ClickOutDone => "You are on your way to the supplier",
        Text::ClickOutLink => "Continue to the supplier now",
        Text::Target => "Supplier’s page",
        Text::TargetMissing => {
            "This page does not say where to go on. Please tell the website’s owner."
        }
        Text::Language => "Language",
        Text::Dutch => "Dutch",
        Text::French => "French",
        Text::English => "English",
        Text::German => "German",
        Text::Cellphone => "Mobile number",
        Text::CellphoneCountry => "Country of the mobile number",
        Text::Landline => "Landline",
        Text::LandlineCountry => "Country of the landline",
        Text::OnePhoneMissing => "Enter a mobile number or a landline",
        Text::PhoneNotMobile => "This is not a mobile number. Enter it as the landline",
        Text::PhoneNotFixed => "This is a mobile number. Enter it as the mobile number",
        Text::Company => "Company",
        Text::Vat => "VAT number",
        Text::VatMissing => "Enter the company’s VAT number",
        Text::Iban => "IBAN",
        Text::NationalNumber => "National number",
        Text::CardNumber => "Identity card number",
        Text::Batch => "Batch",
        Text::BatchHelp => "Leads of one batch are reported together.",
        Text::IsHot => "Just now interested",
        Text::CallAt => "Call at",
        Text::ThirdPartyTitle => "Enter a lead",
        Text::ThirdPartyAction => "Save the lead",
        Text::ThirdPartyNote => "Enter only what this person has agreed to share with {company}.",
        Text::ThirdPartyDone => "The lead is saved",
        Text::ChoiceUnknown => "Choose from the list",
        Text::MomentUnreadable => "Enter date and time, such as 2026-12-24 15:30",
        Text::CallingHours => "People may be called from 9:00 to 20:00. Choose another time",
        Text::YourTime => "{from}–{until} your time",
        Text::SuccessChange => {
            "Want to change something? Send a new request and mention your reference."
        }
        Text::Weekdays => "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        Text::Months => {
            "January February March April May June July August September October November December"
        }
        Text::Belgium => "Belgium",
        Text::Netherlands => "the Netherlands",
        Text::France => "France",
        Text::Germany => "Germany",
        Text::Luxembourg => "Luxembourg",
        Text::Sweden => "Sweden",
        Text::Hungary => "Hungary",
        Text::Russia => "Russia",
    }
}
