// An insurance request from the partner's page to the CRM, with script and without: what is asked
// depends on whether the visitor wants to be called, and where the address begins.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focused } from './support/form.mjs';
import { pairs } from './support/matrix.mjs';
import { CONSENTS, consentTexts, fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { until } from './support/until.mjs';
import { visit } from './support/visit.mjs';

const on = fixture({ settings: CONSENTS });

const open = (options) => visit(on, { form: 'insurance', about: { 'product-type-id': 3, 'supplier-id': 43 }, ...options });
const consent = (page, lang, purpose) => page.getByRole('checkbox', { name: consentTexts(lang)[purpose], exact: true });
const agree = (page, lang = 'nl') => consent(page, lang, 'terms').check();

/** Everything that the form asks. */
const whole = (email) => ({
  interests: ['car', 'fire'],
  first_name: 'Zoë',
  last_name: "D'Hondt",
  email,
  interested_in_insurance: true,
  allow_insurance_call: true,
  phone: '+31 6 12345678',
  birthdate: '24/12/1980',
  address_street: 'Kerkstraat',
  address_nr: '12A',
  address_box: '3',
  address_postal_code: '1011 ab',
  address_city: 'Amsterdam',
  address_country: 'NL',
  remarks: 'Twee wagens',
});

/** The same as the CRM takes it. */
const inTheCrm = (email, language) => ({
  lead_type: 'insurance',
  producttype_id: '3',
  supplier_id: '43',
  affiliate_id: '6',
  first_name: 'Zoë',
  last_name: "D'Hondt",
  email,
  birthdate: '1980-12-24',
  language,
  cellphone: '0612345678',
  cellphone_country: 'NL',
  address_street: 'Kerkstraat',
  address_nr: '12',
  address_box: 'A / 3',
  address_postal_code: '1011 AB',
  address_city: 'Amsterdam',
  address_country: 'NL',
  interested_in_insurance: '1',
  allow_insurance_call: '1',
  interests: ['car', 'fire'],
  remarks: 'Twee wagens',
});

for (const [lang, scripts] of pairs(LANGS, [true, false])) {
  test(`${lang}, ${scripts ? 'with' : 'without'} script: everything that was asked reaches the CRM`, async () => {
    const { page, form } = await open({ lang, scripts });
    const email = `insurance-${lang}-${scripts}@example.be`;
    await form.fill(whole(email));
    await agree(page, lang);
    await consent(page, lang, 'marketing').check();
    await form.submit();
    await form.success().waitFor();
    assert.deepEqual(await on.stack.told(email), inTheCrm(email, lang === 'fr' ? 'fr' : 'nl'));
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

test('who wants to be called needs a number: the label, the live region and the error say so', async () => {
  const { page, form } = await open();
  const email = 'insurance-call@example.be';
  await form.fill({ interests: ['dog'], first_name: 'An', last_name: 'Peeters', email });
  await agree(page);
  const label = page.locator('label[for="leadgate-phone"]');
  const isOptional = async () => (await label.innerText()).includes(form.texts.optional);
  assert.equal(await isOptional(), true);
  await form.fill({ allow_insurance_call: true });
  assert.equal(await isOptional(), false);
  assert.equal(await form.announced(), form.texts.nowRequired(form.texts.phone));
  await form.submit();
  await until('the number has the focus', async () => (await focused(page)) === 'phone');
  assert.ok(await form.isWrong('phone', form.texts.phoneMissing));
  await form.fill({ allow_insurance_call: false });
  assert.equal(await isOptional(), true);
  assert.equal(await form.field('phone').getAttribute('aria-invalid'), null, 'no call, no number');
  await form.submit();
  await form.success().waitFor();
  const lead = await on.stack.told(email);
  assert.equal(lead.allow_insurance_call, '0');
  assert.equal(lead.cellphone, undefined);
  await page.context().close();
});

test('the country is asked once there is an address, and what was typed is kept', async () => {
  const { page, form } = await open();
  const email = 'insurance-address@example.be';
  await form.fill({ interests: ['dog'], first_name: 'An', last_name: 'Peeters', email });
  await agree(page);
  await form.address().click();
  const country = form.field('address_country');
  assert.equal(await country.count(), 0);
  await form.fill({ address_city: 'Amsterdam', address_country: 'NL', address_postal_code: '1011 AB' });
  await form.fill({ address_city: '', address_postal_code: '' });
  assert.equal(await country.count(), 0, 'no address, no country');
  await form.fill({ address_city: 'Utrecht' });
  assert.equal(await country.inputValue(), 'NL');
  await form.fill({ address_city: '' });
  await form.submit();
  await form.success().waitFor();
  const lead = await on.stack.told(email);
  assert.equal(lead.address_country, undefined, 'what is not shown is not sent');
  await page.context().close();
});

test('part of an address asks for the rest of it', async () => {
  const { page, form } = await open();
  await form.fill({ interests: ['dog'], first_name: 'An', last_name: 'Peeters', email: 'insurance-part@example.be', address_street: 'Kerkstraat' });
  await agree(page);
  await form.address().click(); // Closes it.
  await form.submit();
  await form.summary().waitFor();
  const wanted = [form.texts.houseNumberMissing, form.texts.postalCodeMissing];
  assert.deepEqual(await form.summary().getByRole('link').allTextContents(), wanted);
  await form.summary().getByRole('link', { name: wanted[0] }).click();
  await until('the field has the focus', async () => (await focused(page)) === 'address_nr');
  assert.ok(await form.field('address_nr').isVisible(), 'its group is open');
  await page.context().close();
});

for (const lang of ['nl', 'de']) {
  test(`${lang}, without script: the answer keeps every box and every word, and the corrected form arrives`, async () => {
    const { page, form } = await open({ lang, scripts: false });
    const email = `insurance-native-${lang}@example.be`;
    const typed = { ...whole(email), phone: '0470 12 34 5', remarks: 'Een "vraag" <b>&\nnog een' };
    await form.fill(typed);
    await agree(page, lang);
    await form.submit();
    await page.waitForURL('**/v1/leads/insurance');
    assert.ok(await form.isWrong('phone', form.texts.phoneTooShort));
    assert.deepEqual(await form.values(Object.keys(typed)), typed);
    const ticks = ['terms', 'marketing'].map((purpose) => consent(page, lang, purpose).isChecked());
    assert.deepEqual(await Promise.all(ticks), [true, false]);
    await form.fill({ phone: whole(email).phone });
    await form.submit();
    await form.success().waitFor();
    const { remarks } = typed;
    assert.deepEqual(await on.stack.told(email), { ...inTheCrm(email, 'nl'), remarks });
    const stored = (await on.stack.leads())[0];
    const { payload } = await on.stack.lead(stored.id);
    assert.deepEqual(payload.consents.map(({ purpose, given }) => [purpose, given]).sort(), [['marketing', false], ['terms', true]]);
    await page.context().close();
  });
}

test('without script, what needs a number and an insurance says so on the answer page', async () => {
  const { page, form } = await open({ scripts: false });
  await form.fill({ first_name: 'An', last_name: 'Peeters', email: 'insurance-none@example.be', allow_insurance_call: true });
  await agree(page);
  await form.submit();
  await form.summary().waitFor();
  assert.deepEqual(await form.summary().getByRole('link').allTextContents(), [form.texts.interestsMissing, form.texts.phoneMissing]);
  assert.equal(await form.field('allow_insurance_call').isChecked(), true);
  await page.context().close();
});
