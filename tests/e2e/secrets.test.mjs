// Keys stay in the proxy: the real binary is given marked secrets, then everything that it answers,
// prints, writes and ships is searched for them, in every notation that they could have taken.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { startBrowser } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { LEADGATE_BIN, startStack } from './support/stack.mjs';
import { until } from './support/until.mjs';

/** A secret like no other, with characters that each notation writes differently. */
const marked = (name) => `${name}-${randomBytes(12).toString('hex')}/+ &"é=`;

/** How a secret may look: as it is, and in each notation, whole and without its special characters. */
function notations(secret) {
  const core = secret.match(/[0-9a-f]{24}/)[0];
  const forms = new Set();
  for (const text of [secret, core]) {
    const bytes = Buffer.from(text);
    for (const form of [text, encodeURIComponent(text), new URLSearchParams({ x: text }).toString().slice(2), JSON.stringify(text).slice(1, -1), bytes.toString('hex')]) {
      forms.add(form.toLowerCase());
    }
    // Base64 depends on where the text begins: what stays the same in each of the three cases.
    for (const offset of [0, 1, 2]) {
      const shifted = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
      forms.add(shifted.slice(offset === 0 ? 0 : 4, -4).toLowerCase());
      forms.add(shifted.slice(offset === 0 ? 0 : 4, -4).replaceAll('+', '-').replaceAll('/', '_').toLowerCase());
    }
  }
  return [...forms];
}

/** What was found of the secrets in a text or bytes; letter case aside. */
function found(where, content, secrets) {
  const haystack = (typeof content === 'string' ? content : Buffer.from(content).toString('latin1')).toLowerCase();
  const utf8 = Buffer.from(content).toString('utf8').toLowerCase();
  return secrets.flatMap((secret) => notations(secret).filter((form) => haystack.includes(form) || utf8.includes(form)).map((form) => `${where}: ${form}`));
}

test('the search finds a secret in every notation', () => {
  const secret = marked('key');
  const bytes = Buffer.from(secret);
  const hidings = [
    secret,
    `x${secret}x`,
    secret.toUpperCase(),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64'),
    Buffer.from(`id:${secret}`).toString('base64'),
    Buffer.from(`i:${secret}:`).toString('base64url'),
    JSON.stringify({ secret }),
    secret.slice(0, 34),
  ];
  for (const hiding of hidings) assert.notDeepEqual(found('here', hiding, [secret]), [], hiding);
  assert.deepEqual(found('here', marked('key'), [secret]), []);
});

/** Everything that can be asked of the proxy, the wrong things too. */
async function askEverything(proxyUrl, origin) {
  const answers = [];
  const ask = async (path, init = {}) => {
    const answer = await fetch(proxyUrl + path, { redirect: 'manual', ...init });
    const body = Buffer.from(await answer.arrayBuffer());
    answers.push({ where: `${init.method ?? 'GET'} ${path} ${answer.status}`, content: Buffer.concat([Buffer.from(JSON.stringify([...answer.headers])), body]), status: answer.status });
    return body.toString();
  };
  const document = JSON.parse(await ask('/openapi.json'));
  const version = (await ask('/v1/forms/call-me-back/fragment?partner=demo&lang=nl')).match(/data-version="([^"]*)"/)[1];
  for (const file of ['embed.js', 'leadgate.js', 'leadgate_bg.wasm', 'manifest.json', 'x']) await ask(`/assets/${version}/${file}`);
  for (const path of Object.keys(document.paths)) {
    for (const form of ['call-me-back', 'x']) {
      for (const query of ['', '?partner=demo&lang=fr', '?partner=x', '?partner=demo&partner=demo', '?form=call-me-back&partner=demo&lang=en', '?form=x&partner=x']) {
        for (const method of ['GET', 'OPTIONS', 'DELETE']) {
          await ask(path.replace('{form}', form).replace('{version}', version).replace('{file}', 'leadgate.js') + query, { method });
        }
      }
    }
  }
  for (const path of ['/', '/x', '/.env', '/leadgate.toml', '/assets/..%2f..%2fleadgate.toml/x', '/v1/forms/%FF', '/debug', '/config']) await ask(path);
  const good = { partner: 'demo', lang: 'nl', ...person('secrets@example.be') };
  const bodies = [good, { ...good, phone: '1' }, { ...good, partner: 'x' }, { ...good, id: 'x' }, {}, { ...good, remarks: 'x'.repeat(70_000) }];
  for (const body of bodies) {
    for (const accept of ['application/json', 'text/html']) {
      for (const from of [origin, 'https://evil.example']) {
        const headers = { accept, origin: from };
        await ask('/v1/leads/call-me-back', { method: 'POST', headers, body: new URLSearchParams(body) });
        await ask('/v1/leads/call-me-back', { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
        await ask('/v1/leads/call-me-back', { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body: 'x' });
      }
    }
  }
  const statuses = new Set(answers.map(({ status }) => status));
  for (const status of [200, 202, 400, 403, 404, 405, 413, 415, 422]) assert.ok(statuses.has(status), `no answer was ${status}`);
  return answers;
}

/** Every file in a folder. */
async function files(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const plain = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
  return Promise.all(plain.map(async (path) => ({ where: path, content: await readFile(path) })));
}

/** A CRM that has every reason to say our secrets back: it repeats what it was sent. */
async function startEcho(status) {
  const seen = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push(body);
    const fields = new URLSearchParams(body);
    const id = fields.get('crm_api_id');
    const key = fields.get('crm_api_key');
    response.writeHead(status, { 'content-type': 'application/json', 'x-key': encodeURIComponent(key) });
    response.end(JSON.stringify({ error: `wrong key ${key} of ${id}`, errors: { phone: [`${key} ${id}`], [key]: [id] }, request: Object.fromEntries(fields) }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, seen, stop: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }) };
}

const FROM_ENVIRONMENT = { id: null, key: null };

/** The ways in which an operator gives the secrets: settings of the connector and the environment. */
const WAYS = {
  'from AB_CRM_… variables': (id, key) => ({ connector: FROM_ENVIRONMENT, env: { AB_CRM_ID: id, AB_CRM_KEY: key } }),
  'from files': (id, key, folder) => ({ connector: { ...FROM_ENVIRONMENT, id_file: join(folder, 'the-id'), key_file: join(folder, 'the-key') }, env: {}, written: { 'the-id': id, 'the-key': key } }),
  'from the settings': (id, key) => ({ connector: { id, key }, env: {} }),
};
/** What a CRM may answer: refused credentials, a refused lead, a failure. */
const STATUSES = [401, 422, 500];

for (const [row, [name, give]] of Object.entries(WAYS).entries()) {
  const status = STATUSES[row];
  test(`secrets ${name} are nowhere to be found, even when the CRM answers ${status} and repeats them`, async () => {
    const [id, key] = [marked('id'), marked('key')];
    const secrets = [id, key];
    const echo = await startEcho(status);
    const env = { LEADGATE__LOG__FILTER: 'debug,leadgate=trace,hyper=trace,hyper_util=trace,reqwest=trace', AB_CRM_ID: '', AB_CRM_KEY: '' };
    const browser = await startBrowser();
    const stack = await startStack({ env });
    try {
      await stack.stopProxy();
      const way = give(id, key, stack.folder);
      Object.assign(env, way.env);
      for (const [file, secret] of Object.entries(way.written ?? {})) await writeFile(join(stack.folder, file), secret);
      await stack.configure({ 'connectors.crm': { ...way.connector, url: echo.url } });
      await stack.startProxy();

      const places = await askEverything(stack.proxyUrl, stack.pages.origin);
      const { snippet } = await stack.snippet();
      const page = await browser.open();
      page.on('response', (response) => places.push({ where: response.url(), content: JSON.stringify(response.headers()) }));
      await page.goto(stack.pages.set('/', partnerPage(snippet)));
      const form = formIn(page);
      await form.hydrated();
      await form.fill(person('browser@example.be'));
      await form.submit();
      await form.success().waitFor();
      places.push({ where: 'the page', content: await page.content() }, { where: 'the console', content: JSON.stringify([page.console, page.errors]) });

      // The CRM has really been given them, and its answer has been dealt with.
      await until('the CRM is asked', () => echo.seen.length > 0);
      const sent = new URLSearchParams(echo.seen[0]);
      assert.deepEqual([sent.get('crm_api_id'), sent.get('crm_api_key')], secrets);
      await until('its answer has left a trace', () => /refuses our credentials|given up|will be tried again/.test(stack.proxyLog()));
      const { readyz, metrics } = Object.fromEntries(await Promise.all(['readyz', 'metrics'].map(async (path) => [path, await (await fetch(`${stack.proxyUrl}/${path}`)).text()])));
      places.push({ where: '/readyz', content: readyz }, { where: '/metrics', content: metrics }, { where: 'the snippet', content: snippet });
      if (status === 401) assert.match(readyz, /wrong_credentials/);

      for (const command of [['check-config'], ['leads', 'list'], ['leads', 'list', '--json'], ['leads', 'stats']]) {
        places.push({ where: command.join(' '), content: await stack.leadgate(...command) });
      }
      for (const { id: lead } of await stack.leads()) places.push({ where: `lead ${lead}`, content: await stack.leadgate('leads', 'show', lead) });
      // The database as it lies there beside a running proxy, journal included.
      const own = new Set([stack.config, ...Object.keys(way.written ?? {}).map((file) => join(stack.folder, file))]);
      places.push(...(await files(stack.folder)).filter(({ where }) => !own.has(where)));
      assert.ok(places.some(({ where }) => where.endsWith('leadgate.db')));
      await stack.stopProxy();
      places.push({ where: 'the log', content: stack.proxyLog() });
      assert.match(stack.proxyLog(), /DEBUG|TRACE/);
      places.push(...(await files(stack.folder)).filter(({ where }) => !own.has(where)));

      assert.deepEqual(places.flatMap(({ where, content }) => found(where, content, secrets)), []);
    } finally {
      await browser.close();
      await stack.stop();
      await echo.stop();
    }
  });
}

test('settings that cannot be read are complained about without the secret beside the mistake', async () => {
  const [id, key] = [marked('id'), marked('key')].map((secret) => secret.replace(/["&]/g, ''));
  const stack = await startStack();
  try {
    const good = await readFile(stack.config, 'utf8');
    const line = `{ kind = "econtract", url = "http://127.0.0.1:1", id = "${id}", key = "${key}" }`;
    for (const wrong of [
      `${good}\n[connectors]\nother = ${line.replace('}', ',, }')}`,
      `${good}\n[connectors]\nother = ${line.replace(`"${key}"`, `"${key}`)}`,
      `${good}\n[connectors]\nother = ${line.replace('key =', 'keys =')}`,
      `${good}\n[connectors]\nother = ${line.replace(`"${key}"`, `["${key}"]`)}`,
      `${good}\n["connectors.other"]\nkey = "${key}"`,
    ]) {
      await writeFile(stack.config, wrong);
      const ran = await promisify(execFile)(LEADGATE_BIN, ['check-config', '--config', stack.config], { cwd: stack.folder }).catch((error) => error);
      assert.equal(ran.code, 2, wrong);
      assert.deepEqual(found('check-config', ran.stdout + ran.stderr, [id, key]), []);
    }
  } finally {
    await stack.stop();
  }
});
