// Pages as they are out there: old modes of the parser, libraries that change what belongs to everybody, scripts that come by
// detours. The form is shown and sends from each.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

const LOADER = () => `${on.stack.proxyUrl}/embed.js`;
const ELEMENT = '<leadgate-form form="call-me-back" partner="demo" lang="nl"></leadgate-form>';
const XHTML = { 'content-type': 'application/xhtml+xml; charset=utf-8' };

/** As in libraries from before the language had these methods: enumerable, and not quite what came later. */
const PATCHES = `<script>
  Array.from = (list) => [].slice.call(list);
  Array.prototype.each = function (tell) { for (var i = 0; i < this.length; i++) tell(this[i]); return this; };
  Array.prototype.toJSON = String.prototype.toJSON = function () { return '"' + this + '"'; };
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
  Object.prototype.extend = function (more) { for (var name in more) this[name] = more[name]; return this; };
  Function.prototype.bind = function (to) { var it = this; return function () { return it.apply(to, arguments); }; };
  Element.prototype.select = function (what) { return this.querySelectorAll(what); };
  Element.prototype.remove = function () { if (this.parentNode) this.parentNode.removeChild(this); return this; };
</script>`;
const FROZEN = '<script>for (const it of [Object, Array, Function, String, Promise, Map, Error]) Object.freeze(it.prototype)</script>';

const written = (html) => `<script>document.write(${JSON.stringify(html).replaceAll('</', '<\\/')})</script>`;
/** The attributes without a value and the element without an end, as XML wants them. */
const asXml = (html) => html.replace(' crossorigin>', ' crossorigin="" />').replace(' async ', ' async="" ');

/** What the page makes of a snippet. */
const PAGES = {
  'in quirks mode': { of: (snippet) => `<html><title>Partner</title><body><table><tr><td>${snippet}</table>` },
  'in almost standards mode': { of: (snippet) => `<!doctype html public "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><title>Partner</title>${snippet}` },
  'that writes it into itself': { of: (snippet) => partnerPage(written(snippet)) },
  'whose addresses are relative to another site': { of: (snippet) => partnerPage(snippet).replace('<head>', '<head><base href="https://elsewhere.example/a/" target="_blank">') },
  'whose prototypes are frozen': { of: (snippet) => partnerPage(snippet).replace('<head>', `<head>${FROZEN}`) },
  'whose prototypes are patched': { of: (snippet) => partnerPage(snippet).replace('<head>', `<head>${PATCHES}`) },
  'inside a shadow root': { of: (snippet) => partnerPage(`<div><template shadowrootmode="open">${snippet}</template></div>`) },
  'of XHTML': {
    ways: [['--script-only']],
    headers: XHTML,
    of: (snippet) => `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Partner</title></head><body>${asXml(snippet)}</body></html>`,
  },
};

async function sends(page, form, email) {
  await form.submit();
  await form.summary().waitFor();
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  const [lead] = await on.stack.arrived(email);
  assert.equal(lead.phone, '0470123456');
  assert.deepEqual([page.errors, warnings(page)], [[], []]);
}

for (const [index, [where, { of, headers, ways = [[], ['--script-only']] }]] of Object.entries(PAGES).entries()) {
  for (const options of ways) {
    test(`a form ${options.length ? 'by the script' : 'with the page'} works wholly on a page ${where}`, async () => {
      const { snippet } = await on.stack.snippet({ options });
      const page = await on.browser.open();
      await page.goto(on.stack.pages.set(`/page-${index}${options}`, of(snippet), headers));
      const form = formIn(page);
      await form.hydrated();
      await sends(page, form, `page-${index}${options}@example.be`);
      const [{ id }] = await on.stack.leads();
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'the id is the loader\'s');
      await page.context().close();
    });
  }
}

/** How a script gets into a page when a tag manager puts it there: nothing tells it which element it is. */
const DETOURS = {
  'as a classic script': (url) => document.body.append(Object.assign(document.createElement('script'), { src: url })),
  'as a module': (url) => document.body.append(Object.assign(document.createElement('script'), { src: url, type: 'module' })),
  'as text': async (url) => document.body.append(Object.assign(document.createElement('script'), { text: await (await fetch(url)).text() })),
  'by an import': (url) => import(url),
};

for (const [index, [way, bring]] of Object.entries(DETOURS).entries()) {
  test(`a tag manager brings the script ${way}, and again on the next page view`, async () => {
    const page = await on.browser.open();
    await page.goto(on.stack.pages.set(`/detour-${index}`, partnerPage(ELEMENT)));
    await page.evaluate(bring, LOADER());
    const form = formIn(page);
    await form.hydrated();
    await page.evaluate(bring, `${LOADER()}?again`);
    await sends(page, form, `detour-${index}@example.be`);
    await page.context().close();
  });
}

test('the same form twice, and another one in another language, have an id and events each', async () => {
  const wanted = [['call-me-back', 'nl'], ['call-me-back', 'nl'], ['insurance', 'fr']];
  const snippets = await Promise.all(wanted.map(([form, lang]) => on.stack.snippet({ form, lang })));
  const page = await on.browser.open();
  await page.addInitScript(() => {
    globalThis.told = [];
    addEventListener('leadgate-success', ({ target, detail }) => globalThis.told.push([target.parentElement.id, detail.id]));
  });
  const sections = snippets.map(({ snippet }, index) => `<section id="f${index}">${snippet}</section>`);
  await page.goto(on.stack.pages.set('/three', partnerPage(sections.join(''))));
  const forms = wanted.map(([form, lang], index) => formIn(page.locator(`#f${index}`), lang, form));
  for (const form of forms) {
    await form.button().scrollIntoViewIfNeeded();
    await form.hydrated();
  }
  for (const [index, form] of [...forms.entries()].reverse()) {
    await form.fill({ first_name: 'An', last_name: `Peeters ${'abc'[index]}`, email: 'three@example.be' });
    if (index < 2) await form.fill({ phone: '0470 12 34 56' });
    else await form.choice('interests', 'car').check();
    assert.equal(await forms[(index + 2) % 3].summary().count(), 0);
    await form.submit();
    await form.success().waitFor();
  }
  const told = await until('each form told of its lead', () => page.evaluate(() => globalThis.told.length === 3 && globalThis.told));
  assert.deepEqual(told.map(([where]) => where), ['f2', 'f1', 'f0']);
  const ids = told.map(([, id]) => id);
  assert.equal(new Set(ids).size, 3);
  assert.deepEqual((await on.stack.leads()).slice(0, 3).map(({ id }) => id), ids.toReversed());
  assert.deepEqual([page.errors, warnings(page)], [[], []]);
  await page.context().close();
});
