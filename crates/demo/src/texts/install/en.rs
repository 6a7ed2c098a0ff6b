//! The install page in English.

use super::Table;

pub(in crate::texts) const EN: Table = &[
    ("install-title", "Kiesklaar: a form on your page"),
    (
        "install-description",
        "Choose a form and copy what you paste into your page.",
    ),
    ("install-skip", "Go to the choices"),
    ("install-nav", "Site"),
    ("install-back", "Compare"),
    ("install-policy-short", "Security"),
    ("install-headline", "A form on your page, ready to paste"),
    (
        "install-lead",
        "Choose, copy and paste. The form beside it is the real one: what you send arrives in the stand-in for the CRM.",
    ),
    (
        "install-noscript",
        "This page needs JavaScript. Without it, the command leadgate snippet prints what you paste.",
    ),
    ("install-choices", "Choose"),
    ("install-form", "Form"),
    ("install-call-me-back", "Call me back"),
    ("install-click-out", "On to a supplier"),
    ("install-insurance", "Insurance"),
    ("install-third-party", "Somebody else’s lead"),
    ("install-partner", "Partner"),
    ("install-lang", "Language of the form"),
    ("install-theme", "Colours of the form"),
    ("install-theme-auto", "Those of the page"),
    ("install-url", "Address at the supplier"),
    ("install-url-help", "On a host that the partner’s list has."),
    ("install-way", "How it gets into the page"),
    ("install-whole", "The whole form"),
    (
        "install-whole-help",
        "Paints with the page and works without script. It costs some kilobytes in the page, and looks as it did on the day it was pasted until you paste it anew.",
    ),
    ("install-strict-csp", "The whole form, styles linked"),
    (
        "install-strict-csp-help",
        "For a page whose policy allows no inline styles. The styles cost a request before the form can be painted.",
    ),
    ("install-script-only", "Script only"),
    (
        "install-script-only-help",
        "Two lines, which never need to be pasted again. The form appears one request later, in the space that is reserved for it. Without JavaScript only a link remains.",
    ),
    ("install-early", "Seen without scrolling"),
    (
        "install-early-help",
        "Asks for module and WebAssembly together with the page. Further down the page, that would cost bytes that perhaps nobody needs.",
    ),
    ("install-snippet", "Paste this into the page"),
    ("install-refused", "The proxy does not make this:"),
    (
        "install-unreachable",
        "The proxy does not answer. See whether the demo still runs, and choose again.",
    ),
    ("install-bytes", "bytes in the page, before compression"),
    ("install-copy", "Copy"),
    ("install-copied", "Copied"),
    (
        "install-selected",
        "The clipboard is refused. The text is selected: copy it with Ctrl+C or ⌘C.",
    ),
    ("install-command", "How the operator prints it"),
    ("install-live", "What it looks like"),
    (
        "install-policy-intro",
        "A page with a policy adds this. A page without one needs nothing.",
    ),
    (
        "install-script-src",
        "For the loader and the WebAssembly. Without the address or without 'wasm-unsafe-eval' the form works as plain HTML; with script only and without the address, only a link remains.",
    ),
    (
        "install-connect-src",
        "For the form, the WebAssembly and sending. Without it, a pasted form works as plain HTML.",
    ),
    (
        "install-form-action",
        "For sending without script. Without it, sending works with script only.",
    ),
    (
        "install-style-src",
        "For the styles of the whole form. Without it, the form is unstyled until the loader has run.",
    ),
    ("install-npm", "Or with the npm package"),
    (
        "install-npm-intro",
        "For an application that is built, and for any that inserts markup later: browsers read a pasted form in the page’s own HTML only.",
    ),
    ("install-npm-install", "Install"),
    ("install-framework", "Framework"),
    ("install-file", "File"),
    (
        "install-trusted-types",
        "Only for a page that requires Trusted Types: for a form that the script brings, and for another language. Without it, a pasted form works; with script only, the link remains.",
    ),
];
