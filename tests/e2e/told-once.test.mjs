// Each event once, at its moment, whatever the page does with the element.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

const NAMES = ['ready', 'start', 'invalid', 'submit', 'success', 'error'].map((name) => `leadgate-${name}`);

async function open(path) {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open();
  await page.addInitScript((names) => {
    globalThis.told = [];
    for (const name of names) addEventListener(name, () => globalThis.told.push(name.slice('leadgate-'.length)));
  }, NAMES);
  await page.goto(on.stack.pages.set(path, partnerPage(`${snippet}<section id="elsewhere"></section>`)));
  const told = () => page.evaluate(() => globalThis.told.join(' '));
  const tells = (wanted) => until(wanted, async () => (await told()) === wanted);
  await tells('ready');
  return { page, form: formIn(page), told, tells };
}

const element = (page) => page.locator('leadgate-form');

test('a form that is moved is not ready again', async () => {
  const { page, form, told, tells } = await open('/moved');
  await form.fill({ first_name: 'An' });
  await element(page).evaluate((form) => document.querySelector('#elsewhere').append(form));
  await form.fill({ last_name: 'Peeters' });
  await tells('ready start');
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await told(), 'ready start');
  await page.context().close();
});

test('a form that is put back is ready again, and was started before', async () => {
  const { page, form, tells } = await open('/back');
  await form.fill({ first_name: 'An' });
  await element(page).evaluate(async (form) => {
    form.remove();
    await new Promise(requestAnimationFrame);
    document.querySelector('main').append(form);
  });
  await tells('ready start ready');
  await form.fill(person('told-back@example.be'));
  await form.submit();
  await tells('ready start ready submit success');
  await page.context().close();
});

test('a form in another language is ready again, and was started before', async () => {
  const { page, form, tells } = await open('/lang');
  await form.fill({ first_name: 'An' });
  await element(page).evaluate((form) => form.setAttribute('lang', 'en'));
  await tells('ready start ready');
  const english = formIn(page, 'en');
  await english.fill(person('told-lang@example.be'));
  await english.submit();
  await tells('ready start ready submit success');
  await page.context().close();
});

test('what a page fills in is not the first input of a visitor', async () => {
  const { page, form, told, tells } = await open('/filled');
  await element(page).evaluate((form) => (form.values = { first_name: 'An' }));
  assert.equal(await told(), 'ready');
  await form.field('last_name').pressSequentially('P');
  await tells('ready start');
  await page.context().close();
});

test('a double click sends once', async () => {
  const { page, form, tells } = await open('/double');
  await form.fill(person('told-double@example.be'));
  await form.button().dblclick();
  await form.success().waitFor();
  await tells('ready start submit success');
  await page.context().close();
});
