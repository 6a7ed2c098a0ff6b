// However often a visitor presses, it is one lead.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { LEADS, hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

async function open(path) {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open();
  await page.goto(on.stack.pages.set(path, partnerPage(snippet)));
  const form = formIn(page);
  await form.hydrated();
  return { page, form };
}

async function arrivedOnce(email) {
  await on.stack.arrived(email);
  await on.stack.settled();
  assert.equal((await on.stack.arrived(email)).length, 1);
}

test('a double click is one request and one lead', async () => {
  const { page, form } = await open('/double');
  const posts = await hold(page, LEADS);
  await form.fill(person('double@example.be'));
  await form.button().dblclick();
  await posts.waiting();
  await posts.release();
  await form.success().waitFor();
  assert.equal(posts.seen(), 1);
  await arrivedOnce('double@example.be');
  await page.context().close();
});

test('pressing Enter again while it is being sent changes nothing', async () => {
  const { page, form } = await open('/enter');
  const posts = await hold(page, LEADS);
  await form.fill(person('enter@example.be'));
  await form.field('email').press('Enter');
  await posts.waiting();
  await form.field('email').press('Enter');
  await page.getByRole('button', { name: form.texts.sending }).waitFor();
  await form.field('email').press('Enter');
  await page.getByRole('button', { name: form.texts.sending }).click({ force: true });
  await posts.release();
  await form.success().waitFor();
  assert.equal(posts.seen(), 1);
  await arrivedOnce('enter@example.be');
  await page.context().close();
});

test('an attempt whose answer got lost is repeated with the same id, and it is one lead', async () => {
  const { page, form } = await open('/lost');
  const ids = [];
  await page.route(LEADS, async (route) => {
    ids.push(new URLSearchParams(route.request().postData()).get('id'));
    if (ids.length > 1) return route.continue();
    await route.fetch(); // It arrives, but the page never hears of it.
    await route.abort('connectionreset');
  });
  await form.fill(person('lost@example.be'));
  await form.submit();
  await form.success().waitFor();
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  await arrivedOnce('lost@example.be');
  await page.context().close();
});

test('when every attempt fails nothing typed is lost, and trying again with the same id works', async () => {
  const { page, form } = await open('/again');
  const ids = [];
  let away = true;
  await page.clock.install();
  await page.route(LEADS, (route) => {
    ids.push(new URLSearchParams(route.request().postData()).get('id'));
    return away ? route.abort('connectionrefused') : route.continue();
  });
  await form.fill({ ...person('away@example.be'), remarks: 'Blijft staan' });
  await form.submit();
  const again = page.getByRole('button', { name: form.texts.tryAgain });
  await until('it gives up', async () => {
    await page.clock.runFor(1000); // The pauses between its attempts.
    return again.isVisible();
  });
  assert.ok(await page.getByText(form.texts.failure, { exact: true }).isVisible());
  assert.match((await page.getByRole('status').textContent()).trim(), new RegExp(`^${form.texts.failure}`), 'announced');
  assert.ok(await page.getByText(/02.555.01.23/).isVisible(), "the company's number is the way out");
  assert.equal(await form.field('remarks').inputValue(), 'Blijft staan');
  assert.ok(ids.length > 1, 'it tried again by itself');
  away = false;
  await again.click();
  await form.success().waitFor();
  assert.equal(new Set(ids).size, 1);
  await arrivedOnce('away@example.be');
  await page.context().close();
});

test('after success the next lead has another id', async () => {
  const { page, form } = await open('/next');
  for (const [index, email] of ['next-1@example.be', 'next-2@example.be'].entries()) {
    await form.fill(person(email));
    await form.submit();
    await form.success().waitFor();
    await arrivedOnce(email);
    if (index === 0) await page.getByRole('button', { name: form.texts.again }).click();
  }
  await page.context().close();
});
