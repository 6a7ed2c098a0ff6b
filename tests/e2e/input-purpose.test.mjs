// Browsers and password managers know what each field is for, phones show the right keyboard, and
// nothing stands in the way of filling in and pasting.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FORMS } from './support/stack.mjs';
import { fixture } from './support/fixture.mjs';
import { visit } from './support/visit.mjs';

const on = fixture();

/** Token of HTML's autofill (the list of WCAG 1.3.5), type, keyboard, capitals. */
const PURPOSES = {
  first_name: ['given-name', 'text', ''],
  last_name: ['family-name', 'text', ''],
  email: ['email', 'email', 'email', 'none'],
  phone: ['tel', 'tel', 'tel'],
  cellphone: ['tel', 'tel', 'tel'],
  landline: ['home tel', 'tel', 'tel'],
  birthdate: ['bday', 'text', ''],
  company: ['organization', 'text', ''],
  address_street: ['address-line1', 'text', ''],
  address_postal_code: ['postal-code', 'text', '', 'characters'],
  address_city: ['address-level2', 'text', ''],
  address_country: ['country', 'select-one', ''],
  vat: ['', 'text', '', 'characters'],
  iban: ['', 'text', '', 'characters'],
  call_at: ['', 'datetime-local', ''],
};

for (const slug of FORMS) {
  test(`${slug}: every field about the person says what it is for, and none asks twice`, async () => {
    const { page } = await visit(on, { form: slug });
    const controls = await page.locator('leadgate-form .control').evaluateAll((all) =>
      all.map(({ name, autocomplete, type, inputMode, autocapitalize }) => [name, [autocomplete, type, inputMode, autocapitalize]]),
    );
    for (const [name, [token, type, mode, capitals]] of controls) {
      const [wanted, ...keys] = PURPOSES[name] ?? ['', type, ''];
      assert.equal(token, wanted, name);
      assert.deepEqual([type, mode, capitals], [...keys, ...(keys.length < 3 ? [''] : [])], name);
    }
    const tokens = controls.map(([, [token]]) => token).filter(Boolean);
    assert.equal(new Set(tokens).size, tokens.length, `asked twice: ${tokens}`);
    assert.equal(await page.locator('leadgate-form [type="password"], leadgate-form [autocomplete="off"]').count(), 0);
    await page.context().close();
  });
}

test('what is pasted from a contact card is taken, brackets, odd spaces and invisible marks included', async () => {
  const { page, form } = await visit(on, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  const paste = async (name, text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await form.field(name).focus();
    await page.keyboard.press('ControlOrMeta+V');
  };
  const email = 'pasted@example.be';
  await paste('first_name', ' An\u00a0');
  await paste('last_name', 'Peeters\u200b');
  await paste('phone', '\u202a+32\u00a0(0)470\u2009/\u202f12.34.56\u202c');
  await paste('email', `\u200b ${email}\u00a0`);
  await form.submit();
  await form.success().waitFor();
  const { first_name, last_name, phone } = await on.stack.told(email);
  assert.deepEqual([first_name, last_name, phone], ['An', 'Peeters', '0470123456']);
  await page.context().close();
});

test('what a browser fills in all at once, in any order, is what is sent', async () => {
  // As autofill does it: values set at once, each with its events, no key pressed and no focus moved.
  const { page, form } = await visit(on, { form: 'insurance' });
  const email = 'filled-in@example.be';
  const values = { email, last_name: 'Peeters', first_name: 'An', phone: '+32470123456', birthdate: '1980-12-24', address_street: 'Kerkstraat', address_nr: '12', address_postal_code: '3500', address_city: 'Hasselt', address_country: 'BE' };
  await page.locator('leadgate-form form').evaluate((element, values) => {
    for (const [name, value] of Object.entries(values)) {
      const control = element.elements.namedItem(name);
      control.value = value;
      for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }
  }, values);
  await form.fill({ interests: ['fire'] });
  await form.submit();
  await form.success().waitFor();
  const lead = await on.stack.told(email);
  const told = ['first_name', 'last_name', 'cellphone', 'birthdate', 'address_street', 'address_nr', 'address_postal_code', 'address_city', 'address_country'].map((name) => lead[name]);
  assert.deepEqual(told, ['An', 'Peeters', '0470123456', '1980-12-24', 'Kerkstraat', '12', '3500', 'Hasselt', 'BE']);
  await page.context().close();
});
