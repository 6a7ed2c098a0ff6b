// A page that goes on without loading mounts, moves and removes the form a hundred times: nothing of it stays behind.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';

const on = fixture();

/** The first rounds fill caches: code is compiled, the WebAssembly's memory grows to what it needs. */
const WARM_UP = 20;
const ROUNDS = 100;
/** V8 learns for some hundred rounds, 500 bytes in each, then stays as it is. A form that stays behind takes far more. */
const BYTES_A_ROUND = 1_000;

/** Counts timers and observers that are still to be told, and keeps the memory of every WebAssembly. */
const watch = () => {
  const pending = new Set();
  globalThis.left = { pending, observers: 0, memories: new Set() };
  const { setTimeout: later, clearTimeout: never, setInterval: often, clearInterval: stop } = globalThis;
  globalThis.setTimeout = (act, ...rest) => {
    const id = later((...values) => {
      pending.delete(id);
      act(...values);
    }, ...rest);
    pending.add(id);
    return id;
  };
  globalThis.setInterval = (...rest) => {
    const id = often(...rest);
    pending.add(id);
    return id;
  };
  for (const [name, end] of [['clearTimeout', never], ['clearInterval', stop]]) {
    globalThis[name] = (id) => {
      pending.delete(id);
      end(id);
    };
  }
  for (const observer of [IntersectionObserver, MutationObserver, ResizeObserver]) {
    const { observe, disconnect } = observer.prototype;
    const looking = new WeakSet();
    observer.prototype.observe = function (...values) {
      if (!looking.has(this)) globalThis.left.observers++;
      looking.add(this);
      observe.apply(this, values);
    };
    observer.prototype.disconnect = function () {
      if (looking.delete(this)) globalThis.left.observers--;
      disconnect.call(this);
    };
  }
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...values) => {
      const made = await make(...values);
      for (const thing of Object.values((made.instance ?? made).exports)) if (thing instanceof WebAssembly.Memory) globalThis.left.memories.add(thing);
      return made;
    };
  }
};

/** Mounts a form beside another one, moves it, types in it, takes it out while it is alive, half-way and before it began. */
const play = async (rounds) => {
  const [one, other] = document.querySelectorAll('section');
  const told = (form, name) => new Promise((resolve) => form.addEventListener(name, resolve, { once: true }));
  const make = () => Object.assign(document.createElement('leadgate-form'), { values: { first_name: 'An' } });
  for (let round = 0; round < rounds; round++) {
    const form = make();
    for (const [name, value] of Object.entries({ form: 'call-me-back', partner: 'demo', lang: round % 2 ? 'nl' : 'fr' })) form.setAttribute(name, value);
    const ready = told(form, 'leadgate-ready');
    one.append(form);
    await ready;
    other.append(form);
    const field = form.shadowRoot.querySelector('[name=email]');
    field.focus();
    field.value = 'an@';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.blur();
    form.setAttribute('subject', `round ${round}`);
    const again = told(form, 'leadgate-ready');
    form.setAttribute('lang', 'en');
    await again;
    form.remove();
    const unborn = form.cloneNode();
    one.append(unborn);
    unborn.remove();
    const early = form.cloneNode();
    one.append(early);
    await null;
    await null;
    early.remove();
  }
};

test('a hundred forms that were mounted, moved and removed leave nothing behind', async () => {
  const page = await on.browser.open();
  await page.addInitScript(watch);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  const { snippet } = await on.stack.snippet({ scriptOnly: true });
  await page.goto(on.stack.pages.set('/app', partnerPage(`${snippet}<section></section><section></section>`)));
  await formIn(page).hydrated();

  const measure = async () => {
    // Old forms wait for their last microtasks and frames.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve))));
    for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const chromium = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    const left = await page.evaluate(() => ({
      timers: globalThis.left.pending.size,
      observers: globalThis.left.observers,
      instances: globalThis.left.memories.size,
      memory: [...globalThis.left.memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    }));
    return { ...left, listeners: chromium.JSEventListeners, nodes: chromium.Nodes, documents: chromium.Documents, heap: chromium.JSHeapUsedSize };
  };
  await page.evaluate(play, WARM_UP);
  const { heap: heapBefore, ...before } = await measure();
  await page.evaluate(play, ROUNDS);
  const { heap: heapAfter, ...after } = await measure();
  assert.equal(before.instances, 1, 'all forms share one instance');
  assert.deepEqual(after, before);
  assert.ok(heapAfter - heapBefore < BYTES_A_ROUND * ROUNDS, `the heap grew by ${heapAfter - heapBefore} bytes in ${ROUNDS} rounds`);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
