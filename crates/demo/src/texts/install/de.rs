//! The install page in German.

use super::Table;

pub(in crate::texts) const DE: Table = &[
    ("install-title", "Kiesklaar: ein Formular auf Ihrer Seite"),
    (
        "install-description",
        "Wählen Sie ein Formular und kopieren Sie, was Sie in Ihre Seite einfügen.",
    ),
    ("install-skip", "Zur Auswahl"),
    ("install-nav", "Website"),
    ("install-back", "Vergleichen"),
    ("install-policy-short", "Sicherheit"),
    (
        "install-headline",
        "Ein Formular auf Ihrer Seite, fertig zum Einfügen",
    ),
    (
        "install-lead",
        "Wählen, kopieren, einfügen. Das Formular daneben ist das echte: Was Sie senden, kommt im nachgebauten CRM an.",
    ),
    (
        "install-noscript",
        "Diese Seite braucht JavaScript. Ohne es gibt der Befehl leadgate snippet aus, was Sie einfügen.",
    ),
    ("install-choices", "Wählen Sie"),
    ("install-form", "Formular"),
    ("install-call-me-back", "Rückruf"),
    ("install-click-out", "Weiter zu einem Anbieter"),
    ("install-insurance", "Versicherung"),
    ("install-third-party", "Lead für jemand anderen"),
    ("install-partner", "Partner"),
    ("install-lang", "Sprache des Formulars"),
    ("install-theme", "Farben des Formulars"),
    ("install-theme-auto", "Die der Seite"),
    ("install-url", "Adresse beim Anbieter"),
    (
        "install-url-help",
        "Auf einem Host, der für den Partner erlaubt ist.",
    ),
    ("install-way", "Wie es in die Seite kommt"),
    ("install-whole", "Das ganze Formular"),
    (
        "install-whole-help",
        "Erscheint mit der Seite und funktioniert ohne Skript. Es kostet einige Kilobyte in der Seite und sieht aus wie am Tag des Einfügens, bis Sie es neu einfügen.",
    ),
    ("install-strict-csp", "Das ganze Formular, Stile verlinkt"),
    (
        "install-strict-csp-help",
        "Für eine Seite, deren Richtlinie keine Inline-Stile zulässt. Die Stile kosten eine Anfrage, bevor das Formular erscheint.",
    ),
    ("install-script-only", "Nur das Skript"),
    (
        "install-script-only-help",
        "Zwei Zeilen, die nie neu eingefügt werden müssen. Das Formular erscheint eine Anfrage später, an dem Platz, der dafür frei bleibt. Ohne JavaScript bleibt nur ein Link.",
    ),
    ("install-early", "Ohne Scrollen sichtbar"),
    (
        "install-early-help",
        "Fordert Modul und WebAssembly zusammen mit der Seite an. Weiter unten auf der Seite würde das Bytes kosten, die vielleicht niemand braucht.",
    ),
    ("install-snippet", "Fügen Sie dies in die Seite ein"),
    ("install-refused", "Der Proxy macht das nicht:"),
    (
        "install-unreachable",
        "Der Proxy antwortet nicht. Prüfen Sie, ob die Demo noch läuft, und wählen Sie erneut.",
    ),
    ("install-bytes", "Bytes in der Seite, vor der Komprimierung"),
    ("install-copy", "Kopieren"),
    ("install-copied", "Kopiert"),
    (
        "install-selected",
        "Die Zwischenablage ist gesperrt. Der Text ist markiert: Kopieren Sie mit Strg+C oder ⌘C.",
    ),
    ("install-command", "So gibt der Betreiber es aus"),
    ("install-live", "So sieht es aus"),
    (
        "install-policy-intro",
        "Eine Seite mit einer Richtlinie ergänzt dies. Eine Seite ohne braucht nichts.",
    ),
    (
        "install-script-src",
        "Für den Loader und das WebAssembly. Ohne die Adresse oder ohne 'wasm-unsafe-eval' funktioniert das Formular als einfaches HTML; nur mit Skript und ohne die Adresse bleibt nur ein Link.",
    ),
    (
        "install-connect-src",
        "Für das Formular, das WebAssembly und das Senden. Ohne sie funktioniert ein eingefügtes Formular als einfaches HTML.",
    ),
    (
        "install-form-action",
        "Für das Senden ohne Skript. Ohne sie gelingt das Senden nur mit Skript.",
    ),
    (
        "install-style-src",
        "Für die Stile des ganzen Formulars. Ohne sie bleibt es ungestaltet, bis der Loader gelaufen ist.",
    ),
    ("install-npm", "Oder mit dem npm-Paket"),
    (
        "install-npm-intro",
        "Für eine Anwendung, die gebaut wird, und für jede, die Markup später einfügt: Browser lesen ein eingefügtes Formular nur im eigenen HTML der Seite.",
    ),
    ("install-npm-install", "Installieren"),
    ("install-framework", "Framework"),
    ("install-file", "Datei"),
    (
        "install-trusted-types",
        "Nur für eine Seite, die Trusted Types verlangt: für ein Formular, das das Skript bringt, und für eine andere Sprache. Ohne sie funktioniert ein eingefügtes Formular; nur mit Skript bleibt der Link.",
    ),
];
