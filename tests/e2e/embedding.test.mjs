// How pages hold the element: script twice or late, element moved, removed, in another language,
// more than one.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { WASM, hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';

const on = fixture();

const ELEMENT = '<leadgate-form form="call-me-back" partner="demo" lang="nl"></leadgate-form>';

async function open(path, body) {
  const page = await on.browser.open();
  await page.goto(on.stack.pages.set(path, partnerPage(body)));
  return { page, form: formIn(page) };
}

async function sends(page, form, email) {
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  assert.equal((await on.stack.arrived(email)).length, 1);
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.console, []);
  await page.context().close();
}

test('the script included twice does no harm', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/twice', `${snippet}<script src="${on.stack.proxyUrl}/embed.js?again"></script>`);
  await form.hydrated();
  await sends(page, form, 'twice@example.be');
});

test('a script that comes long after the element brings the form', async () => {
  const { page, form } = await open('/late', ELEMENT);
  await page.addScriptTag({ url: `${on.stack.proxyUrl}/embed.js` });
  await form.hydrated();
  await sends(page, form, 'late@example.be');
});

test('an element that is made after the script gets its form', async () => {
  const { page, form } = await open('/made', `<script src="${on.stack.proxyUrl}/embed.js"></script>`);
  await page.evaluate(() => {
    const element = document.createElement('leadgate-form');
    for (const [name, value] of [['form', 'call-me-back'], ['partner', 'demo'], ['lang', 'nl']]) element.setAttribute(name, value);
    document.querySelector('main').append(element);
  });
  await form.hydrated();
  await sends(page, form, 'made@example.be');
});

test('the loader runs as a module script too', async () => {
  const { page, form } = await open('/module', `${ELEMENT}<script type="module" src="${on.stack.proxyUrl}/embed.js"></script>`);
  await form.hydrated();
  await sends(page, form, 'module@example.be');
});

test('an element that is moved goes on with what was typed', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/moved', `${snippet}<section id="elsewhere"></section>`);
  await form.hydrated();
  await form.fill({ first_name: 'Verhuisd' });
  await page.evaluate(() => document.querySelector('#elsewhere').append(document.querySelector('leadgate-form')));
  assert.equal(await form.field('first_name').inputValue(), 'Verhuisd');
  await sends(page, form, 'moved@example.be');
});

test('an element that is moved before it is hydrated is hydrated once', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open();
  const wasm = await hold(page, WASM);
  await page.goto(on.stack.pages.set('/moved-early', partnerPage(`${snippet}<section id="elsewhere"></section>`)));
  await wasm.waiting();
  const form = formIn(page);
  await form.fill({ first_name: 'Verhuisd' });
  await page.evaluate(() => {
    globalThis.ready = 0;
    addEventListener('leadgate-ready', () => globalThis.ready++);
    document.querySelector('#elsewhere').append(document.querySelector('leadgate-form'));
  });
  await wasm.release();
  await form.hydrated();
  assert.equal(await form.field('first_name').inputValue(), 'Verhuisd');
  assert.equal(await page.evaluate(() => globalThis.ready), 1);
  await sends(page, form, 'moved-early@example.be');
});

test('an element that is removed and put back works again', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/removed', snippet);
  await form.hydrated();
  await page.evaluate(async () => {
    const element = document.querySelector('leadgate-form');
    element.remove();
    await new Promise(requestAnimationFrame);
    document.querySelector('main').append(element);
  });
  await form.hydrated();
  await sends(page, form, 'removed@example.be');
});

test('another language keeps what was typed', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/lang', snippet);
  await form.hydrated();
  await form.fill({ ...person('lang@example.be'), slot: 'afternoon', remarks: 'Vraag' });
  await page.evaluate(() => document.querySelector('leadgate-form').setAttribute('lang', 'fr'));
  const french = formIn(page, 'fr');
  await french.hydrated();
  await french.field('remarks').waitFor();
  assert.equal(await french.field('first_name').inputValue(), 'An');
  assert.equal(await french.field('slot').inputValue(), 'afternoon');
  assert.equal(await french.field('remarks').inputValue(), 'Vraag');
  await french.submit();
  await french.success().waitFor();
  assert.equal((await on.stack.arrived('lang@example.be')).length, 1);
  assert.deepEqual(page.errors, []);
  await page.context().close();
});

test('two forms on a page send two leads', async () => {
  const [dutch, english] = await Promise.all(['nl', 'en'].map((lang) => on.stack.snippet({ lang })));
  const { page } = await open('/two', `<section id="a">${dutch.snippet}</section><section id="b">${english.snippet}</section>`);
  const forms = [formIn(page.locator('#a'), 'nl'), formIn(page.locator('#b'), 'en')];
  for (const form of forms) await form.hydrated();
  await forms[0].fill(person('two-a@example.be'));
  await forms[1].fill(person('two-b@example.be'));
  for (const form of forms) {
    await form.submit();
    await form.success().waitFor();
  }
  await on.stack.arrived('two-a@example.be');
  await on.stack.arrived('two-b@example.be');
  assert.deepEqual(page.errors, []);
  assert.deepEqual(warnings(page), []);
  await page.context().close();
});

test('what the attributes name arrives with the lead', async () => {
  const { snippet } = await on.stack.snippet();
  const element = snippet.replace('<leadgate-form ', '<leadgate-form product-type-id="1" product-id="53" supplier-id="4" subject="Zonnepanelen" ');
  const { page, form } = await open('/attributes', element);
  await form.hydrated();
  await page.evaluate(() => document.querySelector('leadgate-form').setAttribute('product-id', '54'));
  await form.fill(person('attributes@example.be'));
  await form.submit();
  await form.success().waitFor();
  const [lead] = await on.stack.arrived('attributes@example.be');
  assert.equal(lead.producttype_id, '1');
  assert.equal(lead.product_id, '54');
  assert.equal(lead.supplier_id, '4');
  assert.equal(lead.subject, 'Zonnepanelen');
  await page.context().close();
});
