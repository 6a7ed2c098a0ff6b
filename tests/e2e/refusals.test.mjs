// Who may not send is told so, the developer in words; who cannot reach the proxy loses nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { LEADS, hold } from './support/hold.mjs';
import { partnerPage, startPages } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture({ settings: { 'partners.formless': { origins: [], forms: {} } } });

const FORBIDDEN = 'Dit formulier mag op deze pagina niet gebruikt worden. Laat het de eigenaar van de website weten.';
const element = (partner) => `<leadgate-form form="call-me-back" partner="${partner}" lang="nl"></leadgate-form>`;
const script = (query = '') => `<script async src="${on.stack.proxyUrl}/embed.js${query}"></script>`;

async function open(path, body, pages = on.stack.pages) {
  const page = await on.browser.open();
  await page.goto(pages.set(path, partnerPage(body)));
  return { page, form: formIn(page) };
}

/** All that was typed is still there. */
async function keeps(form, values) {
  for (const [name, value] of Object.entries(values)) assert.equal(await form.field(name).inputValue(), value, name);
}

for (const [partner, sentence] of [
  ['acme', /The partner "acme" is not known here\. Check the `partner` attribute of <leadgate-form>\./],
  ['formless', /The partner "formless" may not use the form "call-me-back"\. Ask the operator to add it under partners\.formless\.forms\./],
]) {
  for (const query of ['', `?form=call-me-back&partner=${partner}&lang=nl`]) {
    test(`a page of the partner ${partner} is told in the console why it gets no form${query && ', by the script itself'}`, async () => {
      const { page } = await open(`/${partner}`, element(partner) + script(query));
      await until('a warning', () => warnings(page).some((text) => sentence.test(text)));
      assert.ok(warnings(page).every((text) => text.startsWith('leadgate: ')), warnings(page).join('\n'));
      assert.equal(await page.getByRole('textbox').count(), 0);
      assert.deepEqual(page.errors, [], 'a refusal is no exception in the page');
      await page.context().close();
    });
  }
}

test('a page of a foreign origin is refused: a sentence in the console, a failure in the form, nothing typed lost', async () => {
  const foreign = await startPages('localhost');
  try {
    const { page, form } = await open('/foreign', element('demo') + script(), foreign);
    await form.hydrated();
    const typed = { ...person('foreign@example.be'), remarks: 'Blijft staan' };
    await form.fill(typed);
    const posts = [];
    page.on('request', (request) => LEADS.test(request.url()) && posts.push(request));
    await form.submit();
    await page.getByText(FORBIDDEN, { exact: true }).waitFor();
    assert.ok(await page.getByText(form.texts.failure, { exact: true }).isVisible());
    await keeps(form, typed);
    assert.equal(posts.length, 1, 'trying again would not help');
    assert.equal((await posts[0].response()).status(), 403);
    const sentence = `Pages of ${foreign.origin} may not send leads for the partner "demo". Ask the operator to add this origin under partners.demo.origins.`;
    await until('a warning with the reason', () => warnings(page).some((text) => text.includes(sentence)));
    assert.deepEqual(await on.stack.leads(), []);
    await page.context().close();
  } finally {
    await foreign.stop();
  }
});

test('without script the same refusal is a page that keeps what was typed', async () => {
  const foreign = await startPages('localhost');
  try {
    const { snippet } = await on.stack.snippet();
    const page = await on.browser.open({ javaScriptEnabled: false });
    await page.goto(foreign.set('/native', partnerPage(snippet)));
    const typed = { ...person('foreign-native@example.be'), remarks: 'Blijft staan' };
    const form = formIn(page);
    await form.fill(typed);
    await form.submit();
    await page.getByText(FORBIDDEN, { exact: true }).waitFor();
    assert.equal(new URL(page.url()).origin, on.stack.proxyUrl);
    await keeps(formIn(page), typed);
    assert.deepEqual(await on.stack.leads(), []);
    await page.context().close();
  } finally {
    await foreign.stop();
  }
});

test('a proxy that is away is tried again by itself, then by the visitor: one lead, nothing lost', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/away', snippet);
  await form.hydrated();
  const ids = [];
  page.on('request', (request) => LEADS.test(request.url()) && ids.push(new URLSearchParams(request.postData()).get('id')));
  const typed = { ...person('away@example.be'), remarks: 'Blijft staan' };
  await form.fill(typed);
  await on.stack.stopProxy();
  await page.clock.install();
  await form.submit();
  const again = page.getByRole('button', { name: form.texts.tryAgain });
  await until('it gives up', async () => {
    await page.clock.runFor(1000); // The pauses between its attempts.
    return again.isVisible();
  });
  assert.ok(ids.length > 1, 'it tried again by itself');
  assert.ok(await page.getByText(form.texts.failure, { exact: true }).isVisible());
  await keeps(form, typed);
  await on.stack.startProxy();
  await again.click();
  await form.success().waitFor();
  assert.equal(new Set(ids).size, 1, 'the same id each time');
  await on.stack.arrived('away@example.be');
  await on.stack.settled();
  assert.equal((await on.stack.arrived('away@example.be')).length, 1);
  assert.deepEqual((await on.stack.leads()).map(({ id }) => id), [ids[0]]);
  await page.context().close();
});

test('a proxy that is back before the attempts are used up gets the lead without the visitor', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/back', snippet);
  await form.hydrated();
  await form.fill(person('back@example.be'));
  await on.stack.stopProxy();
  await page.clock.install();
  const failed = page.waitForEvent('requestfailed', (request) => LEADS.test(request.url()));
  await form.submit();
  await failed;
  await on.stack.startProxy();
  await until('the thanks', async () => {
    await page.clock.runFor(500);
    return form.success().isVisible();
  });
  assert.equal((await on.stack.arrived('back@example.be')).length, 1);
  await page.context().close();
});

test('a proxy that asks for time gets it: Retry-After is kept', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/later', snippet);
  await form.hydrated();
  const posts = await hold(page, LEADS);
  await page.clock.install();
  await form.fill(person('later@example.be'));
  await form.submit();
  await posts.waiting();
  // As the proxy answers when its store is busy, but with a longer wait than the form's own.
  const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After', 'retry-after': '8' };
  const answered = page.waitForEvent('requestfinished', (request) => LEADS.test(request.url()));
  await posts.release({ status: 503, headers, contentType: 'application/problem+json', body: '{"status":503,"title":"","detail":""}' });
  await answered;
  await page.getByText('De verbinding is traag. We blijven het proberen…').first().waitFor({ state: 'attached' });
  // The clock also runs by itself: well before and well after, not to the moment.
  await page.clock.runFor(5000);
  assert.equal(posts.seen(), 1, 'not before its time');
  await page.clock.runFor(4000);
  await posts.waiting();
  await posts.release();
  await form.success().waitFor();
  assert.equal(posts.seen(), 2);
  assert.equal((await on.stack.arrived('later@example.be')).length, 1);
  await page.context().close();
});
