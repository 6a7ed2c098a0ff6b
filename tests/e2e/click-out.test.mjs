// A click-out ends at the supplier, whatever becomes of the lead, and nowhere but on the partner's
// list. The supplier is a server of its own, on another origin.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focused } from './support/form.mjs';
import { LEADS, hold } from './support/hold.mjs';
import { pairs } from './support/matrix.mjs';
import { partnerPage, startPages } from './support/page-server.mjs';
import { SUPPLIER_HOST } from './support/stack.mjs';
import { fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { until } from './support/until.mjs';
import { visit } from './support/visit.mjs';

const OFFER = '/offer?plan=green&nr=1';
/** A partner whose click-out asks nothing. */
const ANONYMOUS = { 'partners.counting': { click_out_hosts: [SUPPLIER_HOST], anonymous: ['click-out'], forms: { 'click-out': ['crm'] } } };
let offer;
const on = fixture({ settings: ANONYMOUS }, async () => {
  const supplier = await startPages(SUPPLIER_HOST);
  supplier.set('/offer', partnerPage('<h2>Your supplier</h2>'));
  offer = supplier.origin + OFFER;
  return supplier.stop;
});

const PRODUCT = { 'product-type-id': 3, 'product-id': 53, 'supplier-id': 43 };
const visitor = (email) => ({ first_name: 'Zoë', last_name: "D'Hondt", email });
const open = (options = {}) => visit(on, { form: 'click-out', about: { url: offer, ...PRODUCT }, ...options });

/** At the supplier, at the very address. */
const arrives = async (page) => {
  await page.waitForURL(offer);
  await page.getByRole('heading', { name: 'Your supplier' }).waitFor();
};

/** What the CRM got, to the last field. */
async function isStored(email) {
  const product = { product_type_id: '3', product_id: '53', supplier_id: '43', affiliate_id: '6' };
  assert.deepEqual(await on.stack.told(email), { ...visitor(email), ...product, url: offer });
}

async function onlyOnce(email) {
  await isStored(email);
  await on.stack.settled();
  assert.equal((await on.stack.arrived(email)).length, 1);
}

const WAYS = [true, false];
const wayOf = (scripts) => (scripts ? 'with script' : 'without script');

for (const [lang, scripts] of pairs(LANGS, WAYS)) {
  test(`${lang}, ${wayOf(scripts)}: a visitor ends at the supplier, and the CRM knows who it was`, async () => {
    const { page, form } = await open({ lang, scripts });
    const email = `click-${lang}-${scripts}@example.be`;
    await form.fill(visitor(email));
    await form.submit();
    await arrives(page);
    await onlyOnce(email);
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}

const ASTRAY = ['https://supplier.example.evil.test/', 'javascript:document.title=1', 'https://localhost@evil.test/', '//evil.test/', ''];

for (const [url, scripts] of pairs(ASTRAY, WAYS)) {
  test(`${wayOf(scripts)}: a page that leads to "${url}" leads nowhere`, async () => {
    // As a page would have it whose author, or whose attacker, wrote another target.
    const { page, form } = await open({ scripts });
    await page.locator('leadgate-form [name="url"]').evaluate((input, url) => (input.value = url), url);
    const before = await on.stack.leads();
    await form.fill(visitor('nowhere@example.be'));
    await form.submit();
    await page.getByText(url ? form.texts.targetRefused : form.texts.targetMissing).first().waitFor();
    assert.ok([on.stack.proxyUrl, on.stack.pages.origin].includes(new URL(page.url()).origin), page.url());
    assert.deepEqual(await on.stack.leads(), before);
    await page.context().close();
  });
}

for (const scripts of WAYS) {
  const way = wayOf(scripts);

  test(`${way}: a wrong address stays with what was typed, the corrected one goes on`, async () => {
    const { page, form } = await open({ scripts });
    const email = `click-mended-${scripts}@example.be`;
    await form.fill(visitor('zoe@example'));
    await form.submit();
    await page.locator('[aria-invalid="true"]').waitFor();
    assert.equal(await form.field('email').getAttribute('aria-invalid'), 'true');
    if (scripts) await until('the field has the focus', async () => (await focused(page)) === 'email');
    else assert.equal(new URL(page.url()).origin, on.stack.proxyUrl);
    assert.deepEqual(await form.values(['first_name', 'last_name', 'email']), visitor('zoe@example'));
    await form.fill({ email });
    await form.submit();
    await arrives(page);
    await onlyOnce(email);
    await page.context().close();
  });

  test(`${way}: where nothing is asked a click is enough, it is counted, and the CRM is told nothing`, async () => {
    const { page, form } = await open({ scripts, partner: 'counting' });
    assert.equal(await page.getByRole('textbox').count(), 0);
    const before = (await on.stack.received()).length;
    await form.submit();
    await arrives(page);
    const stored = await until('the click is stored', async () => (await on.stack.leads()).find(({ partner }) => partner === 'counting'));
    const { payload } = await on.stack.lead(stored.id);
    assert.deepEqual(payload.fields, { url: offer });
    await on.stack.settled();
    assert.equal((await on.stack.received()).length, before);
    await page.context().close();
  });
}

test('on the form’s own page, too, the policy lets the visitor through', async () => {
  const page = await on.browser.open({ javaScriptEnabled: false });
  await page.goto(`${on.stack.proxyUrl}/v1/forms/click-out?${new URLSearchParams({ partner: 'counting', lang: 'nl', url: offer })}`);
  await page.getByRole('button').click();
  await arrives(page);
  await page.context().close();
});

test('a proxy that stands still for longer than a second holds nobody up, and gets the lead once', async () => {
  const { page, form } = await open();
  const email = 'click-frozen@example.be';
  await form.fill(visitor(email));
  on.stack.freezeProxy();
  try {
    await form.submit();
    await arrives(page);
  } finally {
    on.stack.thawProxy();
  }
  await onlyOnce(email);
  await page.context().close();
});

test('a proxy that cannot store just now lets the visitor through and gets the lead by beacon, once', async () => {
  const { page, form } = await open();
  const email = 'click-busy@example.be';
  const posts = await hold(page, LEADS);
  await form.fill(visitor(email));
  await form.submit();
  await posts.waiting();
  await posts.release({ status: 503, headers: { 'access-control-allow-origin': '*', 'retry-after': '5' }, contentType: 'application/problem+json', body: '{}' });
  await posts.waiting();
  await posts.release();
  await arrives(page);
  await onlyOnce(email);
  assert.equal(posts.seen(), 2, 'the attempt and the beacon');
  await page.context().close();
});

test('a proxy that is away holds nobody up', async () => {
  const { page, form } = await open();
  await form.fill(visitor('click-away@example.be'));
  await on.stack.stopProxy();
  await form.submit();
  await arrives(page);
  await on.stack.startProxy();
  await page.context().close();
});

test('a double click is one lead; who comes back and goes on again is another', async () => {
  const { page, form } = await open();
  const email = 'click-twice@example.be';
  await form.fill(visitor(email));
  await form.button().dblclick();
  await arrives(page);
  await onlyOnce(email);
  await page.goBack();
  await form.hydrated();
  await form.fill(visitor(email));
  await form.submit();
  await arrives(page);
  assert.equal((await on.stack.arrived(email, 2)).length, 2);
  await page.context().close();
});
