//! The install page in French.

use super::Table;

pub(in crate::texts) const FR: Table = &[
    ("install-title", "Kiesklaar: un formulaire sur votre page"),
    (
        "install-description",
        "Choisissez un formulaire et copiez ce que vous collez dans votre page.",
    ),
    ("install-skip", "Aller aux choix"),
    ("install-nav", "Site"),
    ("install-back", "Comparer"),
    ("install-policy-short", "Sécurité"),
    (
        "install-headline",
        "Un formulaire sur votre page, prêt à coller",
    ),
    (
        "install-lead",
        "Choisissez, copiez et collez. Le formulaire à côté est le vrai : ce que vous envoyez arrive dans le CRM simulé.",
    ),
    (
        "install-noscript",
        "Cette page a besoin de JavaScript. Sans lui, la commande leadgate snippet affiche ce que vous collez.",
    ),
    ("install-choices", "Choisissez"),
    ("install-form", "Formulaire"),
    ("install-call-me-back", "Être rappelé"),
    ("install-click-out", "Vers un fournisseur"),
    ("install-insurance", "Assurance"),
    ("install-third-party", "Lead d’un tiers"),
    ("install-partner", "Partenaire"),
    ("install-lang", "Langue du formulaire"),
    ("install-theme", "Couleurs du formulaire"),
    ("install-theme-auto", "Celles de la page"),
    ("install-url", "Adresse chez le fournisseur"),
    (
        "install-url-help",
        "Sur un hôte autorisé pour ce partenaire.",
    ),
    ("install-way", "Comment il arrive dans la page"),
    ("install-whole", "Le formulaire entier"),
    (
        "install-whole-help",
        "S’affiche avec la page et fonctionne sans script. Il coûte quelques kilo-octets dans la page, et garde l’aspect du jour où il a été collé jusqu’à ce que vous le colliez à nouveau.",
    ),
    ("install-strict-csp", "Le formulaire entier, styles liés"),
    (
        "install-strict-csp-help",
        "Pour une page dont la politique n’admet pas de styles en ligne. Les styles coûtent une requête avant que le formulaire s’affiche.",
    ),
    ("install-script-only", "Le script seul"),
    (
        "install-script-only-help",
        "Deux lignes, à ne jamais coller de nouveau. Le formulaire arrive une requête plus tard, à la place qui lui est gardée. Sans JavaScript, il ne reste qu’un lien.",
    ),
    ("install-early", "Visible sans défiler"),
    (
        "install-early-help",
        "Demande le module et le WebAssembly en même temps que la page. Plus bas dans la page, cela coûterait des octets dont personne n’a peut-être besoin.",
    ),
    ("install-snippet", "Collez ceci dans la page"),
    ("install-refused", "Le proxy ne fait pas ceci :"),
    (
        "install-unreachable",
        "Le proxy ne répond pas. Vérifiez que la démo tourne encore et choisissez à nouveau.",
    ),
    ("install-bytes", "octets dans la page, avant compression"),
    ("install-copy", "Copier"),
    ("install-copied", "Copié"),
    (
        "install-selected",
        "Le presse-papiers est refusé. Le texte est sélectionné : copiez avec Ctrl+C ou ⌘C.",
    ),
    ("install-command", "Ainsi l’opérateur l’affiche"),
    ("install-live", "Voici le résultat"),
    (
        "install-policy-intro",
        "Une page qui a une politique ajoute ceci. Une page sans politique n’a besoin de rien.",
    ),
    (
        "install-script-src",
        "Pour le chargeur et le WebAssembly. Sans l’adresse ou sans 'wasm-unsafe-eval', le formulaire fonctionne en HTML simple ; avec le script seul et sans l’adresse, il ne reste qu’un lien.",
    ),
    (
        "install-connect-src",
        "Pour le formulaire, le WebAssembly et l’envoi. Sans elle, un formulaire collé fonctionne en HTML simple.",
    ),
    (
        "install-form-action",
        "Pour l’envoi sans script. Sans elle, seul le script peut envoyer.",
    ),
    (
        "install-style-src",
        "Pour les styles du formulaire entier. Sans elle, il reste sans style jusqu’au passage du chargeur.",
    ),
    ("install-npm", "Ou avec le paquet npm"),
    (
        "install-npm-intro",
        "Pour une application qui est construite, et pour toute autre qui insère du balisage plus tard : les navigateurs ne lisent un formulaire collé que dans le HTML même de la page.",
    ),
    ("install-npm-install", "Installer"),
    ("install-framework", "Framework"),
    ("install-file", "Fichier"),
    (
        "install-trusted-types",
        "Seulement pour une page qui exige Trusted Types : pour un formulaire que le script apporte, et pour une autre langue. Sans elle, un formulaire collé fonctionne ; avec le script seul, le lien reste.",
    ),
];
