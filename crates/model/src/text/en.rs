//! English.

use super::Text;

pub(super) const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const fn words(text: Text) -> &'static str {
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
        Text::RemarksMissing => "Write your question",
        Text::Subject => "Subject",
        Text::SubjectMissing => "Enter a subject",
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
        Text::EmailNoAt => "The @ is missing. Write the address as name@example.be",
        Text::EmailLocalPart => {
            "Check the part before the @: no dot at its start or end, no two dots in a row"
        }
        Text::EmailDomain => {
            "Check the part after the @: it needs a dot and an ending, such as example.be"
        }
        Text::EmailCharacter => "Remove spaces and letters with accents from the address",
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
        Text::ConsentMissing => "Tick this box to go on",
        Text::SummaryTitle => "Please check these fields",
        Text::Sending => "Sending…",
        Text::SuccessTitle => "Thank you, your request has arrived",
        Text::SuccessCall => "We call you on {day} between {from} and {until} on {phone}.",
        Text::SuccessReference => "Your reference: {reference}",
        Text::SuccessChange => {
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
