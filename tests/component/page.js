// The page around a form, as the loader leaves it before the WebAssembly comes; what a visitor
// does there with keys; and where the page goes. Few files on purpose: the test runner's server
// has four threads and sometimes leaves a fifth connection without an answer for ever.
// @ts-check

/** What the page heard, as `name {detail}`. @type {string[]} */
let heard = [];
/** Whether the page cancels sending. */
let cancelling = false;
/** Counts ids, so that a test can tell them apart. */
let ids = 0;

for (const name of ['ready', 'start', 'invalid', 'submit', 'success', 'error']) {
  // At the document: an event that does not bubble out of the shadow root is not heard.
  document.addEventListener(`leadgate-${name}`, (event) => {
    heard.push(`${name} ${JSON.stringify(/** @type {CustomEvent} */ (event).detail)}`);
    if (cancelling && name === 'submit') event.preventDefault();
  });
}

/** Opens a new page with a fragment; gives the fragment's outermost element. @param {string} html @param {string} style */
export function open(html, style) {
  heard = [];
  cancelling = false;
  document.querySelector('leadgate-form')?.remove();
  const host = document.createElement('leadgate-form');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.innerHTML = html;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  document.body.append(host);
  const root = shadow.querySelector('.leadgate');
  renewer(root)();
  return root;
}

/** The loader's part of a new lead: a new id. @param {Element | null} root */
export function renewer(root) {
  return () => {
    const field = /** @type {HTMLInputElement} */ (root?.querySelector('input[name="id"]'));
    field.value = `id${++ids}-0000`;
  };
}

/** What the page heard since it was opened. */
export const events = () => heard;

/** The page cancels every attempt to send. */
export const cancelSending = () => {
  cancelling = true;
};

/** Every node below an element, as the loader counts them. @param {Node} root */
export function nodes(root) {
  const walker = document.createTreeWalker(root);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** What the browser itself would post, less what is empty. @param {HTMLFormElement} form */
export function nativePost(form) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== '');
  return new URLSearchParams(/** @type {[string, string][]} */ (filled)).toString();
}

/** Types a value as a visitor does. @param {HTMLInputElement} control @param {string} value */
export function type(control, value) {
  control.focus();
  control.value = value;
  control.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Tries to send as the button does, without a button; false when the form took it. @param {HTMLFormElement} form */
export const submitEvent = (form) => form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));

/**
 * Edits what is selected, or beside the caret.
 * @param {HTMLInputElement} control
 * @param {'insertText' | 'delete' | 'forwardDelete'} command
 * @param {string} text
 */
export function edit(control, command, text) {
  control.focus();
  if (!document.execCommand(command, false, text)) throw new Error(`${command} is not done`);
}

/** An input method's intermediate text, which the next key may still change. @param {HTMLInputElement} control @param {string} value */
export function compose(control, value) {
  control.focus();
  control.value = value;
  const about = { bubbles: true, composed: true, isComposing: true, inputType: 'insertCompositionText' };
  control.dispatchEvent(new InputEvent('input', about));
}

/** What a password manager or another script of the page does. @param {HTMLInputElement} control @param {string} value */
export function autofill(control, value) {
  control.value = value;
  control.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

/** The addresses that the page was to open, without going there: the tests live in it. @type {string[]} */
let opened = [];

/** Forgets where the page went before. */
export function forgetVisits() {
  opened = [];
}

// Not in TypeScript's library yet: the Navigation API.
/** @type {any} */ (window).navigation.addEventListener('navigate', (/** @type {any} */ event) => {
  event.preventDefault();
  opened.push(event.destination.url);
});

/** Where the page was to go since then. */
export const visits = () => opened;
