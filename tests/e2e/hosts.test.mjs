// Partners' pages that are hard on what is put into them: the form looks as on a clean page, and the
// page stays as it was. The font is pinned: it is the one thing that a page may choose.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';

import { formIn } from './support/form.mjs';
import { hold } from './support/hold.mjs';
import { differingPixels } from './support/pixels.mjs';
import { fixture } from './support/fixture.mjs';

const FORMS = ['call-me-back', 'insurance'];
const on = fixture({ settings: { 'partners.demo': { forms: Object.fromEntries(FORMS.map((form) => [form, ['crm']])) } } });

const FIXTURES = new URL('fixtures/', import.meta.url);
const read = (path) => readFile(new URL(path, FIXTURES), 'utf8');
const hosts = (await readdir(new URL('hosts/', FIXTURES))).map((file) => file.replace('.html', '')).sort();
const body = await read('host-body.html');

/** Where the form stands, whatever the page does: out of its flow, at whole pixels, on white. */
const ROOM = [
  'display:block;position:absolute;left:40px;top:40px;z-index:9;width:420px;min-width:0;max-width:none;height:2600px',
  'margin:0;padding:0;border:0;border-radius:0;background:#fff;opacity:1;transform:none;float:none',
]
  .join(';')
  .replaceAll(/(;|$)/g, '!important$1');

const page = (head, snippet) =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<link rel="icon" href="data:,"><title>Partner</title>${head}</head><body>${body}` +
  `<div style="${ROOM}">${snippet.replace('<leadgate-form ', `<leadgate-form style="--leadgate-font:'Liberation Sans'" `)}</div></body></html>`;

/** Everything about the page but the form, a fact a line: boxes, attributes, computed styles, globals. */
const surroundings = (page) =>
  page.evaluate(() => {
    const elements = [...document.querySelectorAll('*')].filter((element) => !element.closest('leadgate-form, script'));
    const facts = elements.flatMap((element, index) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
      const styles = getComputedStyle(element);
      const all = [...styles].map((name) => `${name}: ${styles.getPropertyValue(name)}`);
      return [`box: ${[x, y, width, height]}`, ...attributes, ...all].map((fact) => `${element.localName} ${index}: ${fact}`);
    });
    const globals = Object.getOwnPropertyNames(globalThis).map((name) => `global ${name}`);
    return [...facts, ...globals, `sheets: ${document.adoptedStyleSheets.length}`];
  });

/** The facts that are not the same, as they were and as they are. */
const changes = (before, after) => {
  const [was, is] = [new Set(before), new Set(after)];
  return [...before.filter((fact) => !is.has(fact)), ...after.filter((fact) => !was.has(fact))];
};

/** The form on one page, empty and with all its errors; what is around it, before and after. */
async function visit(name, head, form) {
  const { snippet } = await on.stack.snippet({ form });
  const tab = await on.browser.open({ viewport: { width: 1000, height: 900 } });
  const script = await hold(tab, /\/embed\.js/);
  await tab.goto(on.stack.pages.set(`/${form}-${name}`, page(head, snippet)), { waitUntil: 'commit' });
  await script.waiting();
  await tab.locator('footer').waitFor({ state: 'attached' });
  const before = await surroundings(tab);
  await script.release();
  await formIn(tab).hydrated();
  const root = tab.locator('leadgate-form .leadgate');
  // The whole window at the form's place: what the page paints over the form counts, too.
  const picture = async () => {
    await tab.evaluate(() => scrollTo(0, 0));
    await tab.mouse.move(0, 0);
    const clip = await root.boundingBox();
    return tab.screenshot({ clip, fullPage: true, caret: 'initial' });
  };
  const empty = await picture();
  await tab.locator('leadgate-form button[type="submit"]').evaluate((button) => button.click());
  await tab.locator('leadgate-form [aria-invalid="true"]').first().waitFor();
  await root.evaluate((element) => element.getRootNode().activeElement?.blur());
  const errors = await picture();
  const after = await surroundings(tab);
  assert.deepEqual(tab.errors, []);
  return { tab, empty, errors, before, after };
}

for (const form of FORMS) {
  test(`${form}: the form on a page with any styles is the form on a page without`, async (t) => {
    const clean = await visit('clean', '', form);
    for (const host of hosts) {
      await t.test(host, async () => {
        const hostile = await visit(host, await read(`hosts/${host}.html`), form);
        for (const state of ['empty', 'errors']) {
          assert.equal(await differingPixels(clean.tab, clean[state], hostile[state]), 0, `${state}: pixels that differ`);
        }
        assert.deepEqual(changes(hostile.before, hostile.after), [], 'the page is as it was');
        await hostile.tab.context().close();
      });
    }
    await clean.tab.context().close();
  });
}

test('a form that the page hides is hidden, and takes no click', async () => {
  const { snippet } = await on.stack.snippet();
  for (const hidden of ['visibility:hidden', 'opacity:0;pointer-events:none', 'display:none']) {
    const tab = await on.browser.open();
    await tab.goto(on.stack.pages.set('/hidden', `<!doctype html><title>Partner</title><div style="${hidden}">${snippet}</div>`));
    // What has no box is never come near to: it stays plain HTML until it is shown.
    if (hidden !== 'display:none') await tab.locator('form[novalidate]').waitFor({ state: 'attached' });
    const shown = await tab.locator('leadgate-form button[type="submit"]').evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return button.getRootNode().elementFromPoint(x + width / 2, y + height / 2) === button;
    });
    assert.equal(shown, false, hidden);
    await tab.context().close();
  }
});

test('the attribute hidden hides the form on any page', async () => {
  const { snippet } = await on.stack.snippet();
  for (const host of hosts) {
    const tab = await on.browser.open();
    await tab.goto(on.stack.pages.set('/attribute', page(await read(`hosts/${host}.html`), snippet.replace('<leadgate-form ', '<leadgate-form hidden '))));
    assert.equal(await tab.locator('leadgate-form .leadgate').isVisible(), false, host);
    await tab.context().close();
  }
});

test('the form takes over the font of the page', async () => {
  const { snippet } = await on.stack.snippet();
  const tab = await on.browser.open();
  await tab.goto(on.stack.pages.set('/font', `<!doctype html><title>Partner</title><body style="font: 40px Liberation Mono">${snippet}`));
  const fonts = await tab.locator('leadgate-form .leadgate').evaluate((root) =>
    [...root.querySelectorAll('label, .control, button, h2')].map((element) => getComputedStyle(element).fontFamily),
  );
  assert.deepEqual(new Set(fonts), new Set(['"Liberation Mono"']));
  await tab.context().close();
});
