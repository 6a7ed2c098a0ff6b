// The npm package in other people's projects: installed from its tarball, built by their tools, driven
// in the browser until the lead has arrived; rendered on a server; read by compilers.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { LEADS } from './support/hold.mjs';
import { PROJECTS, install, node, publish, tarball, tool } from './support/npm.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

let out;
let builds;
const on = fixture({}, async () => {
  out = await mkdtemp(join(tmpdir(), 'leadgate-npm-'));
  return () => rm(out, { recursive: true, force: true });
});
before(async () => {
  await install();
  builds = await import(pathToFileURL(join(PROJECTS, 'build.mjs')));
});

/** Opens a page and notes where the browser half's code came from. */
async function open(url) {
  const page = await on.browser.open();
  const fetched = new Set();
  page.on('request', (request) => {
    if (/\.wasm$|leadgate[^/]*\.js$/.test(new URL(request.url()).pathname)) fetched.add(new URL(request.url()).origin);
  });
  await page.goto(url);
  const form = formIn(page);
  await form.hydrated();
  return { page, form, codeFrom: () => [...fetched] };
}

/** Sends the form, waits for the lead, and lets the page end without a complaint. */
async function sends({ page, form }, email) {
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  const [lead] = await on.stack.arrived(email);
  const told = await until('the page was told', () => page.locator('output').textContent());
  assert.equal(told, (await on.stack.leads()).find(({ id }) => id === told)?.id, 'the id of a stored lead');
  assert.deepEqual(page.errors, []);
  assert.deepEqual(warnings(page), []);
  await page.context().close();
  return lead;
}

test('in a Vite project with React, props, values, handlers and the ref do what their types say', async () => {
  assert.deepEqual(await builds.withVite('react', join(out, 'react'), '/react/'), []);
  const visit = await open(await publish(on.stack, join(out, 'react'), '/react/'));
  const { page, form } = visit;
  assert.deepEqual(visit.codeFrom(), [on.stack.pages.origin], 'glue and WebAssembly are in the bundle');
  assert.equal(await form.field('remarks').inputValue(), 'From React');
  assert.equal(await page.locator('leadgate-form.framed').count(), 1);

  await form.fill({ remarks: 'Typed', phone: '0470 12 34 5' });
  await page.getByRole('button', { name: 'Again 0' }).click();
  await page.getByRole('button', { name: 'Again 1' }).waitFor();
  assert.equal(await form.field('remarks').inputValue(), 'Typed', 'a rendering with the same values changes nothing');
  await page.getByRole('button', { name: 'Reset' }).click();
  assert.equal(await form.field('remarks').inputValue(), '');

  await form.fill({ ...person('react@example.be'), phone: '0470 12 34 5' });
  await form.submit();
  await until('a wrong field is told', () => page.evaluate(() => globalThis.told.some(({ name }) => name === 'leadgate-invalid')));
  await page.route(LEADS, (route) => route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: {} }));
  await form.fill({ phone: '0470 12 34 56' });
  await form.submit();
  const tryAgain = page.getByRole('button', { name: form.texts.tryAgain });
  await tryAgain.waitFor();
  await page.unroute(LEADS);
  await tryAgain.click();
  await form.success().waitFor();
  const told = await until('success is told', async () => {
    const told = await page.evaluate(() => globalThis.told);
    return told.some(({ name }) => name === 'leadgate-success') && told;
  });
  for (const { name, held, typed } of told) assert.deepEqual(held, typed, name);
  const { EVENTS } = await import(pathToFileURL(join(PROJECTS, 'node_modules/leadgate/names.js')));
  assert.deepEqual([...new Set(told.map(({ name }) => name))].sort(), [...EVENTS].sort(), 'every event was told');
  const layer = await page.evaluate(() => globalThis.dataLayer.map(({ event }) => event));
  assert.ok(layer.includes('leadgate_invalid'), 'dataLayer is an attribute');
  const [lead] = await on.stack.arrived('react@example.be');
  assert.equal(lead.product_id, '53');
  await page.context().close();
});

test('React 18 shows the same and sends it', async () => {
  assert.deepEqual(await builds.withVite('react', join(out, 'react-18'), '/react-18/', builds.REACT_18), []);
  const visit = await open(await publish(on.stack, join(out, 'react-18'), '/react-18/'));
  assert.equal(await visit.page.locator('leadgate-form.framed').count(), 1);
  const lead = await sends(visit, 'react-18@example.be');
  assert.equal(lead.product_id, '53');
  assert.match(lead.remarks, /^From React/);
});

test('in a Vite project with Vue, attributes, properties and events are bound as with any element', async () => {
  assert.deepEqual(await builds.withVite('vue', join(out, 'vue'), '/vue/'), []);
  const visit = await open(await publish(on.stack, join(out, 'vue'), '/vue/'));
  assert.deepEqual(visit.codeFrom(), [on.stack.proxyUrl], 'glue and WebAssembly come from the proxy');
  assert.equal(await visit.form.field('remarks').inputValue(), 'From Vue');
  await visit.page.getByRole('button', { name: 'Français' }).click();
  const form = formIn(visit.page, 'fr');
  await form.button().waitFor();
  await form.hydrated();
  const lead = await sends({ ...visit, form }, 'vue@example.be');
  assert.equal(lead.product_id, '54');
});

test('in a Vite project with Svelte, too', async () => {
  assert.deepEqual(await builds.withVite('svelte', join(out, 'svelte'), '/svelte/'), []);
  const visit = await open(await publish(on.stack, join(out, 'svelte'), '/svelte/'));
  assert.equal(await visit.form.field('remarks').inputValue(), 'From Svelte');
  await sends(visit, 'svelte@example.be');
});

test('in a project with plain esbuild, a copied folder holds the code', async () => {
  assert.deepEqual(await builds.withEsbuild(join(out, 'esbuild')), []);
  const visit = await open(await publish(on.stack, join(out, 'esbuild'), '/esbuild/'));
  assert.deepEqual(visit.codeFrom(), [on.stack.pages.origin]);
  assert.equal(await visit.form.field('remarks').inputValue(), 'From esbuild');
  await sends(visit, 'esbuild@example.be');
});

test('in a project with webpack, the bundle holds the code', async () => {
  assert.deepEqual(await builds.withWebpack(join(out, 'webpack')), []);
  const visit = await open(await publish(on.stack, join(out, 'webpack'), '/webpack/'));
  assert.deepEqual(visit.codeFrom(), [on.stack.pages.origin]);
  await sends(visit, 'webpack@example.be');
});

test('a server imports every module and renders the element, and the browser takes that page over', async () => {
  const rendered = await node('server/render.js', on.stack.proxyUrl);
  assert.match(rendered, /<leadgate-form class="framed" form="call-me-back" partner="demo" lang="nl" proxy="[^"]+"><a href=/);
  assert.deepEqual(await builds.withServer(rendered, join(out, 'server')), []);
  const visit = await open(await publish(on.stack, join(out, 'server'), '/server/'));
  assert.equal(await visit.form.field('remarks').inputValue(), 'From a server');
  assert.deepEqual(visit.page.console.filter(({ type }) => type === 'error'), [], 'nothing differed from what the server made');
  await sends(visit, 'server@example.be');
});

test('code of another browser version than the proxy has is left alone', async () => {
  const version = (await readFile(join(PROJECTS, 'node_modules/leadgate/browser-version.js'), 'utf8')).match(/'(.*)'/)[1];
  const older = (script) => script.replaceAll(version, '0123456789ab');
  const visit = await open(await publish(on.stack, join(out, 'webpack'), '/older/', older));
  assert.deepEqual(visit.codeFrom(), [on.stack.proxyUrl]);
  await sends(visit, 'older@example.be');
});

test("under the readme's policy for code of the bundle, nothing is refused", async () => {
  const { proxyUrl } = on.stack;
  const policy = `default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${proxyUrl}; form-action ${proxyUrl}`;
  const strict = (text) => text.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`);
  const visit = await open(await publish(on.stack, join(out, 'webpack'), '/strict/', strict));
  assert.deepEqual(visit.page.console.filter(({ type }) => type === 'error'), []);
  await sends(visit, 'strict@example.be');
});

test('a page that has the snippet too shows each form once, and one policy for Trusted Types does', async () => {
  const { snippet } = await on.stack.snippet({ lang: 'fr' });
  const typed = '<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for \'script\'; trusted-types leadgate">';
  const both = (text) => text.replace('<head>', `<head>${typed}`).replace('<output>', `<section>${snippet}</section><output>`);
  const page = await on.browser.open();
  await page.goto(await publish(on.stack, join(out, 'esbuild'), '/both/', both));
  const [ours, pasted] = [formIn(page.locator('#root')), formIn(page.locator('section'), 'fr')];
  await ours.hydrated();
  await pasted.hydrated();
  await pasted.fill(person('both@example.be'));
  await pasted.submit();
  await pasted.success().waitFor();
  await on.stack.arrived('both@example.be');
  assert.deepEqual(page.errors, []);
  assert.deepEqual(warnings(page), []);
  await page.context().close();
});

test("Vite's server for development finds the package", async () => {
  const server = await builds.developWithVite('react', join(out, 'vite-cache'), on.stack.proxyUrl);
  try {
    const { page, codeFrom } = await open(server.origin);
    assert.deepEqual(codeFrom(), [server.origin], 'the files of the bundle');
    assert.deepEqual(page.errors, []);
    assert.deepEqual(server.warned, []);
    await page.context().close();
  } finally {
    await server.close();
  }
});

test('the element reads the attributes that the package lists', async () => {
  const page = await on.browser.open();
  await page.goto(`${on.stack.pages.origin}/webpack/index.html`);
  const read = await page.evaluate(() => customElements.get('leadgate-form').observedAttributes);
  const { modules } = JSON.parse(await readFile(join(PROJECTS, 'node_modules/leadgate/custom-elements.json'), 'utf8'));
  const listed = modules[0].declarations[0].attributes.map(({ name }) => name);
  // The styles read one of them, the data layer's listener the other.
  assert.deepEqual([...read, 'theme', 'data-layer'].sort(), listed.sort());
  await page.context().close();
});

test('an element without a proxy says what to do', async () => {
  const page = await on.browser.open();
  await page.goto(`${on.stack.pages.origin}/webpack/index.html`);
  const { origin } = on.stack.pages;
  await page.goto(on.stack.pages.set('/unnamed/index.html', `<!doctype html><meta name="leadgate-proxy" content=""><link rel="icon" href="data:,"><div id="root"></div><output></output><script type="module" src="${origin}/webpack/main.js"></script>`));
  await until('it warned', () => warnings(page).length > 0);
  assert.match(warnings(page)[0], /the form cannot be shown: .*configure\(\{ proxy/);
  await page.context().close();
});

test('the readme names every attribute and event, and modules that there are', async () => {
  const folder = join(PROJECTS, 'node_modules/leadgate');
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const { ATTRIBUTES, EVENTS } = await import(pathToFileURL(join(folder, 'names.js')));
  for (const name of [...ATTRIBUTES, ...EVENTS]) assert.ok(readme.includes(`\`${name}\``), name);
  const { exports } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const [, path] of readme.matchAll(/['`]leadgate((?:\/[a-z.-]+)?)['`]/g)) assert.ok(exports[`.${path}`], path);
});

test('the custom-elements manifest is one by its schema', async () => {
  const load = createRequire(join(PROJECTS, 'package.json'));
  const validate = new (load('ajv'))({ strict: false }).compile(load('custom-elements-manifest/schema.json'));
  validate(load('leadgate/custom-elements.json'));
  assert.deepEqual(validate.errors, null);
});

test('the compiler takes what the types allow and refuses what they do not, in the package itself too', async () => {
  await tool('tsc', '-p', '.');
});

test('publint and arethetypeswrong find nothing', async () => {
  const file = await tarball();
  const checks = [
    tool('publint', 'run', file, '--strict'),
    // The package has ES modules alone, which CommonJS requires as it is from Node 20.19 on.
    tool('attw', file, '--ignore-rules', 'cjs-resolves-to-esm'),
  ];
  const [published] = await Promise.all(checks);
  assert.match(published, /All good!/);
});
