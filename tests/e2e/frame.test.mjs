// The form's own page in a frame on a partner's page: as high as the form, and silent to everybody else.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { WASM } from './support/hold.mjs';
import { partnerPage, startPages } from './support/page-server.mjs';
import { underPolicy } from './support/policy.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture({ origins: ['https://www.partner.example'] });
let stranger;
before(async () => (stranger = await startPages('localhost')));
after(() => stranger.stop());

const framed = (options = {}) => on.stack.snippet({ ...options, options: ['--iframe'] });
const iframe = (page) => page.locator('iframe');
const inside = (page) => formIn(page.frameLocator('iframe'));

/** Waits until the frame is just as high as what is in it; that height. */
async function fits(page) {
  const frame = page.frames()[1];
  return until('the frame is as high as its page', async () => {
    const inner = await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height)).catch(() => 0);
    const outer = await iframe(page).evaluate((element) => Number(element.height));
    return inner === outer && inner;
  });
}

test('the frame follows the height of the form, of its errors and of the thanks, under the policy that is printed', async () => {
  const { snippet, content_security_policy: printed } = await framed();
  const { page } = await underPolicy(on, '/follows', snippet, ["default-src 'none'", 'img-src data:', ...printed]);
  const form = inside(page);
  await form.hydrated();
  const empty = await fits(page);
  await form.submit();
  await form.summary().waitFor();
  const wrong = await fits(page);
  assert.ok(wrong > empty, `${wrong} > ${empty}`);
  await form.fill(person('frame@example.be'));
  await form.submit();
  await form.success().waitFor();
  assert.ok((await fits(page)) < empty);
  assert.equal((await on.stack.arrived('frame@example.be')).length, 1);
  assert.deepEqual([page.refused(), page.errors, page.console], [[], [], []]);
  await page.context().close();
});

test('the frame follows the height of pages without WebAssembly too, and the way back leads out of it', async () => {
  const { snippet } = await framed();
  const page = await on.browser.open();
  await page.route(WASM, (route) => route.abort());
  await page.goto(on.stack.pages.set('/plain', partnerPage(snippet)));
  const form = inside(page);
  const empty = await fits(page);
  await form.fill(person('plain-frame@example.be'));
  await form.submit();
  await form.success().waitFor();
  await until('the thanks are lower than the form', async () => (await fits(page)) < empty);
  await page.frameLocator('iframe').getByRole('link').click();
  await page.waitForURL((url) => url.origin === on.stack.pages.origin && page.frames().length === 1);
  await page.context().close();
});

test('without any script the frame keeps its height, and the form in it works', async () => {
  const { snippet } = await framed();
  const page = await on.browser.open({ javaScriptEnabled: false });
  await page.goto(on.stack.pages.set('/no-script', partnerPage(snippet)));
  assert.equal(await iframe(page).getAttribute('height'), '900');
  const form = inside(page);
  await form.fill(person('no-script-frame@example.be'));
  await form.submit();
  await form.success().waitFor();
  await page.context().close();
});

test('two frames on a page have a height each', async () => {
  const [call, insurance] = await Promise.all(['call-me-back', 'insurance'].map((form) => framed({ form })));
  const page = await on.browser.open();
  await page.goto(on.stack.pages.set('/two', partnerPage(call.snippet + insurance.snippet)));
  const heights = await until('both heights are followed', async () => {
    const set = await iframe(page).evaluateAll((frames) => frames.map(({ height }) => Number(height)));
    return set.every((height) => height !== 900) && set;
  });
  assert.notEqual(heights[0], heights[1]);
  await page.context().close();
});

test('the height is told to the page of a partner and to nobody else', async () => {
  const { snippet } = await framed();
  for (const [pages, heard] of [[on.stack.pages, true], [stranger, false]]) {
    const page = await on.browser.open();
    // Nobody else may frame the form anyway: that is taken away here, to see what would be left.
    await page.route(/\/v1\/forms\//, async (route) => {
      const response = await route.fetch();
      const { 'content-security-policy': policy, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.addInitScript(() => {
      globalThis.heard = [];
      addEventListener('message', ({ data }) => globalThis.heard.push(data));
    });
    await page.goto(pages.set('/hears', partnerPage(snippet)));
    await inside(page).hydrated();
    await inside(page).submit();
    await inside(page).summary().waitFor();
    // What this page says to itself comes after whatever the frame has said before.
    await page.evaluate(() => new Promise((resolve) => {
      addEventListener('message', ({ data }) => data === 'last' && resolve(), { once: false });
      postMessage('last', '*');
    }));
    assert.equal((await page.evaluate(() => globalThis.heard.filter(({ type }) => type === 'leadgate-height'))).length > 0, heard, pages.origin);
    await page.context().close();
  }
});

test('a height that somebody else tells is not followed', async () => {
  const { snippet } = await framed();
  const page = await on.browser.open();
  await page.goto(on.stack.pages.set('/lied', partnerPage(snippet)));
  await inside(page).hydrated();
  const height = await fits(page);
  await page.evaluate(() => new Promise((resolve) => {
    addEventListener('message', resolve, { once: true });
    postMessage({ type: 'leadgate-height', height: 5 }, '*');
  }));
  assert.equal(await fits(page), height);
  await page.context().close();
});
