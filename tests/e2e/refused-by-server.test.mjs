// The proxy's word is the last: what it refuses is shown at the field, with its sentence.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { focused, formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { MARKETING, fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { until } from './support/until.mjs';

const HOURS = 'mon-sun 09:00-20:00';
const on = fixture({ settings: MARKETING });

/** Opens a page, then gives the proxy other settings: the page's form has become out of date. */
async function openThenChange(lang, settings, change = (snippet) => snippet) {
  const { snippet } = await on.stack.snippet({ lang });
  const page = await on.browser.open({ locale: lang });
  await page.goto(on.stack.pages.set(`/${lang}`, partnerPage(change(snippet), lang)));
  const form = formIn(page, lang);
  await form.hydrated();
  await restart(settings);
  return { page, form };
}

async function restart(settings) {
  await on.stack.configure(settings);
  await on.stack.stopProxy();
  await on.stack.startProxy();
}

afterEach(() => restart({ calls: { opening_hours: HOURS }, 'consents.marketing': { required: false } }));

for (const lang of LANGS) {
  test(`${lang}: a slot that the new opening hours refuse is explained at the field, and another one is accepted`, async () => {
    const { page, form } = await openThenChange(lang, { calls: { opening_hours: 'mon-sun 09:00-10:00' } });
    const email = `slot-${lang}@example.be`;
    const evening = await form.field('slot').locator('optgroup option').last().getAttribute('value');
    await form.fill({ ...person(email), slot: evening });
    await form.submit();
    await until('the field has the focus', async () => (await focused(page)) === 'slot');
    assert.equal(await form.field('slot').getAttribute('aria-invalid'), 'true');
    assert.ok((await form.description('slot')).endsWith(form.texts.slotClosed));
    assert.equal(await form.field('first_name').inputValue(), 'An', 'nothing typed is lost');
    await form.fill({ slot: '' });
    assert.equal(await form.field('slot').getAttribute('aria-invalid'), null);
    await form.submit();
    await form.success().waitFor();
    await on.stack.arrived(email);
    await page.context().close();
  });
}

test('a consent that has become necessary is asked for at its box', async () => {
  const { page, form } = await openThenChange('nl', { 'consents.marketing': { required: true } });
  const box = page.getByRole('checkbox');
  await form.fill(person('consent@example.be'));
  await form.submit();
  await until('the box has the focus', async () => (await focused(page)) === 'consent_marketing');
  assert.equal(await box.getAttribute('aria-invalid'), 'true');
  await page.keyboard.press('Space');
  assert.notEqual(await box.getAttribute('aria-invalid'), 'true');
  await form.submit();
  await form.success().waitFor();
  await on.stack.arrived('consent@example.be');
  await page.context().close();
});

test("a consent that the pasted form does not know yet is asked for on the proxy's own page", async () => {
  // As if the form had been pasted before there was a consent.
  await restart({ 'consents.marketing': { forms: [] } });
  const { page, form } = await openThenChange('nl', { 'consents.marketing': { forms: ['call-me-back'], required: true } });
  assert.equal(await page.getByRole('checkbox').count(), 0);
  await form.fill({ ...person('new-consent@example.be'), remarks: 'Blijft staan' });
  await form.submit();
  const box = page.getByRole('checkbox');
  await box.waitFor();
  assert.equal(new URL(page.url()).origin, on.stack.proxyUrl);
  assert.equal(await form.field('remarks').inputValue(), 'Blijft staan');
  assert.equal(await box.getAttribute('aria-invalid'), 'true');
  await box.check();
  await form.submit();
  await form.success().waitFor();
  assert.equal((await on.stack.arrived('new-consent@example.be')).length, 1);
  await page.context().close();
});
