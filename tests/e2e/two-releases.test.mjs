// An upgrade with two proxies behind one balancer: for a while one of them is of the release before.
// Whichever made a form, the other one is asked for what hydrates it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, request as ask } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { startBrowser } from './support/browser.mjs';
import { freePort, start } from './support/child.mjs';
import { partnerPage } from './support/page-server.mjs';
import { ANSWERS, releasedForm } from './support/released.mjs';
import { LEADGATE_BIN, startStack } from './support/stack.mjs';

/** What the other proxy's browser version is called: the same files under another name. */
const OTHER = 'a11ce0000001';
const FILES = ['embed.js', 'form.css', 'leadgate.js', 'leadgate_bg.wasm'];

let stack;
let browser;
let other;
let balancer;
let current;
let asked = [];

/** Sends what takes a form over to the proxy that is of the other browser version, and all else to each in turn. */
function startBalancer() {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const [, version] = incoming.url.match(/^\/assets\/([^/]+)\//) ?? [];
    const upstreams = [stack.proxyUrl, other.url];
    const upstream = version ? (version === current ? other.url : stack.proxyUrl) : upstreams[turn++ % 2];
    const { method, headers, url } = incoming;
    const onward = ask(upstream + url, { method, headers }, (answer) => {
      asked.push({ upstream, url, status: answer.statusCode });
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

before(async () => {
  browser = await startBrowser();
  balancer = await startBalancer();
  const publicUrl = `http://127.0.0.1:${balancer.address().port}`;
  stack = await startStack({ settings: { server: { public_url: publicUrl } } });
  current = (await stack.snippet()).snippet.match(/data-version="([^"]+)"/)[1];
  // Each has both browser versions in its folder before the first of them is upgraded, as the runbook says.
  const releases = join(stack.folder, 'releases');
  for (const version of [current, OTHER]) await mkdir(join(releases, version), { recursive: true });
  for (const name of FILES) {
    const file = await fetch(`${stack.proxyUrl}/assets/${current}/${name}`);
    const bytes = Buffer.from(await file.arrayBuffer());
    for (const version of [current, OTHER]) await writeFile(join(releases, version, name), bytes);
  }
  await stack.configure({ server: { assets_dir: releases } });
  await stack.stopProxy();
  await stack.startProxy();
  other = await startOther();
});

after(async () => {
  await other?.end();
  await stack?.stop();
  await browser?.close();
  balancer?.closeAllConnections();
  balancer?.close();
});

/** The same program with another name for its browser version, a port and a store of its own. */
async function startOther() {
  const binary = join(stack.folder, 'leadgate-other');
  const program = await readFile(LEADGATE_BIN);
  let renamed = 0;
  for (let at = program.indexOf(current); at >= 0; at = program.indexOf(current, at + 1)) {
    program.write(OTHER, at);
    renamed++;
  }
  assert.ok(renamed > 0, `the program does not name ${current}`);
  await writeFile(binary, program);
  await chmod(binary, 0o755);
  const config = join(stack.folder, 'other.toml');
  const port = await freePort();
  const settings = await readFile(stack.config, 'utf8');
  await writeFile(config, settings.replace(/"listen" = .*/, `"listen" = "127.0.0.1:${port}"`).replace(/sqlite:[^"]*/, `sqlite:${join(stack.folder, 'other.db')}`), { mode: 0o600 });
  const proxy = await start(binary, ['serve', '--config', config], { ready: /\bready\b/, cwd: stack.folder });
  return { ...proxy, url: `http://127.0.0.1:${port}`, binary, config };
}

async function snippetOf({ binary, config }) {
  const words = ['snippet', '--config', config, '--form', 'call-me-back', '--partner', 'demo', '--lang', 'nl'];
  return (await promisify(execFile)(binary, words)).stdout;
}

const MADE_BY = [
  ['this release', () => current, () => snippetOf({ binary: LEADGATE_BIN, config: stack.config })],
  ['the other browser version', () => OTHER, () => snippetOf(other)],
];

for (const [name, version, made] of MADE_BY) {
  test(`a form that was pasted with ${name} is hydrated, and sent`, async () => {
    const snippet = await made();
    assert.ok(snippet.includes(`data-version="${version()}"`));
    assert.deepEqual(await takenOver(partnerPage(snippet), `pasted-${version()}@example.be`), [version()]);
  });
}

test('a form that either proxy brings is hydrated, and sent, four times in a row', async () => {
  const { snippet } = await stack.snippet({ scriptOnly: true });
  const takers = new Set();
  for (const nr of [1, 2, 3, 4]) {
    // In turn each proxy is the first one to be asked.
    if (nr % 2) await fetch(`http://127.0.0.1:${balancer.address().port}/healthz`);
    for (const version of await takenOver(partnerPage(snippet), `brought-${nr}@example.be`)) takers.add(version);
  }
  assert.deepEqual([...takers].sort(), [OTHER, current].sort(), 'both browser versions brought forms');
});

/** Visits a page and sends; the browser versions whose files were asked for, each of the proxy that is not of it. */
async function takenOver(html, email) {
  asked = [];
  const page = await browser.open();
  await page.goto(stack.pages.set(`/${email}`, html));
  const form = releasedForm(page);
  await form.takenOver();
  await form.fill({ ...ANSWERS['call-me-back'], email });
  await form.submit();
  await stack.arrived(email);
  assert.deepEqual(page.errors, []);
  await page.context().close();
  const assets = asked.filter(({ url }) => url.startsWith('/assets/'));
  assert.deepEqual(assets.filter(({ status }) => status !== 200), []);
  return [...new Set(assets.map(({ url }) => url.split('/')[2]))];
}
