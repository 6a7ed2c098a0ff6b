// A page with `Referrer-Policy: no-referrer`, whose native posts say `Origin: null`.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

async function open(options) {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open(options);
  const url = on.stack.pages.set('/no-referrer', partnerPage(snippet), { 'referrer-policy': 'no-referrer' });
  return { page, url, form: formIn(page) };
}

/** Sends; the signals that were noted with the lead. */
async function signals(page, form, email) {
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  await on.stack.arrived(email);
  const [{ id }] = await on.stack.leads();
  const { payload } = await on.stack.lead(id);
  assert.equal(payload.fields.email, email);
  return payload.signals;
}

test('without JavaScript the lead arrives, noted as one without an origin', async () => {
  const { page, url, form } = await open({ javaScriptEnabled: false });
  await page.goto(url);
  assert.deepEqual(await signals(page, form, 'null-native@example.be'), ['origin_null']);
  const back = await page.getByRole('link', { name: form.texts.back }).getAttribute('href');
  assert.equal(back, `${on.stack.pages.origin}/`, "the partner's front page, as the page is not known");
  await page.context().close();
});

test('with JavaScript but without WebAssembly the lead arrives, noted in the same way', async () => {
  const { page, url, form } = await open();
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto(url);
  await until('the reason is in the console', () => warnings(page).length > 0);
  assert.deepEqual(await signals(page, form, 'null-script@example.be'), ['origin_null']);
  await page.context().close();
});

test('with WebAssembly the origin is sent and nothing is noted', async () => {
  const { page, url, form } = await open();
  await page.goto(url);
  await form.hydrated();
  assert.deepEqual(await signals(page, form, 'null-wasm@example.be'), []);
  await page.context().close();
});
