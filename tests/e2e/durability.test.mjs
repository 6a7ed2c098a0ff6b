// What was thanked for arrives: with the CRM down, with the proxy killed, with the proxy told to stop.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';

import { startBrowser } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { LEADGATE_BIN, startStack } from './support/stack.mjs';
import { until } from './support/until.mjs';

/** Retries, leases and restarts take their time; each test has a stack of its own, so they overlap. */
const PATIENCE_MS = 90_000;

/** A dead proxy's claims are due again after its lease: shortened, or every test takes a minute. */
const SHORT_LEASE = { delivery: { lease_seconds: 8 }, 'connectors.crm': { timeout_seconds: 2 } };

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser.close());

/** Opens a partner's page with the form, ready to be filled in. */
async function open(stack) {
  const { snippet } = await stack.snippet();
  const page = await browser.open();
  await page.goto(stack.pages.set('/', partnerPage(snippet)));
  const form = formIn(page);
  await form.hydrated();
  return { page, form };
}

/** Fills in, sends, and waits for the thanks. */
async function thanked(stack, email) {
  const { page, form } = await open(stack);
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  await page.context().close();
}

/** Posts a lead as a script does; the answer's status, or null where none came. */
async function post(stack, id) {
  const body = new URLSearchParams({ id, partner: 'demo', lang: 'nl', ...person(`${id}@example.be`) });
  const answer = await fetch(`${stack.proxyUrl}/v1/leads/call-me-back`, { method: 'POST', body }).catch(() => null);
  return answer?.status ?? null;
}

const delivered = (stack, count) =>
  until(
    `${count} lead(s) delivered`,
    async () => {
      const leads = await stack.leads();
      const states = leads.flatMap(({ deliveries }) => deliveries.map(({ state }) => state));
      return states.length >= count && states.every((state) => state === 'delivered') && leads;
    },
    PATIENCE_MS,
  );

/** Runs a test on a stack of its own. */
const withStack = (name, options, run) =>
  test(name, async () => {
    const stack = await startStack(options);
    try {
      await run(stack);
    } finally {
      await stack.stop();
    }
  });

describe('what was thanked for arrives', { concurrency: 3 }, () => {
  withStack('a CRM that fails three times, differently, gets the lead once', {}, async (stack) => {
    for (const mode of ['status', 'drop', 'garbage']) await stack.fault({ mode, status: 503, times: 1 });
    await thanked(stack, 'down@example.be');
    const [lead] = await delivered(stack, 1);
    assert.equal(lead.deliveries[0].attempts, 4);
    // The CRM numbers what it creates: this is its first, and it made no other one.
    assert.equal(lead.deliveries[0].remote_id, '1');
    const attempts = await stack.received();
    assert.deepEqual(attempts.map(({ status }) => status), [503, null, 200, 200], 'the third was the garbage');
    for (const { body } of attempts) {
      assert.equal(body.email, 'down@example.be');
      assert.match(body.remarks, new RegExp(lead.id), 'each attempt names the same lead');
    }
  });

  withStack('a proxy killed right after its thanks delivers after its restart', { settings: SHORT_LEASE }, async (stack) => {
    // The CRM keeps the first attempt waiting for as long as the proxy lives.
    await stack.fault({ mode: 'stall', delay_ms: 60_000, times: 1 });
    const { page, form } = await open(stack);
    await form.fill(person('killed@example.be'));
    await form.submit();
    await form.success().waitFor();
    await stack.stopProxy('SIGKILL');
    await page.context().close();
    await stack.startProxy();
    const [lead] = await delivered(stack, 1);
    assert.equal(lead.deliveries[0].remote_id, '1');
    const accepted = (await stack.received()).filter(({ status }) => status === 200);
    assert.deepEqual(accepted.map(({ body }) => body.email), ['killed@example.be']);
  });

  withStack('every lead that was answered 202 survives kills at any moment, under its one id', { settings: SHORT_LEASE }, async (stack) => {
    const accepted = new Set();
    for (let round = 0; round < 4; round++) {
      const ids = Array.from({ length: 12 }, () => randomUUID());
      let first;
      const one = new Promise((resolve) => (first = resolve));
      const posts = ids.map(async (id) => {
        if ((await post(stack, id)) !== 202) return;
        accepted.add(id);
        first();
      });
      await one;
      await stack.stopProxy('SIGKILL');
      await Promise.all(posts);
      await stack.startProxy();
      // Whoever got no answer asks again with the same id.
      for (const id of ids.filter((id) => !accepted.has(id))) {
        assert.equal(await post(stack, id), 202);
        accepted.add(id);
      }
    }
    const leads = await delivered(stack, accepted.size);
    assert.deepEqual(leads.map(({ id }) => id).sort(), [...accepted].sort());
    const received = (await stack.received()).filter(({ status }) => status === 200);
    // A kill between the CRM's answer and its record repeats a delivery: recognisable by the id.
    assert.deepEqual([...new Set(received.map(({ body }) => body.email))].sort(), [...accepted].map((id) => `${id}@example.be`).sort());
    for (const { body } of received) assert.match(body.remarks, new RegExp(body.email.split('@')[0]));
    const { created, delivered: arrived, reconcile } = JSON.parse(await stack.leadgate('leads', 'stats', '--json'));
    assert.deepEqual({ created, arrived, reconcile }, { created: accepted.size, arrived: accepted.size, reconcile: true });
  });

  withStack('a proxy that is told to stop during a delivery ends well, and the lead arrives once', { settings: SHORT_LEASE }, async (stack) => {
    await stack.fault({ mode: 'stall', delay_ms: 60_000, times: 1 });
    await stack.stopProxy();
    const proxy = spawn(LEADGATE_BIN, ['serve', '--config', stack.config], { cwd: stack.folder, stdio: ['ignore', 'ignore', 'pipe'] });
    let log = '';
    proxy.stderr.on('data', (bytes) => (log += bytes));
    const ended = new Promise((resolve) => proxy.on('exit', (code, signal) => resolve(code ?? signal)));
    try {
      await until('the proxy is ready', () => /\bready\b/.test(log));
      await thanked(stack, 'stopped@example.be');
      await until('the delivery is under way', async () => (await stack.received()).length === 1);
      proxy.kill('SIGTERM');
      assert.equal(await ended, 0, log);
    } finally {
      proxy.kill('SIGKILL');
    }
    assert.match(log, /\bstopped\b/);
    await stack.startProxy();
    const [lead] = await delivered(stack, 1);
    assert.equal(lead.deliveries[0].remote_id, '1');
    assert.deepEqual((await stack.received()).map(({ status }) => status), [null, 200]);
  });

  withStack('a post that is under way when the proxy is told to stop is still answered, and arrives', {}, async (stack) => {
    const id = randomUUID();
    const body = new URLSearchParams({ id, partner: 'demo', lang: 'nl', ...person('under-way@example.be') }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length, expect: '100-continue' };
    const sending = request(`${stack.proxyUrl}/v1/leads/call-me-back`, { method: 'POST', headers });
    const answered = new Promise((resolve, reject) => {
      sending.on('response', (answer) => resolve(answer.resume().statusCode));
      sending.on('error', reject);
    });
    sending.flushHeaders();
    await once(sending, 'continue'); // The proxy has begun to read.
    sending.write(body.slice(0, 20));
    const stopping = stack.stopProxy('SIGTERM');
    await until('the proxy has heard it', () => /\bstopping\b/.test(stack.proxyLog()));
    sending.end(body.slice(20));
    assert.equal(await answered, 202);
    await stopping;
    await stack.startProxy();
    const [lead] = await delivered(stack, 1);
    assert.equal(lead.id, id);
    assert.equal((await stack.received()).length, 1);
  });
});
