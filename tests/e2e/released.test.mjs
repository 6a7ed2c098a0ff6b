// The canary: every snippet that was ever released, on a page of today's proxy. It is painted with the
// page, hydrated by its own browser version, and its lead arrives; and so it does when that browser version is gone,
// and with the loader of any browser version. `cargo xtask release` adds a release, and none is taken away.

import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { hold } from './support/hold.mjs';
import { partnerPage, startPages } from './support/page-server.mjs';
import { ANSWERS, collect, CURRENT, EARLIER, RELEASES, releasedForm, releasedSnippet, SETTINGS } from './support/released.mjs';
import { FORMS, SUPPLIER_HOST } from './support/stack.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

let offer;
let releases;
const on = fixture({ settings: SETTINGS }, async ({ stack }) => {
  releases = join(stack.folder, 'releases');
  await collect(RELEASES, releases);
  await stack.configure({ server: { assets_dir: releases } });
  await stack.stopProxy();
  await stack.startProxy();
  const supplier = await startPages(SUPPLIER_HOST);
  offer = supplier.set('/offer', partnerPage('<h2>Your supplier</h2>'));
  return supplier.stop;
});

/** What is pasted, with what a click-out leads to; `loader` is the one of that browser version. */
function pasted(version, form, loader) {
  const target = form === 'click-out' ? ` url="${offer}"` : '';
  const snippet = releasedSnippet(version, form, on.stack.proxyUrl).replace('<leadgate-form ', `<leadgate-form${target} `);
  return loader ? snippet.replace(/\/embed\.js(?=["?])/, `/assets/${loader}/embed.js`) : snippet;
}

let visits = 0;
/** Opens a page with a snippet; `page.takers` lists the browser versions whose WebAssembly was asked for. */
async function open(snippet, prepare = async () => {}) {
  const page = await on.browser.open();
  page.takers = [];
  page.on('request', (request) => {
    const [, version] = request.url().match(/\/assets\/([^/]+)\/leadgate_bg\.wasm$/) ?? [];
    if (version && request.method() === 'GET') page.takers.push(version);
  });
  const prepared = await prepare(page);
  // What a test holds back may hold back the page's "load".
  await page.goto(on.stack.pages.set(`/visit/${++visits}`, partnerPage(snippet)), { waitUntil: 'domcontentloaded' });
  return { page, form: releasedForm(page), prepared };
}

/** Sends, and returns what is stored. */
async function sends({ page, form }, slug, email) {
  await form.fill({ ...ANSWERS[slug], email });
  await form.submit();
  const [{ email: told }] = await on.stack.arrived(email);
  assert.equal(told, email);
  assert.deepEqual(page.errors, []);
  const leads = await on.stack.leads();
  await page.context().close();
  return (await on.stack.lead(leads[0].id)).payload;
}

for (const version of RELEASES) {
  for (const slug of FORMS) {
    test(`${version}, ${slug}: painted with the page, hydrated by its own browser version, sent`, async () => {
      const { page, form, prepared: loader } = await open(pasted(version, slug), (page) => hold(page, /\/embed\.js/));
      await loader.waiting();
      // Nothing of ours has run.
      await form.control('first_name').fill('Typed early');
      await loader.release();
      await form.takenOver();
      assert.equal(await form.control('first_name').inputValue(), 'Typed early');
      assert.deepEqual(page.takers, [version]);
      const { form_version: sentBy } = await sends({ page, form }, slug, `${version}-${slug}@example.be`);
      assert.equal(sentBy, version);
    });
  }

  test(`${version}, script only: the form of today is hydrated by today's browser version, and sent`, async () => {
    const { page, form } = await open(pasted(version, 'script-only'));
    await form.takenOver();
    assert.deepEqual(page.takers, [CURRENT]);
    await sends({ page, form }, 'call-me-back', `${version}-script-only@example.be`);
  });

  for (const [name, loader] of [['its own loader', version], ["today's pinned loader", CURRENT]]) {
    for (const slug of ['call-me-back', 'script-only']) {
      test(`${version}, ${slug} with ${name}: hydrated, and sent`, async () => {
        const { page, form } = await open(pasted(version, slug, loader));
        await form.takenOver();
        assert.deepEqual(page.takers, [slug === 'script-only' ? CURRENT : version]);
        await sends({ page, form }, 'call-me-back', `${version}-${slug}-${name.length}@example.be`);
      });
    }
  }

  test(`${version} with the loader of every other browser version: hydrated by its own`, async () => {
    for (const other of RELEASES.filter((other) => other !== version)) {
      const { page, form } = await open(pasted(version, 'call-me-back', other));
      await form.takenOver();
      assert.deepEqual(page.takers, [version]);
      await sends({ page, form }, 'call-me-back', `${version}-by-${other}@example.be`);
    }
  });
}

for (const version of EARLIER) {
  test(`${version}, gone: today's form takes its place, and what was typed and focused is kept`, async () => {
    await rename(join(releases, version), join(on.stack.folder, version));
    try {
      const { page, form, prepared: assets } = await open(pasted(version, 'call-me-back'), (page) => hold(page, new RegExp(`/assets/${version}/`)));
      await assets.waiting();
      const typed = { ...ANSWERS['call-me-back'], email: `${version}-gone@example.be` };
      await form.fill(typed);
      await form.control('last_name').focus();
      await assets.release();
      await form.takenOver();
      assert.deepEqual(page.takers, [version, CURRENT]);
      await until('what was typed is there', async () => JSON.stringify(await form.values(Object.keys(typed))) === JSON.stringify(typed));
      assert.equal(await form.control('last_name').evaluate((field) => field.getRootNode().activeElement === field), true);
      const { form_version: sentBy } = await sends({ page, form }, 'call-me-back', `${version}-gone@example.be`);
      assert.equal(sentBy, CURRENT);
    } finally {
      await rename(join(on.stack.folder, version), join(releases, version));
    }
  });
}
