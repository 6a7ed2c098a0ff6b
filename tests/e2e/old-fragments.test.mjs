// What is pasted does not age: fragments of earlier browser versions, of browser versions that are gone, and
// fragments that a CMS changed.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { focused, formIn, person } from './support/form.mjs';
import { hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { MARKETING, fixture } from './support/fixture.mjs';

const OLD = 'a11ce0000001';
const GONE = 'dead00000001';
const FRAGMENT = /\/fragment\?/;

let version;

/** Keeps the current browser version under an older name, as a proxy does that served it before. */
const on = fixture({ settings: MARKETING }, async ({ stack }) => {
  const { snippet } = await stack.snippet();
  version = snippet.match(/data-version="([^"]+)"/)[1];
  const releases = join(stack.folder, 'releases');
  await mkdir(join(releases, OLD), { recursive: true });
  for (const name of ['leadgate.js', 'leadgate_bg.wasm']) {
    const file = await fetch(`${stack.proxyUrl}/assets/${version}/${name}`);
    await writeFile(join(releases, OLD, name), Buffer.from(await file.arrayBuffer()));
  }
  await stack.configure({ server: { assets_dir: releases } });
  await stack.stopProxy();
  await stack.startProxy();
});

/** Opens a page with a changed snippet; `page.loaded` lists the assets that were asked for. */
async function open(path, change, prepare = async () => {}) {
  const { snippet } = await on.stack.snippet();
  const changed = change(snippet);
  assert.notEqual(changed, snippet);
  const page = await on.browser.open();
  page.loaded = [];
  page.on('request', (request) => request.url().includes('/assets/') && page.loaded.push(new URL(request.url()).pathname));
  const prepared = await prepare(page);
  await page.goto(on.stack.pages.set(path, partnerPage(changed)));
  return { page, form: formIn(page), prepared };
}

async function sends(page, form, email) {
  await form.submit();
  await form.success().waitFor();
  await on.stack.arrived(email);
  assert.deepEqual(page.errors, []);
  await page.context().close();
}

const usesVersion = (other) => (snippet) => snippet.replaceAll(version, other);
const withoutEmpty = (snippet) => snippet.replaceAll('<span id="leadgate-phone-hint"></span>', '');

test('a fragment of an earlier browser version is hydrated by that browser version', async () => {
  const { page, form } = await open('/old', usesVersion(OLD));
  await form.hydrated();
  assert.deepEqual(page.loaded.sort(), [`/assets/${OLD}/leadgate.js`, `/assets/${OLD}/leadgate_bg.wasm`]);
  await form.fill(person('old@example.be'));
  await sends(page, form, 'old@example.be');
  const [{ id }] = await on.stack.leads();
  assert.equal((await on.stack.lead(id)).payload.form_version, OLD);
});

test('a fragment whose browser version is gone is replaced, and what was typed, ticked and focused is kept', async () => {
  const prepare = (page) => hold(page, new RegExp(`/assets/${GONE}/`));
  const { page, form, prepared: assets } = await open('/gone', usesVersion(GONE), prepare);
  await assets.waiting();
  const values = { ...person('gone@example.be'), slot: 'afternoon', remarks: 'Nog een\nvraag' };
  await form.fill(values);
  await page.getByRole('checkbox').check();
  await form.field('remarks').focus();
  await assets.release();
  await form.hydrated();
  await keeps(page, form, values, 'remarks');
  assert.ok(page.loaded.includes(`/assets/${version}/leadgate_bg.wasm`));
  await sends(page, form, 'gone@example.be');
});

test('a fragment whose empty elements a CMS stripped is replaced, and what was typed meanwhile is kept', async () => {
  const prepare = (page) => hold(page, FRAGMENT);
  const { page, form, prepared: fragment } = await open('/stripped', withoutEmpty, prepare);
  await fragment.waiting();
  const values = { ...person('stripped@example.be'), slot: 'morning', remarks: 'Vraag' };
  await form.fill(values);
  await page.getByRole('checkbox').check();
  await form.field('phone').focus();
  await fragment.release();
  await form.hydrated();
  await keeps(page, form, values, 'phone');
  await sends(page, form, 'stripped@example.be');
});

test('a fragment whose white space a CMS changed works', async () => {
  const { page, form } = await open('/indented', (snippet) => snippet.replaceAll('<div part="field"', '\n  <div part="field"'));
  await form.hydrated();
  await form.fill(person('indented@example.be'));
  await sends(page, form, 'indented@example.be');
});

test('a page that lost the whole fragment still has its form', async () => {
  const { page, form } = await open('/lost', (snippet) => snippet.replace(/<template.*<\/template>/s, ''));
  await form.hydrated();
  await form.fill(person('lost-fragment@example.be'));
  await sends(page, form, 'lost-fragment@example.be');
});

test('without JavaScript a lead from a fragment whose browser version is gone arrives all the same', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open({ javaScriptEnabled: false });
  await page.goto(on.stack.pages.set('/gone-native', partnerPage(usesVersion(GONE)(snippet))));
  const form = formIn(page);
  await form.fill(person('gone-native@example.be'));
  await sends(page, form, 'gone-native@example.be');
});

async function keeps(page, form, values, focus) {
  const kept = {};
  for (const name of Object.keys(values)) kept[name] = await form.field(name).inputValue();
  assert.deepEqual(kept, values);
  assert.ok(await page.getByRole('checkbox').isChecked());
  assert.equal(await focused(page), focus);
}
