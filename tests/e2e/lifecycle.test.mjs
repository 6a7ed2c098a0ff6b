// The element through its life: what was typed, ticked and sent survives every change of the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { LEADS, WASM, hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { MARKETING, fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture({ settings: MARKETING });

const FRAGMENT = /\/fragment\?/;
const element = (page) => page.locator('leadgate-form');
const box = (page) => page.getByRole('checkbox');

async function open(path, body) {
  const page = await on.browser.open();
  const url = on.stack.pages.set(path, partnerPage(body));
  return { page, url, form: formIn(page) };
}

test('a form that is pasted below the script is hydrated as it is, not fetched again', async () => {
  const { snippet } = await on.stack.snippet();
  const pasted = snippet.replace(/<script.*/s, '');
  const { page, url, form } = await open('/below', `<script src="${on.stack.proxyUrl}/embed.js"></script>${pasted}`);
  const fragments = await hold(page, FRAGMENT);
  const wasm = await hold(page, WASM);
  await page.goto(url);
  await wasm.waiting();
  await form.fill({ first_name: 'Getypt' });
  await wasm.release();
  await form.hydrated();
  assert.equal(await form.field('first_name').inputValue(), 'Getypt');
  assert.equal(fragments.seen(), 0);
  await page.context().close();
});

test('submit() says so when the form cannot send by script', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url } = await open('/no-wasm', snippet);
  await page.route(WASM, (route) => route.abort());
  await page.goto(url);
  const refused = await element(page).evaluate((form) => form.submit().then(() => 'sent', (reason) => String(reason)));
  assert.match(refused, /Error/);
  await page.context().close();
});

test('a page may fill in and send as soon as the form is ready', async () => {
  const { snippet } = await on.stack.snippet();
  const listen = `<script>addEventListener('leadgate-ready', async ({ target }) => {
    target.values = { first_name: 'An', last_name: 'Peeters', phone: '0470 12 34 56', email: 'ready@example.be', consent_marketing: true };
    document.title = (await target.submit()).id;
  })</script>`;
  const { page, url, form } = await open('/ready', listen + snippet);
  await page.goto(url);
  await form.success().waitFor();
  const [lead] = await on.stack.arrived('ready@example.be');
  const stored = await on.stack.lead(await page.title());
  assert.ok(lead.remarks.includes(await page.title()));
  assert.equal(stored.payload.consents[0].given, false, 'a consent is ticked by nobody but the visitor');
  await page.context().close();
});

test('several attributes that change at once keep what was typed, ticked and chosen', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/attributes', snippet);
  await page.goto(url);
  await form.hydrated();
  const dated = await page.locator('optgroup option').nth(3).getAttribute('value');
  await form.fill({ ...person('attributes@example.be'), slot: dated });
  await element(page).evaluate((form) => {
    form.setAttribute('lang', 'fr');
    form.setAttribute('partner', 'demo ');
    form.setAttribute('partner', 'demo');
    form.setAttribute('lang', 'en');
  });
  const english = formIn(page, 'en');
  await english.button().waitFor();
  await english.hydrated();
  await until('the dated slot is chosen again', async () => (await english.field('slot').inputValue()) === dated);
  assert.equal(await english.field('email').inputValue(), 'attributes@example.be');
  await english.submit();
  await english.success().waitFor();
  const [lead] = await on.stack.arrived('attributes@example.be');
  assert.equal(lead.call_at, dated.slice(0, 19));
  await page.context().close();
});

test('another language while a lead is on its way does not send it twice', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/sending', snippet);
  await page.goto(url);
  await form.hydrated();
  await form.fill(person('sending@example.be'));
  const posts = await hold(page, LEADS);
  await form.submit();
  await posts.waiting();
  await element(page).evaluate((form) => form.setAttribute('lang', 'en'));
  await posts.release();
  const english = formIn(page, 'en');
  await english.button().waitFor();
  await english.hydrated();
  assert.equal(await english.field('email').inputValue(), '', 'what was sent is not offered again');
  assert.equal((await on.stack.arrived('sending@example.be')).length, 1);
  await page.context().close();
});

test('another language while the form waits for its fragment does not tear away what is being sent', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/torn', snippet);
  await page.goto(url);
  await form.hydrated();
  await form.fill(person('torn@example.be'));
  const fragments = await hold(page, FRAGMENT);
  const posts = await hold(page, LEADS);
  await element(page).evaluate((form) => form.setAttribute('lang', 'en'));
  await fragments.waiting();
  await form.submit();
  await posts.waiting();
  await fragments.release();
  await posts.release();
  const english = formIn(page, 'en');
  await english.button().waitFor();
  await english.hydrated();
  assert.equal(await english.field('email').inputValue(), '', 'what was sent is not offered again');
  assert.equal((await on.stack.arrived('torn@example.be')).length, 1);
  await page.context().close();
});

test('a form that leaves the page while it sends comes back with the same id', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/left', snippet);
  await page.goto(url);
  await form.hydrated();
  await form.fill(person('left@example.be'));
  const posts = await hold(page, LEADS);
  await form.submit();
  await posts.waiting();
  const handle = await element(page).elementHandle();
  const told = handle.evaluate((form) => new Promise((resolve) => form.addEventListener('leadgate-success', resolve, { once: true })));
  await handle.evaluate((form) => form.remove());
  await posts.release();
  await told;
  await page.evaluate((form) => document.querySelector('main').append(form), handle);
  await form.hydrated();
  await form.submit();
  await form.success().waitFor();
  assert.equal((await on.stack.arrived('left@example.be')).length, 1, 'the second press is the same lead');
  await page.context().close();
});

test('attributes that change while the element is out of the page count', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/out', snippet.replace('<leadgate-form', '<leadgate-form product-id="53"'));
  await page.goto(url);
  await form.hydrated();
  await element(page).evaluate((form) => {
    form.remove();
    form.setAttribute('product-id', '54');
    form.setAttribute('lang', 'en');
    document.querySelector('main').append(form);
  });
  const english = formIn(page, 'en');
  await english.button().waitFor();
  await english.hydrated();
  await english.fill(person('out@example.be'));
  await english.submit();
  await english.success().waitFor();
  const [lead] = await on.stack.arrived('out@example.be');
  assert.equal(lead.product_id, '54');
  await page.context().close();
});

test('an attribute that is taken away takes its value along', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/taken-away', snippet.replace('<leadgate-form', '<leadgate-form subject="Zonnepanelen" product-id="53"'));
  await page.goto(url);
  await form.hydrated();
  await element(page).evaluate((form) => {
    form.removeAttribute('subject');
    form.setAttribute('product-id', '54');
  });
  await form.fill(person('taken-away@example.be'));
  await form.submit();
  await form.success().waitFor();
  const [lead] = await on.stack.arrived('taken-away@example.be');
  assert.equal(lead.subject, undefined);
  assert.equal(lead.product_id, '54');
  await page.context().close();
});

test('what a page wants filled in does not overwrite what was typed before the script came', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/early-values', snippet.replace(/<script.*/s, ''));
  await page.goto(url);
  await form.fill({ first_name: 'Getypt' });
  await element(page).evaluate((form) => (form.values = { first_name: 'Ingevuld', last_name: 'Peeters', phone: 470123456 }));
  await page.addScriptTag({ url: `${on.stack.proxyUrl}/embed.js` });
  await form.hydrated();
  assert.equal(await form.field('first_name').inputValue(), 'Getypt');
  assert.equal(await form.field('last_name').inputValue(), 'Peeters');
  assert.equal(await form.field('phone').inputValue(), '470123456');
  await page.context().close();
});

test('a tick is given back only beside the words that it was given for', async () => {
  const { snippet } = await on.stack.snippet();
  const gone = (words) => snippet.replace(/data-version="[0-9a-f]+"/, 'data-version="000000000000"').replace('value="2026-11"', `value="${words}"`);
  for (const [words, kept] of [['2026-11', true], ['2026-10', false]]) {
    const { page, url, form } = await open(`/consent-${words}`, gone(words).replace(/<script.*/s, ''));
    await page.goto(url);
    await box(page).check();
    await form.fill({ first_name: 'Getypt' });
    await page.addScriptTag({ url: `${on.stack.proxyUrl}/embed.js` });
    await form.hydrated();
    assert.equal(await form.field('first_name').inputValue(), 'Getypt');
    assert.equal(await box(page).isChecked(), kept, words);
    await page.context().close();
  }
});

test('an element that leaves the page and comes back still holds what was typed', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, url, form } = await open('/back', snippet);
  await page.goto(url);
  await form.hydrated();
  await form.fill({ first_name: 'Getypt' });
  const handle = await element(page).elementHandle();
  await handle.evaluate((form) => form.remove());
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await page.evaluate((form) => document.querySelector('main').append(form), handle);
  await form.hydrated();
  assert.equal(await form.field('first_name').inputValue(), 'Getypt');
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
