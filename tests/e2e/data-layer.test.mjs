// A page may ask for the form's events in its data layer, the array that tag managers read.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

/** Opens a page whose element has these attributes. */
async function open(path, attributes, script = '') {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open();
  const element = snippet.replace('<leadgate-form ', `<leadgate-form ${attributes} `);
  await page.goto(on.stack.pages.set(path, partnerPage(script + element)));
  const form = formIn(page);
  await form.hydrated();
  return { page, form };
}

/** A visit with a mistake. */
async function visit(form, email) {
  await form.fill({ ...person(email), phone: '0470 12 34 5' });
  await form.submit();
  await form.fill({ phone: '0470 12 34 56' });
  await form.submit();
  await form.success().waitFor();
}

test('the events stand in the data layer, in order, without personal data', async () => {
  const { page, form } = await open('/asked', 'data-layer');
  await visit(form, 'layer@example.be');
  const layer = await until('success is told', () =>
    page.evaluate(() => globalThis.dataLayer?.some(({ event }) => event === 'leadgate_success') && globalThis.dataLayer),
  );
  const [{ id }] = await on.stack.leads();
  const told = (event, more = {}) => ({ event: `leadgate_${event}`, leadgate_form: 'call-me-back', ...more });
  const wanted = [
    told('ready'),
    told('start'),
    told('invalid', { leadgate_fields: [{ field: 'phone', code: 'phone_too_short' }] }),
    told('submit'),
    told('success', { leadgate_id: id }),
  ];
  assert.deepEqual(JSON.parse(JSON.stringify(layer)), wanted);
  for (const typed of Object.values(person('layer@example.be'))) assert.ok(!JSON.stringify(layer).includes(typed), typed);
  await page.context().close();
});

test('what an event does not have is named, so that a tag manager forgets the one before', async () => {
  const { page, form } = await open('/forget', 'data-layer');
  await visit(form, 'forget@example.be');
  const keys = await page.evaluate(() => globalThis.dataLayer.map((told) => Object.keys(told).join()));
  assert.deepEqual(new Set(keys), new Set(['event,leadgate_form,leadgate_id,leadgate_fields,leadgate_status']));
  await page.context().close();
});

test('without the attribute nothing is told, and no array is made', async () => {
  const { page, form } = await open('/not-asked', '');
  await visit(form, 'no-layer@example.be');
  assert.equal(await page.evaluate(() => 'dataLayer' in globalThis), false);
  await page.context().close();
});

test('the attribute may name another array, which keeps what it holds', async () => {
  const script = "<script>var events = [{ event: 'page' }]</script>";
  const { page, form } = await open('/named', 'data-layer="events"', script);
  await form.fill({ first_name: 'An' });
  const events = await page.evaluate(() => globalThis.events.map(({ event }) => event));
  assert.deepEqual(events, ['page', 'leadgate_ready', 'leadgate_start']);
  assert.equal(await page.evaluate(() => 'dataLayer' in globalThis), false);
  await page.context().close();
});

test('a sending that a listener cancels is not told as one', async () => {
  const script = "<script>addEventListener('leadgate-submit', (event) => event.preventDefault())</script>";
  const { page, form } = await open('/cancelled', 'data-layer', script);
  await form.fill(person('cancelled-layer@example.be'));
  await form.submit();
  const refused = await page.evaluate(() => document.querySelector('leadgate-form').submit().then(() => 'sent', () => 'not sent'));
  assert.equal(refused, 'not sent');
  assert.deepEqual(await page.evaluate(() => globalThis.dataLayer.map(({ event }) => event)), ['leadgate_ready', 'leadgate_start']);
  await page.context().close();
});

test('a refusal is told with its status', async () => {
  const { page, form } = await open('/refused', 'data-layer');
  await page.route(/\/v1\/leads\//, (route) => route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, body: '' }));
  await form.fill(person('refused-layer@example.be'));
  await form.submit();
  await page.getByRole('button', { name: form.texts.tryAgain }).waitFor();
  const last = await page.evaluate(() => globalThis.dataLayer.at(-1));
  assert.equal(last.event, 'leadgate_error');
  assert.equal(last.leadgate_status, 403);
  await page.context().close();
});
