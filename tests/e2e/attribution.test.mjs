// Where a visitor came from: read once from the page's address and referrer, stored with the lead,
// and nothing else of either.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { WASM } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';

const on = fixture();

const CAMPAIGN = {
  utm_source: 'nieuwsbrief',
  utm_medium: 'e-mail',
  utm_campaign: 'zomer & zon',
  utm_term: 'vaste prijs',
  utm_content: 'knop',
  gclid: 'g-1',
  fbclid: 'f-2',
  msclkid: 'm-3',
};

/** Opens a page that is reached from `from` at `query`. */
async function open(path, { query = '', from, snippet } = {}) {
  const page = await on.browser.open();
  const url = on.stack.pages.set(path, partnerPage(snippet ?? (await on.stack.snippet()).snippet));
  await page.goto(url + query, { referer: from });
  return { page, url, form: formIn(page) };
}

/** Sends the form and gives what was stored as its attribution. */
async function sent(page, form, email) {
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  return stored(email);
}

async function stored(email) {
  await on.stack.arrived(email);
  for (const { id } of await on.stack.leads()) {
    const { payload } = await on.stack.lead(id);
    if (payload.fields.email === email) return payload.attribution;
  }
  throw new Error(`no stored lead of ${email}`);
}

test('campaign, clicks, referrer and page are stored with the lead, and the rest of the address goes nowhere', async () => {
  const query = `?${new URLSearchParams({ ...CAMPAIGN, session: 'geheim' })}#geheim`;
  const { page, url, form } = await open('/campaign', { query, from: 'https://zoeker.example/vind?q=geheim' });
  await form.hydrated();
  const requests = [];
  page.on('request', (request) => requests.push(request));
  const attribution = await sent(page, form, 'campaign@example.be');
  assert.deepEqual(attribution, { ...CAMPAIGN, referrer_host: 'zoeker.example', page_url: url });
  for (const request of requests) {
    const told = [request.url(), request.postData(), JSON.stringify(await request.allHeaders())].join(' ');
    assert.ok(!told.includes('geheim'), told);
  }
  const [lead] = await on.stack.arrived('campaign@example.be');
  assert.ok(!JSON.stringify(lead).includes('geheim'));
  await page.context().close();
});

test('what is not in the address is not stored, nor is a referrer of the same site', async () => {
  const { page, url, form } = await open('/plain', { query: '?utm_medium=&UTM_SOURCE=x', from: `${on.stack.pages.origin}/before` });
  await form.hydrated();
  assert.deepEqual(await sent(page, form, 'plain@example.be'), { page_url: url });
  await page.context().close();
});

test('a value is cut to 255 characters, between two of them', async () => {
  const { page, form } = await open('/long', { query: `?utm_source=${encodeURIComponent('🌞'.repeat(300))}` });
  await form.hydrated();
  assert.equal((await sent(page, form, 'long@example.be')).utm_source, '🌞'.repeat(255));
  await page.context().close();
});

test('a page that goes on without loading keeps the campaign of its first address and names the page of the form', async () => {
  const { snippet } = await on.stack.snippet({ scriptOnly: true });
  const [element, script] = snippet.split('\n');
  const { page, form } = await open('/first', { query: '?utm_source=nieuwsbrief', snippet: script });
  await page.waitForFunction(() => customElements.get('leadgate-form'));
  await page.evaluate((html) => {
    history.pushState(null, '', '/second?utm_source=elders&session=geheim');
    document.querySelector('main').insertAdjacentHTML('beforeend', html);
  }, element);
  await form.hydrated();
  const attribution = await sent(page, form, 'onward@example.be');
  assert.deepEqual(attribution, { utm_source: 'nieuwsbrief', page_url: `${on.stack.pages.origin}/second` });
  await page.context().close();
});

test('another language, a reset and a second lead go on with it', async () => {
  const { page, form } = await open('/again', { query: '?gclid=g-1' });
  await form.hydrated();
  await page.evaluate(() => document.querySelector('leadgate-form').setAttribute('lang', 'en'));
  const english = formIn(page, 'en');
  await english.button().waitFor();
  await english.hydrated();
  await page.evaluate(() => document.querySelector('leadgate-form').reset());
  assert.equal((await sent(page, english, 'again-1@example.be')).gclid, 'g-1');
  await page.getByRole('button', { name: english.texts.again }).click();
  assert.equal((await sent(page, english, 'again-2@example.be')).gclid, 'g-1');
  await page.context().close();
});

test('a form that stays plain HTML sends it too', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open();
  await page.route(WASM, (route) => route.abort());
  await page.goto(`${on.stack.pages.set('/native', partnerPage(snippet))}?msclkid=m-3`);
  await page.waitForFunction(() => customElements.get('leadgate-form'));
  const attribution = await sent(page, formIn(page), 'native-attribution@example.be');
  assert.equal(attribution.msclkid, 'm-3');
  await page.context().close();
});

test('nothing of it is kept in the browser', async () => {
  const { page, form } = await open('/kept', { query: '?utm_source=nieuwsbrief' });
  await form.hydrated();
  await sent(page, form, 'kept@example.be');
  const { cookies, origins } = await page.context().storageState({ indexedDB: true });
  assert.deepEqual({ cookies, origins }, { cookies: [], origins: [] });
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.context().close();
});
