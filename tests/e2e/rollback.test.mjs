// A bad browser version is rolled back by one setting and a reload, and meanwhile no lead
// that can be sent at all is lost.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { LEADS } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { ANSWERS, collect, CURRENT, EARLIER, RELEASES, releasedForm, releasedSnippet, SETTINGS } from './support/released.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const FORM = 'call-me-back';

/** What a visitor may meet, as the release of today prints it, and the form's own page. @type {Record<string, (path: string) => string>} */
let places;
const on = fixture({ settings: SETTINGS }, async ({ stack }) => {
  const releases = join(stack.folder, 'releases');
  await collect(RELEASES, releases);
  await stack.configure({ server: { assets_dir: releases } });
  await stack.stopProxy();
  await stack.startProxy();
  const [whole, scriptOnly] = await Promise.all([false, true].map((scriptOnly) => stack.snippet({ form: FORM, scriptOnly })));
  const page = (snippet) => (path) => stack.pages.set(path, partnerPage(snippet));
  places = {
    'the whole form': page(whole.snippet),
    'script only': page(scriptOnly.snippet),
    "the form's own page": () => `${stack.proxyUrl}/v1/forms/${FORM}?partner=demo&lang=nl`,
  };
});
const PLACES = ['the whole form', 'script only', "the form's own page"];

afterEach(() => release(''));

/** Sets `server.browser_version` and reloads; what the proxy says of it. */
async function release(name) {
  await on.stack.configure({ server: { browser_version: name } });
  return on.stack.reloadProxy();
}

/** WebAssembly that cannot be compiled. */
const GARBAGE = (page) =>
  page.route(`**/assets/${CURRENT}/leadgate_bg.wasm`, (route) => route.fulfill({ body: 'garbage', contentType: 'application/wasm', headers: { 'access-control-allow-origin': '*' } }));

/** A browser version that hydrates the form and never sends anything. */
const DEAF = (page) =>
  page.route(`**/assets/${CURRENT}/leadgate.js`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
      body: `export default async () => {};
        export const mount = (root) => {
          const form = root.querySelector('form');
          form.noValidate = true;
          form.addEventListener('submit', (event) => { event.preventDefault(); form.dataset.deaf = ''; });
          return { submit() {}, reset() {}, fill() {}, is_busy: () => false, free() {} };
        };`,
    }),
  );

let visits = 0;
/** Opens a page; `page.takers` lists the browser versions whose glue or WebAssembly was asked for. */
async function open(url, bad = async () => {}) {
  const page = await on.browser.open();
  page.takers = new Set();
  page.on('request', (request) => {
    const [, version] = request.url().match(/\/assets\/([^/]+)\/leadgate/) ?? [];
    if (version) page.takers.add(version);
  });
  await bad(page);
  await page.goto(url(`/visit/${++visits}`));
  return { page, form: releasedForm(page) };
}

async function arrives({ form }, email) {
  await form.fill({ ...ANSWERS[FORM], email });
  await form.submit();
  await on.stack.arrived(email);
}

/** Sends; the browser version that is stored with the lead. */
async function sends({ page, form }, email) {
  await arrives({ form }, email);
  const [{ id }] = await on.stack.leads();
  const { payload } = await on.stack.lead(id);
  await page.context().close();
  return payload.form_version;
}

/** Plain HTML: the loader has tried, and said so. */
async function staysPlain({ page, form }) {
  await until('the loader gave up', () => warnings(page).some((text) => text.includes('works as plain HTML only')));
  assert.equal(await form.isTakenOver(), false);
}

for (const place of PLACES) {
  test(`${place}: WebAssembly that is broken costs no lead, and the next browser version hydrates forms again`, async () => {
    const broken = await open(places[place], GARBAGE);
    await staysPlain(broken);
    await sends(broken, `garbage-${PLACES.indexOf(place)}@example.be`);
    const good = await open(places[place]);
    await good.form.takenOver();
    assert.equal(await sends(good, `good-${PLACES.indexOf(place)}@example.be`), CURRENT);
  });

  test(`${place}: a browser version that sends nothing is withdrawn by server.browser_version = "none", and forms are plain HTML`, async () => {
    const deaf = await open(places[place], DEAF);
    await deaf.form.takenOver();
    const leads = await on.stack.leads();
    await deaf.form.fill({ ...ANSWERS[FORM], email: 'lost@example.be' });
    const posts = [];
    deaf.page.on('request', (request) => LEADS.test(request.url()) && posts.push(request.url()));
    await deaf.form.submit();
    await deaf.page.locator('form[data-deaf]').waitFor();
    assert.deepEqual([posts, await on.stack.leads()], [[], leads]);
    await deaf.page.context().close();

    assert.match(await release('none'), /read again/);
    const plain = await open(places[place], DEAF);
    await staysPlain(plain);
    assert.ok(!plain.page.takers.has(CURRENT), 'what a cache holds of the bad browser version is not asked for either');
    assert.equal(await sends(plain, `none-${PLACES.indexOf(place)}@example.be`), 'none');

    await release('');
    const good = await open(places[place]);
    await good.form.takenOver();
    assert.equal(await sends(good, `again-${PLACES.indexOf(place)}@example.be`), CURRENT);
  });
}

for (const earlier of EARLIER) {
  test(`server.browser_version = "${earlier}": it hydrates what was pasted with it, and whatever else has its markup`, async () => {
    assert.match(await release(earlier), /read again/);
    const { browser_version: ofForms } = await (await fetch(`${on.stack.proxyUrl}/readyz`)).json();
    const loader = await (await fetch(`${on.stack.proxyUrl}/embed.js`)).text();
    // Loaders older than this setting cannot be told: there only the proxy's 404 helps, not against a cache.
    const isTold = loader.includes(CURRENT);
    for (const place of PLACES) {
      const visit = await open(places[place], isTold ? DEAF : undefined);
      if (ofForms === earlier) await visit.form.takenOver();
      else await staysPlain(visit);
      if (isTold) assert.ok(!visit.page.takers.has(CURRENT));
      const email = `${earlier}-${PLACES.indexOf(place)}@example.be`;
      assert.equal(await sends(visit, email), ofForms);
    }
    const snippet = releasedSnippet(earlier, FORM, on.stack.proxyUrl);
    const own = await open((path) => on.stack.pages.set(path, partnerPage(snippet)), DEAF);
    await own.form.takenOver();
    assert.deepEqual([...own.page.takers], [earlier]);
    assert.equal(await sends(own, `${earlier}-own@example.be`), earlier);
  });
}

test('a browser version that is not there is refused with those that are, and visitors notice nothing', async () => {
  const said = await release('0123456789ab');
  assert.match(said, /server\.browser_version.*"0123456789ab" is no browser version.*none/);
  for (const earlier of RELEASES) assert.ok(said.includes(earlier), said);
  const visit = await open(places['script only']);
  await visit.form.takenOver();
  await arrives(visit, 'unchanged@example.be');
  assert.ok(visit.page.takers.has(CURRENT));
  await visit.page.context().close();
});
