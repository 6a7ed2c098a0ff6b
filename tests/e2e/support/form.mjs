// The form as a person finds it: by role and label. Playwright looks through open shadow roots.

import { TEXTS } from './texts.mjs';

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const LISTS = ['slot', 'gender', 'segment', 'language', 'cellphone_country', 'landline_country', 'address_country', 'address_building_type'];
const BOXES = ['interested_in_insurance', 'allow_insurance_call', 'is_hot'];
const ROLES = Object.fromEntries([...LISTS.map((name) => [name, 'combobox']), ...BOXES.map((name) => [name, 'checkbox'])]);

/** The person of a test: the e-mail address tells leads of different tests apart. */
export const person = (email) => ({ first_name: 'An', last_name: 'Peeters', phone: '0470 12 34 56', email });

/**
 * The form in a page, or in a part of it (a locator).
 * @param {import('playwright-core').Page | import('playwright-core').Locator} within
 */
export function formIn(within, lang = 'nl', slug = 'call-me-back') {
  const texts = { ...TEXTS[lang], ...TEXTS[lang].forms[slug] };
  const form = {
    texts,
    /** A control by its field's name; the label may end in "(optional)". */
    field: (name) => within.getByRole(ROLES[name] ?? 'textbox', { name: new RegExp(`^${escape(texts[name])}( \\(|$)`) }),
    /** One box of a group: `choice('interests', 'car')`. */
    choice: (name, value) => form.choices(name).getByRole('checkbox', { name: texts.choices[value], exact: true }),
    /** The boxes of one name. */
    choices: (name) => within.getByRole('group', { name: new RegExp(`^${escape(texts[name])}( \\(|$)`) }),
    /** The heading that opens and closes the optional address. */
    address: () => within.locator('summary', { hasText: texts.address }),
    /**
     * Fills in fields by name: text, the value of a list's choice, true or false for a box, an
     * array for several boxes. The group with the address is opened when it is needed.
     * @param {Record<string, string | boolean | string[]>} values
     */
    fill: async (values) => {
      for (const [name, value] of Object.entries(values)) {
        if (name.startsWith('address_') && !(await form.field('address_street').isVisible())) await form.address().click();
        if (Array.isArray(value)) {
          for (const word of value) await form.choice(name, word).check();
        } else if (typeof value === 'boolean') await form.field(name).setChecked(value);
        else if (LISTS.includes(name)) await form.field(name).selectOption(value);
        else await form.field(name).fill(value);
      }
    },
    /** What fields hold, in the words of `fill`. @param {string[]} names */
    values: async (names) => {
      const held = {};
      for (const name of names) held[name] = await form.value(name);
      return held;
    },
    value: async (name) => {
      if (BOXES.includes(name)) return form.field(name).isChecked();
      if (name !== 'interests') return form.field(name).inputValue();
      return form.choices(name).locator('input:checked').evaluateAll((boxes) => boxes.map((box) => box.value));
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
    /** Whether a field is shown as wrong, with that sentence. */
    isWrong: async (name, sentence) =>
      (await form.field(name).getAttribute('aria-invalid')) === 'true' && (await form.description(name)).endsWith(sentence),
    /** What the live region says. */
    announced: () => within.getByRole('status').textContent(),
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
