#!/usr/bin/env node
// node run.mjs [--entries a,b] [--runs 7] [--profiles A,B,C] [--extra name=URL] ... see README.md
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { buildAll } from './build.mjs';
import { defaultSelectors, entries as allEntries, fill as defaultFill } from './entries.mjs';
import { check } from './harness/check.mjs';
import { watchNetwork } from './harness/network.mjs';
import { otherCores, othersCpu, waitQuiet } from './harness/noise.mjs';
import { parse } from './harness/options.mjs';
import { report, summarize } from './harness/report.mjs';
import { startServer } from './harness/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

// ---------------------------------------------------------------------------- browser
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const SCREEN = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };

const dirs = new Set();
const open = new Set();

async function launch(options) {
  const userDataDir = await mkdtemp(path.join(os.tmpdir(), 'peers-'));
  dirs.add(userDataDir);
  const context = await chromium.launchPersistentContext(userDataDir, {
    executablePath: options.chromium,
    headless: true,
    args: FLAGS,
    ...SCREEN,
  });
  open.add(context);
  options.chromiumVersion ??= `Chromium ${context.browser()?.version() ?? '?'}`;
  return {
    context,
    async close() {
      open.delete(context);
      await context.close().catch(() => {});
      await rm(userDataDir, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
      dirs.delete(userDataDir);
    },
  };
}

async function cleanUp() {
  for (const context of open) await context.close().catch(() => {});
  for (const dir of dirs) await rm(dir, { recursive: true, force: true }).catch(() => {});
}
process.on('SIGINT', () => cleanUp().finally(() => process.exit(130)));
process.on('SIGTERM', () => cleanUp().finally(() => process.exit(143)));

const within = (promise, ms, what) =>
  Promise.race([
    promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error(`${what}: nothing after ${ms} ms`)), ms).unref()),
  ]);

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const probeSource = await readFile(path.join(here, 'harness/probe.js'), 'utf8');

async function newPage(context, entry) {
  const page = context.pages()[0] ?? (await context.newPage());
  const errors = [];
  page.on('pageerror', (e) => errors.push(String(e)));
  page.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()); });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Performance.enable');
  await cdp.send('Page.enable');
  const config = { selectors: entry.selectors, retryMs: entry.retryMs, invalidEmail: entry.invalidEmail };
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${probeSource.trim().replace(/;$/, '')})(${JSON.stringify(config)})` });
  return { page, cdp, errors };
}

async function throttle(cdp, profile) {
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: profile.rtt ?? 0,
    downloadThroughput: profile.down ?? -1,
    uploadThroughput: profile.up ?? -1,
  });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: profile.cpu ?? 1 });
}

const metric = (metrics, name) => metrics.find((m) => m.name === name)?.value;

async function visit({ context, entry, profile, server, measure = true, settle = 1500 }) {
  const { page, cdp, errors } = await newPage(context, entry);
  const network = watchNetwork(cdp);
  await page.goto(options.coldProcess ? server.warmupElsewhere : server.warmup, { waitUntil: 'load' });
  await sleep(settle); // a browser that has just started is busy for about 0.7 s
  await throttle(cdp, profile);
  server.handshakes = 3 * (profile.rtt ?? 0);
  network.reset();
  errors.length = 0;
  await page.goto(entry.url, { waitUntil: 'commit', timeout: 60_000 });
  try {
    await within(page.evaluate(() => window.__bench.usable.then(() => 1)), 90_000, `${entry.id}: usable`);
  } catch (error) {
    const state = await page.evaluate(() => JSON.stringify(window.__bench?.marks)).catch(() => '?');
    throw new Error(`${error.message} (marks ${state}; page errors: ${errors.slice(0, 3).join(' | ') || 'none'})`);
  }
  const { metrics } = await cdp.send('Performance.getMetrics');
  await sleep(700);
  if (!measure) return { page, cdp };
  const seen = await page.evaluate(() => window.__bench.collect());
  const net = network.totals();
  await cdp.send('HeapProfiler.collectGarbage');
  const heap = await cdp.send('Runtime.getHeapUsage');

  const leadsBefore = server.leads.length;
  const missing = await page.evaluate((steps) => window.__bench.fill(steps), entry.fill);
  await sleep(700);
  const submit = await within(page.evaluate(() => window.__bench.submit()), 30_000, `${entry.id}: thank-you`);
  const lead = entry.ours ? server.leads[leadsBefore] : undefined;
  if (entry.ours) {
    if (!lead || lead.email !== defaultFill.email.value || lead.firstName !== defaultFill.firstName.value || !lead.consent || !lead.slot) {
      throw new Error(`${entry.id}: the lead did not arrive whole: ${JSON.stringify(lead)}`);
    }
  }
  const pageSpin = await page.evaluate(() => { window.__bench.spin(); return window.__bench.spin(); });

  const { field, usable, firstPoke } = seen.marks;
  const tasks = seen.longTasks.filter(([start]) => start < usable);
  const { shifts } = seen;
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const loaded = seen.resources.filter((r) => r.end > 0 && r.end <= field && !/\/v1\/leads/.test(r.name)).map((r) => r.end);
  return {
    page,
    record: {
      fcp: seen.fcp,
      fcpPainted: seen.fcpPainted,
      lcp: seen.lcp,
      field,
      usable,
      submit,
      tbt: sum(tasks.map(([start, duration]) => Math.max(0, Math.min(duration, usable - start) - 50))),
      longTasks: tasks.length,
      longTaskMs: sum(tasks.map(([, d]) => d)),
      // every shift counts, also those flagged "recent input": the bench sends no trusted input, but the
      // emulated viewport makes Chrome flag the first 500 ms
      cls: sum(shifts.map(([, v]) => v)),
      clsLoad: sum(shifts.filter(([t]) => t <= firstPoke).map(([, v]) => v)),
      heapUsed: heap.usedSize,
      wasmMemory: seen.wasmMemory,
      heapEmbedder: heap.embedderHeapUsedSize,
      heapBacking: heap.backingStorageSize,
      heapAtUsable: metric(metrics, 'JSHeapUsedSize'),
      taskMs: metric(metrics, 'TaskDuration') * 1000,
      scriptMs: metric(metrics, 'ScriptDuration') * 1000,
      layoutMs: (metric(metrics, 'LayoutDuration') + metric(metrics, 'RecalcStyleDuration')) * 1000,
      nodes: metric(metrics, 'Nodes'),
      htmlStart: seen.timing?.responseStart,
      htmlEnd: seen.timing?.responseEnd,
      domInteractive: seen.timing?.domInteractive,
      resources: seen.resources.slice(0, 40).map((r) => ({ ...r, name: r.name.slice(0, 200) })),
      netEnd: Math.max(seen.timing?.responseEnd ?? 0, ...loaded),
      requests: net.count,
      bytes: { ...net.bytes, total: net.total },
      requestList: net.list,
      pokes: seen.pokes,
      fieldInViewport: seen.fieldInViewport,
      missing,
      errors: errors.slice(0, 5),
      pageSpin,
    },
  };
}

// ---------------------------------------------------------------------------- main
const options = parse(process.argv.slice(2), here);

const manifestFile = path.join(here, 'dist/manifest.json');
if (options.build || (await stale(manifestFile))) await buildAll();
const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));

// No build yet, or a source is newer than it.
async function stale(file) {
  if (!existsSync(file)) return true;
  const built = (await stat(file)).mtimeMs;
  const sources = ['build.mjs', 'entries.mjs', 'harness/host.mjs', 'package-lock.json'];
  for (const dir of ['entries', 'shared']) {
    for (const item of await readdir(path.join(here, dir), { withFileTypes: true, recursive: true })) {
      const file = path.join(item.parentPath ?? item.path, item.name);
      if (item.isFile() && !file.includes('node_modules')) sources.push(path.relative(here, file));
    }
  }
  for (const source of sources) if ((await stat(path.join(here, source))).mtimeMs > built) return true;
  return false;
}

const server = await startServer({ dist: path.join(here, 'dist'), mounts: options.mount, port: options.port, elsewhere: options.elsewhere });

const stepsOf = (fields) =>
  Object.entries(defaultFill)
    .filter(([name]) => fields[name])
    .map(([name, step]) => ({ selector: fields[name].input, ...step }));

let entries = allEntries.map((entry) =>
  entry.sizeOnly ? entry : { ...entry, ours: true, url: `${server.origin}/${entry.id}/index.html`, fill: stepsOf(entry.selectors.fields) },
);
if (options.entries) {
  const unknown = options.entries.filter((id) => !entries.some((e) => e.id === id));
  if (unknown.length) throw new Error(`no entry ${unknown.join(', ')}; there are ${entries.map((e) => e.id).join(', ')}`);
  entries = entries.filter((e) => options.entries.includes(e.id));
}
for (const [name, url] of Object.entries(options.extra)) {
  const file = options.extraConfig[name] ?? (existsSync(path.join(here, 'extra', `${name}.json`)) ? path.join(here, 'extra', `${name}.json`) : null);
  const config = file ? JSON.parse(await readFile(file, 'utf8')) : {};
  const { fields: defaultFields, ...selectors } = defaultSelectors;
  entries.push({
    id: name,
    name: config.name ?? name,
    extra: true,
    url: new URL(url, server.origin).href,
    selectors: { ...selectors, ...config.selectors },
    retryMs: config.retryMs,
    invalidEmail: config.invalidEmail,
    fill: config.fill ?? stepsOf(defaultFields),
  });
}
const timed = entries.filter((e) => !e.sizeOnly);

if (options.check) {
  const ok = await check({ entries: timed, server, launch: () => launch(options), newPage, shots: path.join(here, '.tmp/shots') });
  await cleanUp();
  await server.close();
  process.exit(ok ? 0 : 1);
}

const slow = { rtt: options.rtt, down: options.down, up: options.up, cpu: options.cpu };
const PROFILES = { A: {}, B: slow, C: slow };
const runs = [];
const failures = [];
const started = new Date();
const totalVisits = options.runs * timed.length * options.profiles.length;
let done = 0;

const DISTURBED = 0.3; // cores kept busy by others during a visit

// One browser: a cold visit (A or B) and, for C, the repeat visit after it.
async function browse(entry, profiles, noise) {
  const records = [];
  const before = othersCpu();
  const browser = await launch(options);
  try {
    const cold = profiles.includes('A') ? 'A' : 'B';
    const measureCold = profiles.includes(cold);
    let { page, record } = await visit({ context: browser.context, entry, profile: PROFILES[cold], server, measure: measureCold });
    if (measureCold) records.push({ profile: cold, noise, ...record });
    for (let i = 1; profiles.includes('C') && i <= options.primes; i++) {
      const last = i === options.primes;
      const next = await browser.context.newPage();
      await page.close();
      ({ page, record } = await visit({ context: browser.context, entry, profile: PROFILES.C, server, measure: last, settle: 500 }));
      if (page !== next) throw new Error('the repeat visit did not get the new tab');
      if (last) records.push({ profile: 'C', noise, ...record });
    }
    const after = othersCpu(); // while the browser lives: its processes are known as ours
    noise.coresDuring = otherCores(before, after);
    noise.steal = (after.steal - before.steal) / (after.total - before.total || 1);
    noise.disturbed = noise.coresDuring > DISTURBED;
  } finally {
    await browser.close();
  }
  return records;
}

async function one(round, entry, profiles) {
  let discarded = 0;
  for (let attempt = 0; ; attempt++) {
    const noise = await waitQuiet({ maxMs: options.patience * 1000 });
    let records;
    try {
      records = await browse(entry, profiles, noise);
    } catch (error) {
      failures.push({ entry: entry.id, round, profiles, error: String(error.message ?? error) });
      process.stderr.write(`\nFAILED ${entry.id} round ${round} ${profiles.join('+')}: ${error.message}\n`);
      if (!options.keepGoing) throw error;
      return;
    }
    if (noise.disturbed && attempt < options.retries) {
      discarded += 1;
      continue;
    }
    noise.discarded = discarded;
    for (const record of records) {
      if (round > 1) { // one list of requests per entry and profile is enough
        delete record.requestList;
        delete record.resources;
      }
      runs.push({ entry: entry.id, round, ...record });
    }
    done += records.length;
    return;
  }
}

try {
  for (let round = 1; round <= options.runs; round++) {
    // rotate the order from round to round, and turn it around every second round
    const shift = (round - 1) % timed.length;
    let order = [...timed.slice(shift), ...timed.slice(0, shift)];
    if (round % 2 === 0) order = order.reverse();
    for (const entry of order) {
      if (options.profiles.includes('A')) await one(round, entry, ['A']);
      const slowOnes = options.profiles.filter((p) => p !== 'A');
      if (slowOnes.length) await one(round, entry, slowOnes);
      process.stderr.write(`\rround ${round}/${options.runs} ${entry.id.padEnd(4)} ${done}/${totalVisits} visits, ${Math.round((Date.now() - started) / 1000)} s `);
    }
  }
} finally {
  process.stderr.write('\n');
  await cleanUp();
  await server.close();
}

const results = summarize({ runs, failures, entries, manifest, options, started, profiles: PROFILES });
await writeFile(options.out, JSON.stringify(results, null, 1));
const markdown = report(results);
await writeFile(options.out.replace(/\.json$/, '') + '.md', markdown);
console.log(markdown);
process.exit(failures.length ? 1 : 0);
