// What a partner's script hears and may call: events without personal data, `values`, `submit()`,
// `reset()`.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focused, formIn, person } from './support/form.mjs';
import { LEADS, hold } from './support/hold.mjs';
import { partnerPage, startPages } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

let foreign;
const on = fixture({}, async () => {
  foreign = await startPages();
  return foreign.stop;
});

const NAMES = ['ready', 'start', 'invalid', 'submit', 'success', 'error'].map((name) => `leadgate-${name}`);

/** Opens a page that notes every event at the document: they bubble and cross the shadow root. */
async function open(path, { pages = on.stack.pages, script = '' } = {}) {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open();
  await page.addInitScript((names) => {
    globalThis.events = [];
    for (const name of names) {
      document.addEventListener(name, (event) => globalThis.events.push({ name, detail: event.detail, cancelable: event.cancelable }));
    }
  }, NAMES);
  await page.goto(pages.set(path, partnerPage(script + snippet)));
  const form = formIn(page);
  await form.hydrated();
  await until('it is ready', () => page.evaluate(() => globalThis.events.some(({ name }) => name === 'leadgate-ready')));
  return { page, form, events: () => page.evaluate(() => globalThis.events) };
}

const call = (page, method) =>
  page.evaluate(async (method) => {
    try {
      return { resolved: await document.querySelector('leadgate-form')[method]() };
    } catch (reason) {
      return { rejected: reason };
    }
  }, method);

test('a visit with a mistake tells each event once, in order, without personal data', async () => {
  const { page, form, events } = await open('/visit');
  const values = { ...person('events@example.be'), phone: '0470 12 34 5' };
  await form.fill(values);
  await form.submit();
  await form.fill({ phone: '0470 12 34 56' });
  await form.submit();
  await form.success().waitFor();
  await until('success is told', async () => (await events()).some(({ name }) => name === 'leadgate-success'));
  const told = await events();
  assert.deepEqual(told.map(({ name }) => name), ['leadgate-ready', 'leadgate-start', 'leadgate-invalid', 'leadgate-submit', 'leadgate-success']);
  assert.deepEqual(told.filter(({ cancelable }) => cancelable).map(({ name }) => name), ['leadgate-submit']);
  const [invalid, success] = ['leadgate-invalid', 'leadgate-success'].map((name) => told.find((event) => event.name === name).detail);
  assert.deepEqual(invalid, { fields: [{ field: 'phone', code: 'phone_too_short' }] });
  const [{ id }] = await on.stack.leads();
  assert.deepEqual(success, { id });
  const details = JSON.stringify(told);
  for (const typed of Object.values(values)) assert.ok(!details.includes(typed), `${typed} is nobody's business`);
  await page.context().close();
});

test('a page that may not send hears of it, and a developer reads why', async () => {
  const { page, form, events } = await open('/foreign', { pages: foreign });
  await form.fill(person('foreign@example.be'));
  await form.submit();
  await page.getByRole('button', { name: form.texts.tryAgain }).waitFor();
  const told = await events();
  assert.deepEqual(told.at(-1), { name: 'leadgate-error', detail: { status: 403 }, cancelable: false });
  // The browser's own line says 403 and nothing else: ours says what to do.
  const sentences = page.console.map(({ text }) => text).filter((text) => text.startsWith('leadgate:'));
  assert.equal(sentences.length, 1, sentences.join('\n'));
  assert.ok(sentences[0].includes(foreign.origin) && sentences[0].includes('partners.demo.origins'), sentences[0]);
  await page.context().close();
});

test('a listener may cancel the sending', async () => {
  const script = "<script>addEventListener('leadgate-submit', (event) => event.preventDefault())</script>";
  const { page, form } = await open('/cancel', { script });
  const posts = await hold(page, LEADS);
  await form.fill(person('cancelled@example.be'));
  await form.submit();
  assert.ok('rejected' in (await call(page, 'submit')));
  assert.equal(posts.seen(), 0);
  assert.ok(await form.button().isVisible(), 'the form is as before');
  await page.context().close();
});

test('submit() resolves to the id of the stored lead', async () => {
  const { page, form } = await open('/submit');
  await form.fill(person('submit@example.be'));
  const { resolved } = await call(page, 'submit');
  assert.deepEqual(Object.keys(resolved), ['id']);
  assert.equal((await on.stack.lead(resolved.id)).payload.fields.email, 'submit@example.be');
  await page.context().close();
});

test('submit() rejects with the codes of the wrong fields, and shows them', async () => {
  const { page, form } = await open('/reject');
  await form.fill({ ...person('an.example.be'), phone: '0470 12 34 5' });
  const { rejected } = await call(page, 'submit');
  assert.deepEqual(rejected, {
    fields: [
      { field: 'phone', code: 'phone_too_short' },
      { field: 'email', code: 'email_no_at' },
    ],
  });
  await until('the summary has the focus', async () => (await focused(page)) === 'leadgate-summary');
  await page.context().close();
});

test('reset() empties the form, takes errors away and renews the id', async () => {
  const { page, form } = await open('/reset');
  const id = () => page.locator('input[name="id"]').inputValue();
  const before = await id();
  await form.fill({ ...person('reset.example.be'), remarks: 'Weg ermee' });
  await form.submit();
  await until('the error is shown', async () => (await form.field('email').getAttribute('aria-invalid')) === 'true');
  await call(page, 'reset');
  for (const name of ['first_name', 'email', 'remarks']) assert.equal(await form.field(name).inputValue(), '', name);
  await until('the error is gone', async () => (await form.field('email').getAttribute('aria-invalid')) === null);
  const after = await id();
  assert.match(after, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(after, before);
  await page.context().close();
});

test('values fill in the form, and what is filled in is checked and sent', async () => {
  const { page, form } = await open('/values');
  const values = { ...person('values@example.be'), slot: 'afternoon', unknown: 'passed over' };
  await page.evaluate((values) => (document.querySelector('leadgate-form').values = values), values);
  assert.equal(await form.field('slot').inputValue(), 'afternoon');
  await form.submit();
  await form.success().waitFor();
  const [lead] = await on.stack.arrived('values@example.be');
  assert.equal(lead.first_name, 'An');
  await page.context().close();
});

test('values that a page sets before the script has come are filled in', async () => {
  const { snippet } = await on.stack.snippet({ scriptOnly: true });
  const page = await on.browser.open();
  const early = `<script>document.querySelector('leadgate-form').values = { first_name: 'Vroeg' }</script>`;
  const element = snippet.replace('<script', `${early}<script`);
  await page.goto(on.stack.pages.set('/early', partnerPage(element)));
  const form = formIn(page);
  await form.hydrated();
  assert.equal(await form.field('first_name').inputValue(), 'Vroeg');
  await page.context().close();
});
