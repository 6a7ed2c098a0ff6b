// WebAssembly hydrates the nodes that are there: nothing that the visitor did before is lost,
// nothing moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focused, formIn, person } from './support/form.mjs';
import { WASM, hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { MARKETING, fixture } from './support/fixture.mjs';

const on = fixture({ settings: MARKETING });

/** A page whose form waits for its WebAssembly until `takeOver()`. */
async function open(path, { scriptOnly = false, prepare = async () => {} } = {}) {
  const { snippet } = await on.stack.snippet({ scriptOnly });
  const page = await on.browser.open();
  await prepare(page);
  const wasm = await hold(page, WASM);
  await page.goto(on.stack.pages.set(path, partnerPage(`${snippet}<p>Below the form</p>`)));
  await wasm.waiting();
  const form = formIn(page);
  const takeOver = async () => {
    await wasm.release();
    await form.hydrated();
  };
  return { page, form, takeOver };
}

for (const scriptOnly of [false, true]) {
  const way = scriptOnly ? 'inserted by the script' : 'pasted with the page';
  test(`what was typed and ticked in a form ${way} before it was hydrated is kept and sent`, async () => {
    const { page, form, takeOver } = await open(`/typed-${scriptOnly}`, { scriptOnly });
    const email = `typed-early-${scriptOnly}@example.be`;
    const values = { ...person(email), slot: 'afternoon', remarks: 'Twee\nregels' };
    await form.fill(values);
    const box = page.getByRole('checkbox', { name: 'Mail mij tips.' });
    await box.check();
    await takeOver();
    for (const [name, value] of Object.entries(values)) assert.equal(await form.field(name).inputValue(), value, name);
    assert.ok(await box.isChecked());
    await form.submit();
    await form.success().waitFor();
    await on.stack.arrived(email);
    const [{ id }] = await on.stack.leads();
    const [consent] = (await on.stack.lead(id)).payload.consents;
    assert.equal(consent.given, true);
    assert.equal(consent.version, '2026-11');
    await page.context().close();
  });
}

test('focus and caret stay where they were, and typing goes on there', async () => {
  const { page, form, takeOver } = await open('/caret');
  await form.field('last_name').click();
  await page.keyboard.type('Petrs');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await takeOver();
  assert.equal(await focused(page), 'last_name');
  assert.equal(await form.field('last_name').evaluate((field) => field.selectionStart), 3);
  await page.keyboard.type('e');
  assert.equal(await form.field('last_name').inputValue(), 'Peters');
  await page.context().close();
});

test('every element of the fragment is the same one before and after', async () => {
  const { page, takeOver } = await open('/nodes');
  const before = await page.evaluateHandle(() => [...document.querySelector('leadgate-form').shadowRoot.querySelectorAll('*')]);
  await takeOver();
  const gone = await before.evaluate((elements) => elements.filter((element) => !element.isConnected).map((element) => element.outerHTML));
  assert.deepEqual(gone, []);
  const added = await before.evaluate((elements) => {
    const now = [...document.querySelector('leadgate-form').shadowRoot.querySelectorAll('*')];
    return now.filter((element) => !elements.includes(element) && !element.closest('optgroup')).map((element) => element.outerHTML);
  });
  assert.deepEqual(added, [], 'only the dated slots are new');
  await page.context().close();
});

test('nothing on the page moves when a pasted form is hydrated', async () => {
  const prepare = (page) =>
    page.addInitScript(() => {
      globalThis.shifts = [];
      const observer = new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map((entry) => entry.value)));
      observer.observe({ type: 'layout-shift', buffered: true });
    });
  const { page, takeOver } = await open('/shift', { prepare });
  await takeOver();
  const twoFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await page.evaluate(twoFrames);
  assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
  await page.context().close();
});

test("the browser's own checks serve until the form is hydrated, and dated slots appear then", async () => {
  const { page, form, takeOver } = await open('/checks');
  const state = () =>
    form.field('slot').evaluate((select) => ({
      novalidate: select.form.noValidate,
      dated: select.querySelectorAll('optgroup option').length > 0,
      parts: [...select.options].slice(0, 2).map((option) => option.value),
    }));
  assert.deepEqual(await state(), { novalidate: false, dated: false, parts: ['', 'morning'] });
  await form.submit();
  assert.equal(await focused(page), 'first_name', 'the browser points at the first empty field');
  await takeOver();
  assert.deepEqual(await state(), { novalidate: true, dated: true, parts: ['', 'morning'] });
  await page.context().close();
});
