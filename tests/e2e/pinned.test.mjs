// A loader that is held to its hash (Subresource Integrity): this one or none.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

const pinned = async (options = []) => {
  const { snippet } = await on.stack.snippet({ options: ['--pin', ...options] });
  const { url, hash } = snippet.match(/src="(?<url>[^"]+)" integrity="(?<hash>[^"]+)" crossorigin>/).groups;
  return { snippet, url, hash };
};

const sha256 = (bytes) => `sha256-${createHash('sha256').update(Buffer.from(bytes)).digest('base64')}`;

async function send(form, email) {
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  assert.equal((await on.stack.arrived(email)).length, 1);
}

test('the hash that is printed is that of what is served, before and after a restart', async () => {
  const { url, hash } = await pinned();
  const served = async () => sha256(await (await fetch(url)).arrayBuffer());
  assert.equal(await served(), hash);
  await on.stack.stopProxy();
  await on.stack.startProxy();
  assert.equal(await served(), hash);
  assert.equal((await pinned(['--script-only'])).hash, hash, 'one loader for every form');
});

for (const options of [[], ['--script-only']]) {
  test(`a pinned loader works wholly${options}`, async () => {
    const { snippet, url } = await pinned(options);
    const page = await on.browser.open();
    const scripts = [];
    page.on('request', (request) => request.url().includes('embed.js') && scripts.push(request.url()));
    await page.goto(on.stack.pages.set(`/pinned${options}`, partnerPage(snippet)));
    const form = formIn(page);
    await form.hydrated();
    await send(form, `pinned${options}@example.be`);
    assert.deepEqual(scripts, [url], 'no other loader');
    assert.deepEqual(page.console, []);
    await page.context().close();
  });
}

test('another loader in its place is refused, and the form works as plain HTML', async () => {
  const { snippet, url } = await pinned();
  const page = await on.browser.open();
  await page.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}globalThis.stranger = true;` });
  });
  await page.goto(on.stack.pages.set('/stranger', partnerPage(snippet)));
  await until('the browser says that it refused', () => page.console.some(({ type, text }) => type === 'error' && text.includes('integrity')));
  assert.equal(await page.evaluate(() => globalThis.stranger), undefined);
  await send(formIn(page), 'stranger@example.be');
  assert.equal(new URL(page.url()).origin, on.stack.proxyUrl, 'posted by the browser itself');
  await page.context().close();
});
