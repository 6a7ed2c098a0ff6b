// The form as a person finds it: by role and label. Playwright looks through open shadow roots.

import { TEXTS } from './texts.mjs';

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ROLES = { slot: 'combobox' };

/** The person of a test: the e-mail address tells leads of different tests apart. */
export const person = (email) => ({ first_name: 'An', last_name: 'Peeters', phone: '0470 12 34 56', email });

/**
 * The form in a page, or in a part of it (a locator).
 * @param {import('playwright-core').Page | import('playwright-core').Locator} within
 */
export function formIn(within, lang = 'nl') {
  const texts = TEXTS[lang];
  const form = {
    texts,
    /** A control by its field's name; the label may end in "(optional)". */
    field: (name) => within.getByRole(ROLES[name] ?? 'textbox', { name: new RegExp(`^${escape(texts[name])}( \\(|$)`) }),
    /** Types into fields by name. @param {Record<string, string>} values */
    fill: async (values) => {
      for (const [name, value] of Object.entries(values)) {
        if (name === 'slot') await form.field(name).selectOption(value);
        else await form.field(name).fill(value);
      }
    },
    /** The button that sends. */
    button: () => within.getByRole('button', { name: texts.action }),
    submit: () => form.button().click(),
    /** The group of errors that takes the focus. */
    summary: () => within.getByRole('group', { name: texts.summary }),
    /** The heading of the thanks. */
    success: () => within.getByRole('heading', { name: texts.success }),
    /** The words that describe a control: help and error. */
    description: (name) => form.field(name).evaluate((control) => {
      const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
      return ids.map((id) => control.getRootNode().getElementById(id)?.textContent ?? '').join(' ').trim();
    }),
    /** What the thanks promise: `{ day, from, until, phone }`; the spaces in them may be unbreakable. */
    promise: async () => {
      const text = await within.getByText(texts.call).innerText();
      const { groups } = text.replaceAll(/[\u00a0\u202f]/g, ' ').match(texts.call);
      return { ...groups };
    },
    /** Waits until WebAssembly has taken the form over. */
    hydrated: () => within.locator('form[novalidate]').waitFor({ state: 'attached' }),
  };
  return form;
}

/** The innermost element with the focus, through shadow roots: its name, else its id, else its text. */
export const focused = (page) =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active ? active.getAttribute('name') || active.id || active.textContent : null;
  });
