//! French, polite form "vous".

use super::Text;

pub(super) const WEEKDAYS: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];
pub(super) const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

pub(super) const fn words(text: Text) -> &'static str {
    match text {
        Text::FirstName => "Prénom",
        Text::FirstNameMissing => "Indiquez votre prénom",
        Text::LastName => "Nom",
        Text::LastNameMissing => "Indiquez votre nom",
        Text::Phone => "Numéro de téléphone",
        Text::PhoneHelp => "GSM ou fixe. Commencez par + si ce n'est pas un numéro belge.",
        Text::PhoneMissing => "Indiquez le numéro auquel vous appeler",
        Text::Email => "Adresse e-mail",
        Text::EmailHelp => "Si nous n'arrivons pas à vous joindre par téléphone.",
        Text::EmailMissing => "Indiquez votre adresse e-mail",
        Text::Slot => "Quand pouvons-nous vous appeler ?",
        Text::SlotHelp => "Heure belge.",
        Text::SlotSoon => "Dès que possible",
        Text::SlotMorning => "Le matin",
        Text::SlotAfternoon => "L'après-midi",
        Text::SlotEvening => "Le soir",
        Text::SlotUnknown => "Choisissez un moment dans la liste",
        Text::SlotPast => "Ce moment est passé. Choisissez-en un plus tard",
        Text::SlotClosed => "Nous sommes fermés à ce moment. Choisissez-en un autre",
        Text::SlotTooFar => "Choisissez un moment dans les {days} prochains jours",
        Text::Remarks => "Votre question",
        Text::RemarksMissing => "Écrivez votre question",
        Text::Subject => "Sujet",
        Text::SubjectMissing => "Indiquez un sujet",
        Text::CallMeBackTitle => "Nous vous rappelons",
        Text::CallMeBackAction => "Rappelez-moi",
        Text::CallMeBackNote => {
            "Gratuit et sans engagement. {company} vous appelle et utilise ces données pour répondre à votre question."
        }
        Text::PrivacyLink => "Comment nous traitons vos données",
        Text::Optional => "(facultatif)",
        Text::TooLong => "Raccourcissez ce texte à {max} caractères au plus",
        Text::ControlCharacter => "Retapez ceci : il contient un caractère invisible",
        Text::NoLetter => "Écrivez le nom avec des lettres",
        Text::EmailNoAt => "Il manque le @. Écrivez l'adresse comme nom@exemple.be",
        Text::EmailLocalPart => {
            "Vérifiez la partie avant le @ : pas de point au début ni à la fin, pas deux points de suite"
        }
        Text::EmailDomain => {
            "Vérifiez la partie après le @ : il faut un point et une extension, comme exemple.be"
        }
        Text::EmailCharacter => "Retirez les espaces et les lettres accentuées de l'adresse",
        Text::PhoneCharacter => {
            "N'utilisez que des chiffres, avec des espaces ou un + si vous voulez ; ni lettres ni numéro de poste"
        }
        Text::PhoneUnknownCountry => {
            "Nous ne pouvons pas appeler ce pays. Indiquez un numéro de Belgique ou d'un pays voisin"
        }
        Text::PhoneTooShortOne => "Il manque un chiffre à ce numéro ({country})",
        Text::PhoneTooShortMany => "Il manque {digits} chiffres à ce numéro ({country})",
        Text::PhoneTooLongOne => "Ce numéro a un chiffre de trop ({country})",
        Text::PhoneTooLongMany => "Ce numéro a {digits} chiffres de trop ({country})",
        Text::PhoneNotInPlan => {
            "Aucun numéro ne commence ainsi ({country}). Vérifiez les premiers chiffres"
        }
        Text::PhoneNotCallable => {
            "Nous ne pouvons pas appeler ce type de numéro. Indiquez un GSM ou un numéro fixe"
        }
        Text::ConsentMissing => "Cochez cette case pour continuer",
        Text::SummaryTitle => "Veuillez vérifier ces champs",
        Text::Sending => "Envoi en cours…",
        Text::SuccessTitle => "Merci, votre demande est bien arrivée",
        Text::SuccessCall => "Nous vous appelons le {day} entre {from} et {until} au {phone}.",
        Text::SuccessReference => "Votre référence : {reference}",
        Text::SuccessChange => {
            "Un autre moment ou un autre numéro ? Envoyez une nouvelle demande avec votre référence."
        }
        Text::SuccessAgain => "Envoyer une autre demande",
        Text::FailureTitle => "Votre demande n'a pas été envoyée",
        Text::FailureText => {
            "Notre serveur est injoignable pour le moment. Ce que vous avez écrit n'est pas perdu."
        }
        Text::FailureForbidden => {
            "Ce formulaire ne peut pas être utilisé sur cette page. Merci d'en informer le propriétaire du site."
        }
        Text::FailureConflict => {
            "Une demande avec d'autres données est déjà partie. Réessayez pour envoyer aussi celle-ci."
        }
        Text::FailureUnreadable => {
            "Votre navigateur a envoyé quelque chose que nous ne pouvons pas lire. Revenez en arrière et réessayez ; raccourcissez les longs textes."
        }
        Text::FailureCall => "Ou appelez-nous au {phone}.",
        Text::Retrying => "La connexion est lente. Nous continuons d'essayer…",
        Text::TryAgain => "Réessayer",
        Text::BackToPage => "Retour à la page",
        Text::Belgium => "Belgique",
        Text::Netherlands => "Pays-Bas",
        Text::France => "France",
        Text::Germany => "Allemagne",
        Text::Luxembourg => "Luxembourg",
        Text::Sweden => "Suède",
        Text::Hungary => "Hongrie",
        Text::Russia => "Russie",
    }
}
