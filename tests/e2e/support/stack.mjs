// Everything a lead passes through, for real: a partner's pages, the proxy, the CRM's simulator.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { freePort, start } from './child.mjs';
import { startPages } from './page-server.mjs';
import { merge, toToml } from './settings.mjs';
import { until } from './until.mjs';

/** The repository's root. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const LEADGATE_BIN = process.env.LEADGATE_BIN || join(ROOT, 'target/debug/leadgate');
export const SIMULATOR_BIN = process.env.SIMULATOR_BIN || join(ROOT, 'target/debug/crm-simulator');

/** Every form; the partner may use all of them. */
export const FORMS = ['call-me-back', 'click-out', 'insurance', 'third-party'];
/** The one host that a click-out may lead to: not the one of the partner's pages. */
export const SUPPLIER_HOST = 'localhost';

const run = promisify(execFile);

/**
 * Starts all of it with a folder and a database of its own.
 *
 * `settings` goes over the test's own settings, section by section (`{ calls: { opening_hours: … } }`;
 * `null` removes; a partner without `origins` has the page server's); `origins` are allowed beside the partner's page server; `env` is the proxy's.
 * @param {{ settings?: object, origins?: string[], env?: Record<string, string> }} [options]
 */
export async function startStack({ settings = {}, origins = [], env = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'leadgate-e2e-'));
  const config = join(folder, 'leadgate.toml');
  const pages = await startPages();
  const simulator = await start(SIMULATOR_BIN, ['--listen', '127.0.0.1:0'], { ready: /http:\/\/\S+\// });
  const simulatorUrl = simulator.output().match(/http:\/\/[^\s/]+/)[0];
  const port = await freePort();
  const proxyUrl = `http://127.0.0.1:${port}`;
  let current = merge(
    {
      server: { listen: `127.0.0.1:${port}`, public_url: proxyUrl },
      company: { name: 'Kiesklaar', phone: '02 555 01 23' },
      calls: { opening_hours: 'mon-sun 09:00-20:00' },
      store: { url: `sqlite:${join(folder, 'leadgate.db')}` },
      'connectors.crm': { kind: 'econtract', url: `${simulatorUrl}/econtract`, id: 'demo-id', key: 'demo-key' },
      'partners.demo': {
        origins: [pages.origin, ...origins],
        affiliate_id: 6,
        click_out_hosts: [SUPPLIER_HOST],
        forms: Object.fromEntries(FORMS.map((form) => [form, ['crm']])),
      },
    },
    settings,
  );
  for (const [name, table] of Object.entries(current)) {
    if (name.startsWith('partners.')) table.origins ??= [pages.origin];
  }
  let proxy;
  let printed = '';

  const leadgate = async (...args) => (await run(LEADGATE_BIN, [...args, '--config', config], { cwd: folder, env: { ...process.env, ...env } })).stdout;
  const jsonLines = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const ask = async (path, init) => {
    const answer = await fetch(simulatorUrl + path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };

  const stack = {
    folder,
    config,
    /** The partner's web server: `stack.pages.set('/x', html, headers)` returns the page's URL. */
    pages,
    proxyUrl,
    simulatorUrl,

    /** Writes other settings over the present ones; they count from the next start on. */
    configure: async (over) => {
      current = merge(current, over);
      await writeFile(config, toToml(current), { mode: 0o600 });
    },
    startProxy: async () => {
      proxy = await start(LEADGATE_BIN, ['serve', '--config', config], { ready: /\bready\b/, env, cwd: folder });
    },
    /** Ends the proxy: SIGTERM lets it finish, SIGKILL does not. @param {NodeJS.Signals} signal */
    stopProxy: async (signal = 'SIGTERM') => {
      await proxy?.end(signal);
      printed += proxy?.output() ?? '';
      proxy = undefined;
    },
    /** Makes the proxy read its settings again, and waits until it says that they are good, or wrong. */
    reloadProxy: async () => {
      const told = () => proxy.output().match(/the settings (were read again|are wrong).*/g) ?? [];
      const before = told().length;
      proxy.signal('SIGHUP');
      await until('the settings were read again', () => told().length > before);
      return told().at(-1);
    },
    /** Stops the proxy's clock, so to say: it takes connections and answers nothing. */
    freezeProxy: () => proxy.signal('SIGSTOP'),
    thawProxy: () => proxy.signal('SIGCONT'),
    /** Everything that the proxy printed, in all its lives. */
    proxyLog: () => printed + (proxy?.output() ?? ''),

    /** Runs a `leadgate` command with this configuration; its standard output. */
    leadgate,
    /**
     * What is pasted: `{ snippet, content_security_policy }`; `about` is what the page names, `{ url, 'supplier-id': 3 }`,
     * and `options` whatever else is said on the command line.
     */
    snippet: async ({ form = 'call-me-back', lang = 'nl', scriptOnly = false, partner = 'demo', about = {}, options = [] } = {}) => {
      const named = Object.entries(about).flatMap(([name, value]) => [`--${name}`, String(value)]);
      return JSON.parse(await leadgate('snippet', '--form', form, '--partner', partner, '--lang', lang, '--json', ...named, ...options, ...(scriptOnly ? ['--script-only'] : [])));
    },
    /** The stored leads, newest first. */
    leads: async () => jsonLines(await leadgate('leads', 'list', '--limit', '1000', '--json')),
    /** One stored lead with its payload, parsed. */
    lead: async (id) => {
      const lead = JSON.parse(await leadgate('leads', 'show', id, '--json'));
      return { ...lead, payload: lead.payload ? JSON.parse(lead.payload) : null };
    },

    /** Every request that the CRM read, oldest first: `{ crm, path, at, status, body }`. */
    received: () => ask('/received.json'),
    forgetReceived: () => ask('/received.json', { method: 'DELETE' }),
    /** The next requests to the CRM fail: `{ mode, status, delay_ms, times }`. */
    fault: (fault) => ask('/faults', { method: 'POST', body: JSON.stringify({ crm: 'econtract', ...fault }) }),
    cancelFaults: () => ask('/faults', { method: 'DELETE' }),
    /** Waits for what the CRM accepted from a person, told apart by the e-mail address. */
    arrived: (email, count = 1) =>
      until(`${count} lead(s) of ${email} in the CRM`, async () => {
        const leads = (await stack.received()).filter(({ status, body }) => status === 200 && body.email === email);
        return leads.length >= count && leads.map(({ body }) => body);
      }),
    /** The one lead that the CRM got of a person: what was told about it, without our credentials and our id. */
    told: async (email) => {
      const [{ crm_api_id, crm_api_key, remarks, ...lead }] = await stack.arrived(email);
      const words = remarks.replaceAll('\r', '').replace(/\s*\[leadgate [0-9a-f-]{36}\]$/, '');
      return words ? { ...lead, remarks: words } : lead;
    },
    /** Waits until nothing is on its way any more: then "arrived once" can be counted. */
    settled: () =>
      until('every delivery is done', async () => {
        const leads = await stack.leads();
        return leads.every((lead) => lead.deliveries.every((delivery) => delivery.state !== 'pending'));
      }),

    stop: async () => {
      await stack.stopProxy();
      await simulator.end();
      await pages.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await stack.configure({});
    await stack.startProxy();
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}
