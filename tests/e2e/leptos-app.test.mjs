// An application made with Leptos that uses our component (examples/leptos-app): one WebAssembly, no loader. Built by
// `cargo xtask test` into target/leptos-app. With LEADGATE_PICTURES=1 the pictures of its README are taken anew.

import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { LEADS } from './support/hold.mjs';
import { publish } from './support/npm.mjs';
import { ROOT } from './support/stack.mjs';
import { MARKETING, fixture } from './support/fixture.mjs';
import { TEXTS } from './support/texts.mjs';
import { until } from './support/until.mjs';

const BUILT = process.env.LEADGATE_LEPTOS_APP || join(ROOT, 'target/leptos-app');
const OPTIONS = '**/v1/forms/call-me-back/options?*';

let url;
const on = fixture({ settings: MARKETING }, async ({ stack }) => {
  await access(join(BUILT, 'index.html')).catch(() => {
    throw new Error(`${BUILT} holds no application: cargo xtask test builds it`);
  });
  url = await publish(stack, BUILT, '/', (text) => text.replace('http://127.0.0.1:8787', stack.proxyUrl));
});

/** Opens the application; what it fetched is in `fetched`. */
async function open({ query = '', ...options } = {}) {
  const page = await on.browser.open(options);
  const fetched = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto(url + query);
  const form = formIn(page);
  await form.hydrated();
  return { page, form, fetched };
}

/** What the application says of the form. */
const told = (page) => page.locator('.told').textContent();

/** Ends a visit without a complaint. */
async function leave(page) {
  assert.deepEqual(page.errors, []);
  assert.deepEqual(warnings(page), []);
  await page.context().close();
}

test('a lead arrives with what the application names, and the application is told its id', async () => {
  const { page, form, fetched } = await open({ query: '?utm_source=letter' });
  assert.deepEqual(fetched.filter((address) => address.endsWith('.wasm')).length, 1, 'one WebAssembly');
  assert.deepEqual(fetched.filter((address) => /embed\.js|\/assets\//.test(address)), [], 'no loader');
  assert.equal(await form.field('slot').inputValue(), 'afternoon', 'filled in beforehand');
  await page.getByRole('button', { name: 'Thuisbatterij' }).click();
  await form.fill(person('leptos@example.be'));
  assert.equal(await told(page), 'De bezoeker is begonnen.');
  await form.submit();
  await form.success().waitFor();
  const said = await until('the application is told', async () => (await told(page)).match(/^Bewaard als (.*)\.$/));
  const [lead] = await on.stack.arrived('leptos@example.be');
  assert.equal(lead.product_id, '102');
  assert.equal(lead.subject, 'Thuisbatterij');
  const stored = await on.stack.lead(said[1]);
  assert.equal(stored.payload.attribution.utm_source, 'letter');
  await leave(page);
});

test('wrong fields are found in the page, and the application gets their names', async () => {
  const { page, form } = await open();
  await form.fill({ ...person('leptos-wrong@example.be'), phone: '0470 12 34 5', last_name: '' });
  await form.submit();
  await form.summary().waitFor();
  assert.equal(await told(page), 'Nog niet goed: last_name, phone.');
  assert.equal(await form.field('phone').getAttribute('aria-invalid'), 'true');
  await page.route(LEADS, (route) => route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: {} }));
  await form.fill({ last_name: 'Peeters', phone: '0470 12 34 56' });
  await form.submit();
  await until('a failure is told', async () => (await told(page)) === 'Niet verzonden (403).');
  await page.context().close();
});

test('another language keeps what was typed, in one form', async () => {
  const { page, form } = await open();
  await form.fill({ ...person('leptos-fr@example.be'), slot: 'morning' });
  await page.getByRole('button', { name: 'Français' }).click();
  const french = formIn(page, 'fr');
  await french.button().waitFor();
  assert.equal(await page.locator('form').count(), 1);
  const held = await french.values(['first_name', 'email', 'slot']);
  assert.deepEqual(held, { first_name: 'An', email: 'leptos-fr@example.be', slot: 'morning' });
  await french.submit();
  await french.success().waitFor();
  const [lead] = await on.stack.arrived('leptos-fr@example.be');
  assert.equal(lead.subject, 'Panneaux solaires');
  await leave(page);
});

test('a button of the application empties the form', async () => {
  const { page, form } = await open();
  await form.fill({ first_name: 'An' });
  await page.getByRole('button', { name: 'Formulier leegmaken' }).click();
  assert.equal(await form.field('first_name').inputValue(), '');
  await leave(page);
});

test('where the proxy cannot be asked there is a link to the form, and the console says why', async () => {
  const page = await on.browser.open();
  await page.route(OPTIONS, (route) => route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: { detail: 'the partner is not known' } }));
  await page.goto(url);
  const link = page.getByRole('link', { name: TEXTS.nl.forms['call-me-back'].action });
  assert.equal(await link.getAttribute('href'), `${on.stack.proxyUrl}/v1/forms/call-me-back?partner=demo&lang=nl`);
  await until('the console says why', () => warnings(page).some((text) => text.includes('the partner is not known')));
  await page.context().close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`the form is as ${colorScheme} as the application`, async () => {
    const { page } = await open({ colorScheme, viewport: { width: 1040, height: 900 } });
    const [form, card] = await page.evaluate(() => {
      const card = document.querySelector('.card');
      return [card.shadowRoot.querySelector('.leadgate'), card].map((element) => getComputedStyle(element).backgroundColor);
    });
    assert.equal(form, card, 'the custom property is let in');
    if (process.env.LEADGATE_PICTURES) {
      await page.screenshot({ path: join(ROOT, `examples/leptos-app/${colorScheme}.png`), fullPage: true });
    }
    await leave(page);
  });
}
