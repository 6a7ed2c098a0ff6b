// Partners' pages with a Content-Security-Policy: the form works as far as the policy lets it, and
// as plain HTML where WebAssembly is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { underPolicy } from './support/policy.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

const NONCE = 'r4nd0m';
const PROXY = () => on.stack.proxyUrl;

/** Ways of bringing the form, by what the partner asked `leadgate snippet` for. */
const WAYS = {
  'pasted with the page': [],
  'pasted with its styles linked': ['--strict-csp'],
  'pasted and asked for early': ['--above-the-fold'],
  'pasted with a pinned loader': ['--pin'],
  'inserted by the script': ['--script-only'],
  'inserted by a pinned loader': ['--script-only', '--pin'],
};
const PASTED = ['pasted with the page'];
const BOTH = [...PASTED, 'inserted by the script'];

/** The printed directives, with one of them said otherwise. */
const but = (directives, name, sources) => [...directives.filter((one) => !one.startsWith(`${name} `)), `${name} ${sources}`];

/**
 * A page's policy, made of what was printed, and what the form is under it: whole, or `plain` HTML; `unstyled`, or with its
 * look; `silent` about why. `refused` lists all that the browser refuses.
 */
const MATRIX = [
  { page: 'that allows nothing but what is printed', ways: Object.keys(WAYS), policy: (printed) => ["default-src 'none'", "base-uri 'none'", 'img-src data:', ...printed] },
  { page: 'that allows scripts by nonce', ways: [...BOTH, 'pasted and asked for early'], policy: (printed) => but(printed, 'script-src', `'nonce-${NONCE}' 'wasm-unsafe-eval'`) },
  {
    page: 'that allows scripts by nonce, and what these load',
    ways: BOTH,
    policy: (printed) => but(printed, 'script-src', `'nonce-${NONCE}' 'strict-dynamic' 'wasm-unsafe-eval'`),
  },
  { page: 'that refuses WebAssembly', ways: BOTH, policy: (printed) => but(printed, 'script-src', PROXY()), plain: true, refused: ['script-src wasm-eval'] },
  { page: 'that refuses every script', ways: PASTED, policy: (printed) => but(printed, 'script-src', "'none'"), plain: true, silent: true, refused: ['script-src-elem /embed.js'] },
  { page: 'that refuses every connection', ways: PASTED, policy: (printed) => but(printed, 'connect-src', "'none'"), plain: true, refused: ['connect-src /leadgate_bg.wasm'] },
  { page: 'that refuses every pasted style', ways: PASTED, policy: (printed) => but(printed, 'style-src', "'none'"), refused: ['style-src-elem inline'] },
  { page: 'that refuses every linked style', ways: ['pasted with its styles linked'], policy: (printed) => but(printed, 'style-src', "'none'"), unstyled: true, refused: ['style-src-elem /form.css'] },
  { page: 'that refuses every style', ways: ['inserted by the script'], policy: (printed) => but(printed, 'style-src', "'none'"), refused: ['style-src-elem inline'] },
  { page: 'that refuses what forms send by themselves', ways: BOTH, policy: (printed) => but(printed, 'form-action', "'none'") },
  { page: 'without an origin of its own', ways: BOTH, policy: () => ['sandbox allow-scripts allow-forms'] },
];

async function send(form, email) {
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  const [lead] = await on.stack.arrived(email);
  assert.equal(lead.phone, '0470123456');
}

const minHeight = (form) => form.button().evaluate((button) => getComputedStyle(button).minHeight);

for (const [row, { page: where, ways, policy, plain, silent, unstyled, refused = [] }] of MATRIX.entries()) {
  for (const way of ways) {
    test(`a form ${way}, on a page ${where}, ${plain ? 'works as plain HTML' : 'works wholly'}`, async () => {
      const { snippet, content_security_policy: printed } = await on.stack.snippet({ options: WAYS[way] });
      // A partner's template puts the nonce where a script is named.
      const pasted = snippet.replaceAll(/<(script|link rel="modulepreload")/g, `<$1 nonce="${NONCE}"`);
      const name = `matrix-${row}-${ways.indexOf(way)}`;
      const { page, form } = await underPolicy(on, `/${name}`, pasted, policy(printed));
      if (!plain) await form.hydrated();
      else if (!silent) {
        await until('the reason is in the console', () => warnings(page).length > 0);
        assert.match(warnings(page)[0], /^leadgate: the form works as plain HTML only: /);
      }
      if (!unstyled) assert.equal(await minHeight(form), '48px');
      await send(form, `${name}@example.be`);
      assert.equal(new URL(page.url()).origin, plain ? PROXY() : on.stack.pages.origin, 'who sent it');
      assert.deepEqual(page.refused(), refused);
      assert.equal(warnings(page).length, plain && !silent ? 1 : 0);
      // Where nothing is refused, nothing is asked for that is not used, or twice.
      if (!refused.length) assert.deepEqual(page.console, []);
      await page.context().close();
    });
  }
}

test('linked styles are there before any script has run', async () => {
  const { snippet, content_security_policy: directives } = await on.stack.snippet({ options: ['--strict-csp'] });
  const styles = directives.filter((directive) => directive.startsWith('style-src'));
  const { page, form } = await underPolicy(on, '/linked', snippet, ["script-src 'none'", ...styles]);
  assert.equal(await minHeight(form), '48px');
  await page.context().close();
});

test('what is asked for early is downloaded once', async () => {
  const { snippet } = await on.stack.snippet({ options: ['--above-the-fold'] });
  const page = await on.browser.open();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').pop()));
  await page.goto(on.stack.pages.set('/early', partnerPage(snippet)));
  await formIn(page).hydrated();
  for (const file of ['leadgate.js', 'leadgate_bg.wasm']) {
    assert.equal(asked.filter((name) => name === file).length, 1, file);
  }
  await page.context().close();
});

test('a blocked download of the WebAssembly leaves a working form, and says why once', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open();
  await page.route(/\.wasm$/, (route) => route.abort('blockedbyclient'));
  await page.goto(on.stack.pages.set('/blocked', partnerPage(snippet)));
  await until('the reason is in the console', () => warnings(page).length > 0);
  await send(formIn(page), 'blocked@example.be');
  assert.equal(warnings(page).length, 1);
  await page.context().close();
});
