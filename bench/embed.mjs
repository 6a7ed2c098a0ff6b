#!/usr/bin/env node
// Our form beside its peers: makes pages that embed it in each way, has the harness in peers/ measure all of
// them in one run, and writes what came out into docs/performance.md.
//
//   node embed.mjs --leadgate BIN --assets DIR [--page FILE] [-- options of peers/run.mjs]
//
// `cargo xtask bench embed` calls it.

import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

import { freePort, start } from '../tests/e2e/support/child.mjs';
import { toToml } from '../tests/e2e/support/settings.mjs';
import { hostPage } from './peers/harness/host.mjs';
import { write } from './report.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const FORM = 'call-me-back';

const split = process.argv.indexOf('--');
const own = process.argv.slice(2, split < 0 ? undefined : split);
const passedOn = split < 0 ? [] : process.argv.slice(split + 1);
const { values: options } = parseArgs({
  args: own,
  options: { leadgate: { type: 'string' }, assets: { type: 'string' }, page: { type: 'string' } },
});

/** How the harness finds its way in our form. */
const SELECTORS = {
  selectors: {
    firstField: '#leadgate-first_name',
    email: '#leadgate-email',
    emailError: '#leadgate-email-error',
    submit: 'form.form button[type=submit]',
    thanks: '[part=outcome-title]',
  },
  invalidEmail: 'not-an-address',
  // It is visible before it is alive: asked in every frame whether it is.
  retryMs: 0,
  fill: [
    { selector: '#leadgate-first_name', type: 'text', value: 'Marie' },
    { selector: '#leadgate-last_name', type: 'text', value: 'Peeters' },
    { selector: '#leadgate-phone', type: 'text', value: '0470 12 34 56' },
    { selector: '#leadgate-email', type: 'text', value: 'marie.peeters@example.be' },
    { selector: '#leadgate-slot', type: 'select', index: 2 },
    { selector: '#leadgate-remarks', type: 'text', value: 'Please call in the afternoon if you can.' },
    { selector: '#leadgate-consent_marketing', type: 'check' },
  ],
};

/** The pages, by the harness's name: from which origin, with which options of `leadgate snippet`. */
const PAGES = {
  snippet: { name: 'Leadgate, snippet', options: ['--above-the-fold'] },
  script: { name: 'Leadgate, script only', options: ['--script-only', '--above-the-fold'] },
  'script-late': { name: 'Leadgate, script only, without --above-the-fold', options: ['--script-only'] },
  'snippet-far': { name: 'Leadgate, snippet, from another origin', far: true, options: ['--above-the-fold'] },
  'snippet-cold': { name: 'the same without preconnect', far: true, options: [], cold: true },
  'script-far': { name: 'Leadgate, script only, from another origin', far: true, options: ['--script-only', '--above-the-fold'] },
  'script-cold': { name: 'the same without preconnect', far: true, options: ['--script-only'], cold: true },
};

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'leadgate-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** A proxy that names this address as its own: what it prints and serves. */
async function proxyAs(publicUrl) {
  const port = await freePort();
  const config = join(folder, `${port}.toml`);
  await writeFile(config, toToml({
    server: { listen: `127.0.0.1:${port}`, public_url: publicUrl },
    company: { name: 'Kiesklaar', phone: '02 555 01 23' },
    store: { url: `sqlite:${join(folder, `${port}.db`)}` },
    'consents.marketing': { forms: [FORM], current: '1', texts: { 1: Object.fromEntries(['nl', 'fr', 'en', 'de'].map((lang) => [lang, 'You may e-mail me offers.'])) } },
    'connectors.crm': { kind: 'econtract', url: 'http://127.0.0.1:9', id: 'none', key: 'none' },
    'partners.demo': { origins: [new URL(publicUrl).origin], affiliate_id: 6, forms: { [FORM]: ['crm'] } },
  }));
  const proxy = await start(options.leadgate, ['serve', '--config', config], { ready: /\bready\b/ });
  return {
    snippet: async (more) => {
      const { stdout } = await run(options.leadgate, ['snippet', '--config', config, '--form', FORM, '--partner', 'demo', '--lang', 'en', '--json', ...more]);
      return JSON.parse(stdout).snippet;
    },
    loader: async (query) => (await fetch(`http://127.0.0.1:${port}/embed.js${query}`)).text(),
    end: () => proxy.end(),
  };
}

const [port, elsewhere] = [await freePort(), await freePort()];
const mount = join(folder, 'mount');
const origins = { near: `http://127.0.0.1:${port}`, far: `http://127.0.0.1:${elsewhere}` };
const mounts = [];
for (const [place, origin] of Object.entries(origins)) {
  // Two mounts of the harness: each has a loader that names its own address.
  const name = `leadgate-${place}`;
  const dir = join(mount, name);
  await mkdir(dir, { recursive: true });
  await cp(options.assets, join(dir, 'assets'), { recursive: true, filter: (file) => !/\.(br|gz)$/.test(file) });
  const proxy = await proxyAs(`${origin}/x/${name}`);
  await writeFile(join(dir, 'embed.js'), await proxy.loader(''));
  await writeFile(join(dir, 'script.js'), await proxy.loader(`?form=${FORM}&partner=demo&lang=en`));
  for (const [id, { options: more, far = false, cold }] of Object.entries(PAGES)) {
    if (far !== (place === 'far')) continue;
    let embed = await proxy.snippet(more);
    // The harness's server knows no queries.
    embed = embed.replace(/embed\.js\?[^"]*/, 'script.js');
    if (cold) embed = embed.replace(/<link rel="preconnect"[^>]*>/, '');
    // Every page is the partner's own, wherever its form comes from.
    await writeFile(join(mount, 'leadgate-near', `${id}.html`), hostPage({ title: 'Energy suppliers', embed }));
    await writeFile(join(folder, `${id}.json`), JSON.stringify({ ...SELECTORS, name: PAGES[id].name }));
  }
  await proxy.end();
  mounts.push('--mount', `${name}=${dir}`);
}
const extras = Object.keys(PAGES).flatMap((id) => ['--extra', `${id}=/x/leadgate-near/${id}.html`, '--extra-config', `${id}=${join(folder, `${id}.json`)}`]);
const out = join(folder, 'results.json');
const harness = spawn(
  process.execPath,
  [join(HERE, 'peers/run.mjs'), '--port', port, '--elsewhere', elsewhere, '--baseline', 'z', '--out', out, ...mounts, ...extras, ...passedOn].map(String),
  { stdio: ['ignore', 'inherit', 'inherit'] },
);
const code = await new Promise((resolve) => harness.on('exit', resolve));
if (code === 0 && options.page) await write(options.page, JSON.parse(await readFile(out, 'utf8')));
process.exit(code ?? 1);
