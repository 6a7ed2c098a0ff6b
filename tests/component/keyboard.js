// Keys and pasting, by the browser's own editing: its caret, its events, its undo.
// @ts-check

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
