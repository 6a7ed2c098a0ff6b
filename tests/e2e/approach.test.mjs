// What only who uses the form needs is loaded when the visitor comes near it, and not before.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { WASM, hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

const SCREEN = 600;
const element = (page) => page.locator('leadgate-form');
const files = (page) => page.asked.map((url) => new URL(url).pathname.split('/').pop());
/** Everything but the page and its loader. */
const others = (page) => files(page).filter((file) => !['embed.js', 'far'].includes(file));

/** A page whose form stands some screens below its top; `page.asked` lists the requests. */
async function open(snippet, screens = 3) {
  const page = await on.browser.open({ viewport: { width: 800, height: SCREEN } });
  page.asked = [];
  page.on('request', (request) => page.asked.push(request.url()));
  await page.goto(on.stack.pages.set('/far', partnerPage(`<div style="height: ${screens * SCREEN}px"></div>${snippet}`)));
  return page;
}

/** Everything that was to come by itself has come: the loader has run, observers were told, nothing is under way. */
async function rest(page) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))));
}

for (const scriptOnly of [false, true]) {
  const way = scriptOnly ? 'by script only' : 'pasted whole';
  test(`a form ${way} that nobody comes near loads nothing but the loader, and the rest on approach`, async () => {
    const { snippet } = await on.stack.snippet({ scriptOnly });
    const page = await open(snippet);
    const form = formIn(page);
    await form.button().waitFor();
    await rest(page);
    assert.deepEqual(others(page), []);
    await page.mouse.wheel(0, 1.5 * SCREEN);
    await form.hydrated();
    assert.ok(await page.evaluate((screen) => scrollY < 2 * screen, SCREEN), 'it is hydrated before it is seen');
    await page.context().close();
  });
}

test('a form without a fragment asks for it on approach only', async () => {
  const { snippet } = await on.stack.snippet({ scriptOnly: true });
  const page = await open(snippet.replace(/embed\.js\?[^"]*/, 'embed.js'));
  await page.waitForFunction(() => customElements.get('leadgate-form'));
  await rest(page);
  assert.deepEqual(others(page), []);
  await element(page).evaluate((form) => form.scrollIntoView());
  await formIn(page).hydrated();
  await page.context().close();
});

test('a form within a screen of the window is hydrated at once', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await open(snippet, 1.5);
  await formIn(page).hydrated();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.context().close();
});

test('a form that is not shown is not near, until it is shown', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await open(`<div id="later" hidden>${snippet}</div>`, 0);
  await rest(page);
  assert.deepEqual(others(page), []);
  await page.locator('#later').evaluate((place) => (place.hidden = false));
  await formIn(page).hydrated();
  await page.context().close();
});

test('whoever comes to a far form by the keyboard is near it', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await open(snippet);
  await rest(page);
  await formIn(page).field('first_name').evaluate((field) => field.focus({ preventScroll: true }));
  await formIn(page).hydrated();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.context().close();
});

test('submit() sends a form that nobody came near', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await open(snippet);
  await rest(page);
  const { id } = await element(page).evaluate((form, values) => {
    form.values = values;
    return form.submit();
  }, person('far@example.be'));
  assert.equal((await on.stack.lead(id)).id, id);
  assert.equal((await on.stack.arrived('far@example.be')).length, 1);
  await page.context().close();
});

test('what is sent before the WebAssembly has come is sent by the browser', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await open(snippet);
  const form = formIn(page);
  const wasm = await hold(page, WASM);
  await form.fill(person('early@example.be'));
  await wasm.waiting();
  await form.submit();
  await page.waitForURL(/\/v1\/leads\//);
  assert.equal((await on.stack.arrived('early@example.be')).length, 1);
  await page.context().close();
});

test('nobody looks out for a form any more that was loaded or has left the page', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open({ viewport: { width: 800, height: SCREEN } });
  await page.addInitScript(() => {
    globalThis.looking = 0;
    const { observe, disconnect } = IntersectionObserver.prototype;
    IntersectionObserver.prototype.observe = function (target) {
      globalThis.looking++;
      observe.call(this, target);
    };
    IntersectionObserver.prototype.disconnect = function () {
      globalThis.looking--;
      disconnect.call(this);
    };
  });
  const far = `${snippet}<div style="height: ${3 * SCREEN}px"></div>${snippet.replace(/<script.*/s, '')}`;
  await page.goto(on.stack.pages.set('/both', partnerPage(far)));
  await formIn(element(page).first()).hydrated();
  assert.equal(await page.evaluate(() => globalThis.looking), 1, 'for the far one');
  await element(page).last().evaluate((form) => form.remove());
  await until('nobody looks', () => page.evaluate(() => globalThis.looking === 0));
  await page.context().close();
});

test('what brings a form that is seen at once goes before its WebAssembly, which is asked for once', async () => {
  const { snippet } = await on.stack.snippet({ scriptOnly: true, options: ['--above-the-fold'] });
  const page = await on.browser.open();
  const session = await page.context().newCDPSession(page);
  const priorities = [];
  session.on('Network.requestWillBeSent', ({ request }) => {
    priorities.push([new URL(request.url).pathname.split('/').pop(), request.initialPriority]);
  });
  await session.send('Network.enable');
  await page.goto(on.stack.pages.set('/seen', partnerPage(snippet)));
  await formIn(page).hydrated();
  const of = (name) => priorities.filter(([file]) => file === name).map(([, priority]) => priority);
  assert.deepEqual(of('embed.js'), ['High']);
  assert.deepEqual(of('leadgate_bg.wasm'), ['Low']);
  await page.context().close();
});
