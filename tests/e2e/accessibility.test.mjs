// axe-core finds nothing in any state of the form, in each language, light and dark. Widths
// alternate, so that each language, each scheme and each state meets both.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { LEADS, hold } from './support/hold.mjs';
import { pairs } from './support/matrix.mjs';
import { partnerPage } from './support/page-server.mjs';
import { MARKETING, stage } from './support/stage.mjs';
import { LANGS } from './support/texts.mjs';

const on = stage({ settings: { ...MARKETING, company: { privacy_url: 'http://127.0.0.1:1/privacy' } } });
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const WIDTHS = [320, 1280];
const SCHEMES = ['light', 'dark'];

/** Every violation with the elements that it is about, in words. */
async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => (await globalThis.axe.run(document)).violations);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.flat().join(' ')} (${node.failureSummary})`).join('; ')}`);
}

/** No violations, and no scrolling sideways. */
async function isClean(page, state) {
  assert.deepEqual(await violations(page), [], state);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${state}: fits the width`);
}

const json = (status, body) => ({
  status,
  contentType: 'application/json',
  headers: { 'access-control-allow-origin': '*' },
  body: JSON.stringify(body),
});

async function everyState(lang, colorScheme, width) {
  const { snippet } = await on.stack.snippet({ lang, scriptOnly: true });
  const page = await on.browser.open({ locale: lang, colorScheme, viewport: { width, height: 900 } });
  await page.goto(on.stack.pages.set(`/${lang}`, partnerPage(snippet, lang)));
  const form = formIn(page, lang);
  await form.hydrated();
  await isClean(page, 'empty');

  await form.fill({ ...person('an.example.be'), phone: '0470 12 34 5' });
  await form.submit();
  await form.summary().waitFor();
  await isClean(page, 'errors with their summary');

  const posts = await hold(page, LEADS);
  await form.fill(person(`axe-${lang}-${colorScheme}-${width}@example.be`));
  await form.submit();
  await page.getByRole('button', { name: form.texts.sending }).waitFor();
  await isClean(page, 'sending');

  const message = form.texts.slotClosed;
  await posts.release(json(422, { errors: [{ field: 'slot', code: 'slot_closed', params: {}, message }] }));
  await page.getByText(message).first().waitFor();
  await isClean(page, 'refused by the proxy');

  await form.submit();
  await posts.waiting();
  await posts.release(json(403, { title: 'no' }));
  const again = page.getByRole('button', { name: form.texts.tryAgain });
  await again.waitFor();
  await isClean(page, 'failed');

  await again.click();
  await posts.waiting();
  await posts.release();
  await form.success().waitFor();
  await isClean(page, 'sent');
  await page.context().close();
}

/** Without JavaScript: the form's own page, the same with errors, the thanks. */
async function everyPage(lang, colorScheme, width) {
  const page = await on.browser.open({ locale: lang, colorScheme, viewport: { width, height: 900 } });
  await page.route(/\/embed\.js/, (route) => route.abort());
  await page.goto(`${on.stack.proxyUrl}/v1/forms/call-me-back?partner=demo&lang=${lang}`);
  const form = formIn(page, lang);
  await isClean(page, 'own page');
  await form.fill({ ...person('native-axe@example'), phone: '0470 12 34 5' });
  await form.submit();
  await form.summary().waitFor();
  await isClean(page, 'own page with errors');
  await form.fill(person(`native-axe-${lang}-${colorScheme}@example.be`));
  await form.submit();
  await form.success().waitFor();
  await isClean(page, 'thanks');
  await page.context().close();
}

// The second language starts with the other width: else light would always be narrow.
const widths = (lang) => (LANGS.indexOf(lang) % 2 ? [...WIDTHS].reverse() : WIDTHS);

for (const lang of LANGS) {
  for (const [scheme, width] of pairs(SCHEMES, widths(lang))) {
    test(`${lang}, ${scheme}, ${width} px wide: no state of the form has a violation`, () => everyState(lang, scheme, width));
  }
}

// Sorted by scheme, so that both widths come along with each.
const pages = pairs(LANGS, SCHEMES).sort(([, one], [, other]) => one.localeCompare(other));

for (const [[lang, scheme], width] of pairs(pages, WIDTHS)) {
  test(`${lang}, ${scheme}, ${width} px wide: no page without script has a violation`, () => everyPage(lang, scheme, width));
}
