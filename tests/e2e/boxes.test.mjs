// Several boxes of one name, single boxes, lists and groups: what the page fills in and what the
// visitor chose, before and after WebAssembly, and through another language.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WASM, hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';

const on = fixture({ settings: { 'partners.demo': { forms: { insurance: ['crm'] } } } });

const NL = { car: 'Auto', dog: 'Hond', fire: 'Woning en brand', call: /bellen/, city: /^Gemeente/ };

async function open(path, { alter = (snippet) => snippet } = {}) {
  const { snippet } = await on.stack.snippet({ form: 'insurance' });
  const page = await on.browser.open();
  const wasm = await hold(page, WASM);
  await page.goto(on.stack.pages.set(path, partnerPage(alter(snippet))));
  const hydrated = () => page.locator('form[novalidate]').waitFor({ state: 'attached' });
  return { page, wasm, hydrated };
}

const box = (page, name) => page.getByRole('checkbox', { name });
const ticked = (page) => page.locator('leadgate-form .box:checked').evaluateAll((boxes) => boxes.map(({ name, value }) => `${name}=${value}`));
const fill = (page, values) => page.evaluate((values) => (document.querySelector('leadgate-form').values = values), values);

const VALUES = { interests: ['car', 'fire', 'boat'], allow_insurance_call: true, address_city: 'Gent', address_country: 'NL' };
const FILLED = ['interests=car', 'interests=fire', 'allow_insurance_call=on'];

for (const early of [true, false]) {
  const when = early ? 'before' : 'after';

  test(`a page fills in boxes, lists and groups ${when} WebAssembly has come`, async () => {
    const { page, wasm, hydrated } = await open(`/fill-${when}`);
    await wasm.waiting();
    if (!early) {
      await wasm.release();
      await hydrated();
    }
    await fill(page, VALUES);
    if (early) {
      await wasm.release();
      await hydrated();
    }
    assert.deepEqual(await ticked(page), FILLED);
    const city = page.getByRole('textbox', { name: NL.city });
    assert.equal(await city.inputValue(), 'Gent');
    assert.ok(await city.isVisible(), 'the group that holds a value is open');
    assert.equal(await page.locator('[name="address_country"]').inputValue(), 'NL');
    await fill(page, { interests: ['dog'], allow_insurance_call: false });
    assert.deepEqual(await ticked(page), ['interests=dog']);
    await page.context().close();
  });
}

test('what the visitor ticked before the script came is left alone, as one answer', async () => {
  const { page, hydrated, wasm } = await open('/early', { alter: (snippet) => snippet.replace(/<script.*/s, '') });
  await wasm.release();
  await box(page, NL.dog).check();
  await fill(page, { interests: ['car'], allow_insurance_call: true });
  await page.addScriptTag({ url: `${on.stack.proxyUrl}/embed.js` });
  await hydrated();
  assert.deepEqual(await ticked(page), ['interests=dog', 'allow_insurance_call=on']);
  await page.context().close();
});

test('ticks, choices, an open group and the focus go along into another language', async () => {
  const { page, hydrated, wasm } = await open('/language');
  await wasm.release();
  await hydrated();
  await fill(page, { address_country: 'NL', address_city: 'Gent' });
  await box(page, NL.call).check();
  await box(page, NL.car).check();
  await box(page, NL.fire).check();
  await box(page, NL.fire).focus();
  await page.evaluate(() => document.querySelector('leadgate-form').setAttribute('lang', 'fr'));
  await page.locator('leadgate-form .leadgate[lang="fr"]').waitFor();
  await hydrated();
  assert.deepEqual(new Set(await ticked(page)), new Set(FILLED));
  const [city, country] = await Promise.all(['city', 'country'].map((name) => page.locator(`[name="address_${name}"]`).inputValue()));
  assert.deepEqual([city, country], ['Gent', 'NL']);
  assert.ok(await page.locator('[name="address_city"]').isVisible());
  const focused = await page.evaluate(() => document.querySelector('leadgate-form').shadowRoot.activeElement?.value);
  assert.equal(focused, 'fire');
  await page.context().close();
});
