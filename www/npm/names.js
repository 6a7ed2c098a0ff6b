// @ts-check
// Generated from the Rust side; do not edit: RENEW_FIXTURES=1 cargo test -p leadgate --features ssr --test npm_names

export const TAG = 'leadgate-form';
export const FORMS = Object.freeze(/** @type {const} */ (['call-me-back', 'click-out', 'insurance', 'third-party']));
export const LANGUAGES = Object.freeze(/** @type {const} */ (['nl', 'fr', 'en', 'de']));
export const ATTRIBUTES = Object.freeze(/** @type {const} */ (['form', 'partner', 'lang', 'proxy', 'product-type-id', 'product-id', 'supplier-id', 'url', 'subject', 'theme', 'data-layer']));
export const EVENTS = Object.freeze(/** @type {const} */ (['leadgate-ready', 'leadgate-start', 'leadgate-invalid', 'leadgate-submit', 'leadgate-success', 'leadgate-error']));
