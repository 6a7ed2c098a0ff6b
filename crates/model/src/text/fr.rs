//! French, polite form "vous".

use super::Text;

pub(super) const fn translation(text: Text) -> &'static str {
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
        Text::Subject => "Sujet",
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
        Text::EmailNoAt => "Il manque le @. Exemple : nom@exemple.be",
        Text::EmailLocalPart => {
            "Vérifiez la partie avant le @ : pas de point au début ni à la fin, pas deux points de suite"
        }
        Text::EmailDomain => {
            "Vérifiez la partie après le @ : il faut un point et une extension, comme exemple.be"
        }
        Text::EmailCharacter => "Retirez les espaces et les lettres accentuées de l'adresse",
        Text::EmailSlip => "Vouliez-vous dire {email} ?",
        Text::EmailSlipUse => "Utiliser cette adresse",
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
        Text::NumberCharacter => {
            "N'utilisez que des lettres et des chiffres, avec des espaces si vous voulez"
        }
        Text::DigitsCharacter => {
            "N'utilisez que des chiffres, avec des espaces ou des tirets si vous voulez"
        }
        Text::DigitsLength => "Indiquez {expected} chiffres ; il y en a {typed}",
        Text::CheckDigits => "Vérifiez les chiffres : l'un est faux, ou deux sont intervertis",
        Text::NationalNumberDate => {
            "Vérifiez les six premiers chiffres : année, mois et jour de naissance"
        }
        Text::EanStart => "Vérifiez les premiers chiffres ({country}) : ils commencent par {start}",
        Text::VatCountry => {
            "Nous ne connaissons pas les numéros de TVA de ce pays. Vérifiez les deux premières lettres"
        }
        Text::VatForm => "Écrivez le numéro de TVA ({country}) comme {example}",
        Text::IbanCountry => "Un IBAN commence par les deux lettres d'un pays, comme BE",
        Text::IbanLength => "Un IBAN ({country}) compte {expected} caractères ; il y en a {typed}",
        Text::IbanForm => {
            "Vérifiez les lettres et les chiffres : un IBAN ({country}) ne s'écrit pas ainsi"
        }
        Text::BicForm => {
            "Un BIC compte 8 ou 11 caractères et commence par quatre lettres, comme GEBABEBB"
        }
        Text::BicCountry => {
            "Vérifiez les cinquième et sixième lettres : c'est le pays de la banque"
        }
        Text::PostalCodeForm => "Écrivez le code postal ({country}) comme {example}",
        Text::HouseNumberNoDigit => "Indiquez un numéro avec au moins un chiffre",
        Text::BirthdateUnreadable => "Écrivez le jour, le mois et l'année, comme 24/12/1980",
        Text::BirthdateTooYoung => "Vous devez avoir au moins {years} ans. Vérifiez l'année",
        Text::BirthdateTooOld => "Vérifiez l'année : c'était il y a plus de {years} ans",
        Text::TargetRefused => {
            "Nous ne pouvons pas ouvrir cette page. Merci d'en informer le propriétaire du site."
        }
        Text::PhoneCountry => "Pays du numéro : {country}",
        Text::ConsentMissing => "Cochez cette case pour continuer",
        Text::SummaryTitle => "Veuillez vérifier ces champs",
        Text::Sending => "Envoi en cours…",
        Text::SuccessTitle => "Merci, votre demande est bien arrivée",
        Text::SuccessCall => "Nous vous appelons le {day} entre {from} et {until} au {phone}.",
        Text::SuccessReference => "Votre référence : {reference}",
        Text::SuccessChangeCall => {
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
        Text::Missing => "À remplir : {label}",
        Text::Notes => "Remarques",
        Text::NowRequired => "Maintenant obligatoire : {label}",
        Text::Birthdate => "Date de naissance",
        Text::BirthdateHelp => "Par exemple 24/12/1980.",
        Text::Gender => "Civilité",
        Text::GenderMan => "Monsieur",
        Text::GenderWoman => "Madame",
        Text::Segment => "Type de client",
        Text::SegmentResidential => "Particulier",
        Text::SegmentProfessional => "Professionnel",
        Text::Address => "Adresse",
        Text::Street => "Rue",
        Text::StreetMissing => "Indiquez la rue",
        Text::HouseNumber => "Numéro",
        Text::HouseNumberMissing => "Indiquez le numéro",
        Text::HouseBox => "Boîte",
        Text::Floor => "Étage",
        Text::PostalCode => "Code postal",
        Text::PostalCodeMissing => "Indiquez le code postal",
        Text::City => "Localité",
        Text::Country => "Pays",
        Text::CountryMissing => "Choisissez le pays",
        Text::Building => "Type de logement",
        Text::BuildingDetached => "Maison quatre façades",
        Text::BuildingSemiDetached => "Maison trois façades",
        Text::BuildingTerraced => "Maison mitoyenne",
        Text::BuildingApartment => "Appartement",
        Text::Interests => "Que souhaitez-vous assurer ?",
        Text::InterestsMissing => "Cochez au moins une assurance",
        Text::InterestCar => "Voiture",
        Text::InterestDog => "Chien",
        Text::InterestFuneral => "Obsèques",
        Text::InterestFire => "Habitation et incendie",
        Text::InterestHospitalization => "Hospitalisation",
        Text::InterestedInInsurance => "Envoyez-moi une offre pour ces assurances",
        Text::AllowInsuranceCall => "Vous pouvez m’appeler à ce sujet",
        Text::InsuranceTitle => "Comparez les assurances",
        Text::InsuranceAction => "Demander mon offre",
        Text::InsuranceNote => {
            "Gratuit et sans engagement. {company} n’utilise ces données que pour votre offre."
        }
        Text::InsuranceNext => "Nous examinons votre demande et vous contactons avec une offre.",
        Text::ClickOutTitle => "Continuer vers le fournisseur",
        Text::ClickOutAction => "Vers le fournisseur",
        Text::ClickOutNote => {
            "Vous continuez sur le site du fournisseur. {company} conserve ces données avec votre choix."
        }
        Text::ClickOutNoteAnonymous => {
            "Vous continuez sur le site du fournisseur. Nous ne conservons rien à votre sujet."
        }
        Text::ClickOutDone => "Vous êtes redirigé vers le fournisseur",
        Text::ClickOutLink => "Continuer maintenant vers le fournisseur",
        Text::Target => "Page du fournisseur",
        Text::TargetMissing => {
            "Cette page n’indique pas la destination. Merci de le signaler au propriétaire du site."
        }
        Text::Language => "Langue",
        Text::Dutch => "Néerlandais",
        Text::French => "Français",
        Text::English => "Anglais",
        Text::German => "Allemand",
        Text::Cellphone => "Numéro de GSM",
        Text::CellphoneCountry => "Pays du GSM",
        Text::Landline => "Téléphone fixe",
        Text::LandlineCountry => "Pays du téléphone fixe",
        Text::OnePhoneMissing => "Indiquez un GSM ou un téléphone fixe",
        Text::PhoneNotMobile => "Ce n’est pas un numéro de GSM. Indiquez-le comme téléphone fixe",
        Text::PhoneNotFixed => "C’est un numéro de GSM. Indiquez-le comme GSM",
        Text::Company => "Entreprise",
        Text::Vat => "Numéro de TVA",
        Text::VatMissing => "Indiquez le numéro de TVA de l’entreprise",
        Text::Iban => "IBAN",
        Text::NationalNumber => "Numéro national",
        Text::CardNumber => "Numéro de carte d’identité",
        Text::Batch => "Lot",
        Text::BatchHelp => "Les leads d’un même lot sont regroupés dans les rapports.",
        Text::IsHot => "Intéressé à l’instant",
        Text::CallAt => "Appeler le",
        Text::ThirdPartyTitle => "Saisir un lead",
        Text::ThirdPartyAction => "Enregistrer le lead",
        Text::ThirdPartyNote => {
            "N’indiquez que ce que cette personne accepte de partager avec {company}."
        }
        Text::ThirdPartyDone => "Le lead est enregistré",
        Text::ChoiceUnknown => "Choisissez dans la liste",
        Text::MomentUnreadable => "Indiquez la date et l’heure, par exemple 2026-12-24 15:30",
        Text::CallingHours => "Les appels sont permis de 9 h à 20 h. Choisissez un autre moment",
        Text::YourTime => "{from}–{until} chez vous",
        Text::SuccessChange => {
            "Vous souhaitez modifier quelque chose ? Envoyez une nouvelle demande avec votre référence."
        }
        Text::Weekdays => "lundi mardi mercredi jeudi vendredi samedi dimanche",
        Text::Months => {
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        }
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
