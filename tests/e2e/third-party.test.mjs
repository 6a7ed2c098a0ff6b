// An agent enters somebody else's lead: every field, and every condition of the CRM's document, with
// script and without.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focused } from './support/form.mjs';
import { pairs } from './support/matrix.mjs';
import { fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { until } from './support/until.mjs';
import { visit } from './support/visit.mjs';

const on = fixture();

const open = (options) => visit(on, { form: 'third-party', about: { 'product-type-id': 3, 'product-id': 53, 'supplier-id': 43 }, ...options });

/** Next year on Christmas Eve: within anybody's calendar, and within the hours of calling. */
const CALL_AT = `${new Date().getFullYear() + 1}-12-24T15:30`;

/** Everything that the form asks. */
const whole = (email) => ({
  gender: '2',
  segment: '2',
  first_name: 'Zoë',
  last_name: "D'Hondt",
  birthdate: '1980-12-24',
  language: 'fr',
  email,
  cellphone: '06 12345678',
  cellphone_country: 'NL',
  landline: '011 22 33 44',
  landline_country: 'BE',
  company: 'Bakkerij Zoë',
  vat: 'be 0403.019.261',
  iban: 'BE68 5390 0754 7034',
  address_street: 'Kerkstraat',
  address_nr: '12A',
  address_box: '3',
  address_floor: '2',
  address_postal_code: '3500',
  address_city: 'Hasselt',
  address_country: 'BE',
  address_building_type: '3',
  remarks: 'Zonnepanelen',
  batch: 'energie-2026-11',
  is_hot: true,
  call_at: CALL_AT,
});

/** The same as the CRM takes it. */
const inTheCrm = (email) => ({
  lead_type: 'third_party',
  producttype_id: '3',
  product_id: '53',
  supplier_id: '43',
  affiliate_id: '6',
  gender: '2',
  segment: '2',
  first_name: 'Zoë',
  last_name: "D'Hondt",
  email,
  birthdate: '1980-12-24',
  language: 'fr',
  cellphone: '0612345678',
  cellphone_country: 'NL',
  landline: '011223344',
  landline_country: 'BE',
  company: 'Bakkerij Zoë',
  vat: 'BE0403.019.261',
  iban: 'BE68539007547034',
  address_street: 'Kerkstraat',
  address_nr: '12',
  address_box: 'A / 3',
  address_floor: '2',
  address_postal_code: '3500',
  address_city: 'Hasselt',
  address_country: 'BE',
  address_building_type: '3',
  remarks: 'Zonnepanelen',
  batch: 'energie-2026-11',
  is_hot: '1',
  call_at: `${CALL_AT.replace('T', ' ')}:00`,
});

/** As little as the form takes. */
const least = (email) => ({ first_name: 'An', last_name: 'Peeters', email, cellphone: '0470 12 34 56' });

for (const [lang, scripts] of pairs(LANGS, [false, true])) {
  test(`${lang}, ${scripts ? 'with' : 'without'} script: every field reaches the CRM`, async () => {
    const { page, form } = await open({ lang, scripts });
    const email = `third-${lang}-${scripts}@example.be`;
    await form.fill(whole(email));
    await form.submit();
    await form.success().waitFor();
    assert.deepEqual(await on.stack.told(email), inTheCrm(email));
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

for (const scripts of [true, false]) {
  test(`${scripts ? 'with' : 'without'} script: a name, an address and a number are enough`, async () => {
    const { page, form } = await open({ scripts });
    const email = `third-least-${scripts}@example.be`;
    await form.fill(least(email));
    await form.submit();
    await form.success().waitFor();
    const { first_name, last_name, ...rest } = await on.stack.told(email);
    const product = { producttype_id: '3', product_id: '53', supplier_id: '43', affiliate_id: '6' };
    const number = { cellphone: '0470123456', cellphone_country: 'BE' };
    assert.deepEqual(rest, { lead_type: 'third_party', ...product, email, language: 'nl', ...number, is_hot: '0' });
    await page.context().close();
  });
}

test('one of two numbers is enough, and each names its country', async () => {
  const { page, form } = await open();
  await form.fill({ first_name: 'An', last_name: 'Peeters', email: 'third-number@example.be' });
  await form.submit();
  await form.summary().waitFor();
  assert.ok(await form.isWrong('cellphone', form.texts.onePhoneMissing));
  assert.ok(await form.isWrong('landline', form.texts.onePhoneMissing));
  assert.equal(await form.field('cellphone_country').count(), 0);
  await form.fill({ landline: '011 22 33 44' });
  for (const name of ['cellphone', 'landline']) assert.equal(await form.field(name).getAttribute('aria-invalid'), null, name);
  assert.equal(await form.field('landline_country').inputValue(), 'BE');
  assert.equal(await form.field('cellphone_country').count(), 0);
  await form.submit();
  await form.success().waitFor();
  await page.context().close();
});

test('a company needs its VAT number, which is not sent without it and comes back with it', async () => {
  const { page, form } = await open();
  const email = 'third-company@example.be';
  await form.fill(least(email));
  const vat = form.field('vat');
  assert.equal(await vat.count(), 0);
  await form.fill({ company: 'Bakkerij' });
  assert.equal(await form.announced(), form.texts.nowRequired(form.texts.vat));
  await form.submit();
  await until('the number has the focus', async () => (await focused(page)) === 'vat');
  assert.ok(await form.isWrong('vat', form.texts.vatMissing));
  await form.fill({ vat: '0403.019.261', company: '' });
  assert.equal(await vat.count(), 0);
  await form.fill({ company: 'Bakkerij' });
  assert.equal(await vat.inputValue(), '0403.019.261');
  await form.fill({ company: '' });
  await form.submit();
  await form.success().waitFor();
  const lead = await on.stack.told(email);
  assert.deepEqual([lead.company, lead.vat], [undefined, undefined]);
  await page.context().close();
});

test('a street needs a number and a postal code, a number a street, a postal code the form of its country', async () => {
  const { page, form } = await open();
  const email = 'third-street@example.be';
  await form.fill({ ...least(email), address_street: 'Kerkstraat' });
  await form.submit();
  await form.summary().waitFor();
  const links = () => form.summary().getByRole('link').allTextContents();
  assert.deepEqual(await links(), [form.texts.houseNumberMissing, form.texts.postalCodeMissing]);
  await form.fill({ address_street: '', address_nr: '12', address_postal_code: '3500' });
  await form.submit();
  await until('the street has the focus', async () => (await focused(page)) === 'address_street');
  await form.fill({ address_street: 'Kerkstraat', address_country: 'NL' });
  await form.submit();
  await until('the postal code has the focus', async () => (await focused(page)) === 'address_postal_code');
  await form.fill({ address_country: 'BE' });
  await form.submit();
  await form.success().waitFor();
  const lead = await on.stack.told(email);
  assert.deepEqual([lead.address_nr, lead.address_postal_code, lead.address_country], ['12', '3500', 'BE']);
  await page.context().close();
});

test('without script the same conditions hold, and the answer keeps all that was typed', async () => {
  const { page, form } = await open({ scripts: false });
  const email = 'third-native@example.be';
  const typed = { ...whole(email), vat: '', address_nr: '', cellphone: '011 22 33 44' };
  await form.fill(typed);
  await form.submit();
  await page.waitForURL('**/v1/leads/third-party');
  assert.equal(await form.summary().getByRole('link').count(), 3);
  assert.ok(await form.isWrong('vat', form.texts.vatMissing));
  assert.ok(await form.isWrong('address_nr', form.texts.houseNumberMissing));
  assert.deepEqual(await form.values(Object.keys(typed)), typed);
  const { vat, address_nr, cellphone } = whole(email);
  await form.fill({ vat, address_nr, cellphone });
  await form.submit();
  await form.success().waitFor();
  assert.deepEqual(await on.stack.told(email), inTheCrm(email));
  await page.context().close();
});

test('an agent goes on with the next lead in an empty form', async () => {
  const { page, form } = await open();
  await form.fill(whole('third-first@example.be'));
  await form.submit();
  await form.success().waitFor();
  await page.getByRole('button', { name: form.texts.again }).click();
  await until('the first field has the focus', async () => (await focused(page)) === 'gender');
  assert.equal(await form.field('vat').count(), 0);
  await form.fill(least('third-second@example.be'));
  await form.submit();
  await form.success().waitFor();
  assert.equal((await on.stack.told('third-second@example.be')).company, undefined);
  await page.context().close();
});
