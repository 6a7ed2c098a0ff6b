// Partners' pages with a Content-Security-Policy: the form works as far as the policy lets it, and
// as plain HTML where WebAssembly is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { stage } from './support/stage.mjs';
import { until } from './support/until.mjs';

const on = stage();

/** Opens a page under a policy; `page.violations()` lists the directives that were violated. */
async function open(path, snippet, policy) {
  const page = await on.browser.open();
  const violated = [];
  await page.exposeFunction('violated', (directive) => violated.push(directive));
  await page.addInitScript(() => addEventListener('securitypolicyviolation', (event) => globalThis.violated(event.effectiveDirective)));
  page.violations = () => violated;
  await page.goto(on.stack.pages.set(path, partnerPage(snippet), { 'content-security-policy': policy }));
  return { page, form: formIn(page) };
}

async function send(form, email) {
  await form.fill(person(email));
  await form.submit();
  await form.success().waitFor();
  const [lead] = await on.stack.arrived(email);
  assert.equal(lead.phone, '0470123456');
}

for (const scriptOnly of [false, true]) {
  const way = scriptOnly ? 'inserted by the script' : 'pasted with the page';

  test(`a form ${way} works as plain HTML where the policy refuses WebAssembly, and says why once`, async () => {
    const { snippet } = await on.stack.snippet({ scriptOnly });
    const { page, form } = await open(`/no-wasm-${scriptOnly}`, snippet, `script-src ${on.stack.proxyUrl}`);
    await until('the reason is in the console', () => warnings(page).length > 0);
    assert.match(warnings(page)[0], /^leadgate: the form works as plain HTML only: .*WebAssembly/s);
    await send(form, `no-wasm-${scriptOnly}@example.be`);
    assert.equal(new URL(page.url()).origin, on.stack.proxyUrl, 'posted by the browser itself');
    assert.equal(warnings(page).length, 1);
    await page.context().close();
  });

  test(`a form ${way} has its look where the policy refuses inline styles`, async () => {
    const { snippet } = await on.stack.snippet({ scriptOnly });
    const { page, form } = await open(`/no-style-${scriptOnly}`, snippet, "style-src 'self'");
    await form.hydrated();
    assert.equal(await form.button().evaluate((button) => getComputedStyle(button).minHeight), '48px');
    await send(form, `no-style-${scriptOnly}@example.be`);
    assert.deepEqual(warnings(page), []);
    await page.context().close();
  });
}

for (const [way, options] of Object.entries({
  'pasted with the page': [],
  'pasted with its styles linked': ['--strict-csp'],
  'pasted and asked for early': ['--above-the-fold'],
  'inserted by the script': ['--script-only'],
})) {
  test(`a form ${way} works wholly and without a violation under the directives that are printed`, async () => {
    const { snippet, content_security_policy: directives } = await on.stack.snippet({ options });
    const policy = ["default-src 'none'", "base-uri 'none'", 'img-src data:', ...directives].join('; ');
    const { page, form } = await open(`/strict${options}`, snippet, policy);
    await form.hydrated();
    assert.equal(await form.button().evaluate((button) => getComputedStyle(button).minHeight), '48px');
    await send(form, `strict${options}@example.be`);
    assert.equal(new URL(page.url()).origin, on.stack.pages.origin, 'sent by the script');
    assert.deepEqual(page.violations(), []);
    // Nor is anything asked for that is not used, or twice.
    assert.deepEqual(page.console, []);
    await page.context().close();
  });
}

test('linked styles are there before any script has run', async () => {
  const { snippet, content_security_policy: directives } = await on.stack.snippet({ options: ['--strict-csp'] });
  const styles = directives.filter((directive) => directive.startsWith('style-src'));
  const { page, form } = await open('/linked', snippet, ["script-src 'none'", ...styles].join('; '));
  assert.equal(await form.button().evaluate((button) => getComputedStyle(button).minHeight), '48px');
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

test('a script that is refused leaves the pasted form a working one', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await open('/no-script', snippet, "script-src 'none'");
  await send(form, 'no-script@example.be');
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
