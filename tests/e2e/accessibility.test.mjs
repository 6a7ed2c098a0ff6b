// axe-core finds nothing in any state of any form, in each language, theme and width: every two of
// them meet, and with LEADGATE_FULL all of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { violations } from './support/axe.mjs';
import { formIn } from './support/form.mjs';
import { LEADS, hold } from './support/hold.mjs';
import { combinations, pairs } from './support/matrix.mjs';
import { FORMS } from './support/stack.mjs';
import { CONSENTS, fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { visit } from './support/visit.mjs';

const on = fixture({ settings: { ...CONSENTS, company: { privacy_url: 'http://127.0.0.1:1/privacy' } } });

/** What the page says, and what the system. */
const THEMES = {
  light: {},
  dark: { colorScheme: 'dark' },
  contrast: { attributes: 'theme="contrast"' },
  'contrast on dark': { attributes: 'theme="contrast"', colorScheme: 'dark' },
};
const WIDTHS = [320, 1280];
/** Nobody listens there: a click-out's visitor stays where the last state can be looked at. */
const OFFER = 'http://localhost:1/offer';

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

const NAME = { first_name: 'An', last_name: 'Peeters' };
/** What makes a form show everything that it has, some of it wrong. */
const WRONG = {
  'call-me-back': { ...NAME, phone: '0470 12 34 5', email: 'an.example.be' },
  'click-out': { ...NAME, email: 'an.example.be' },
  insurance: { ...NAME, email: 'an@gmial.com', allow_insurance_call: true, phone: '+31 6 1234567', birthdate: 'gisteren', address_street: 'Kerkstraat' },
  'third-party': { ...NAME, email: 'an.example.be', cellphone: '+31 6 1234567', landline: '0470 12 34 56', company: 'Bakkerij', iban: 'BE00', address_city: 'Gent' },
};
/** What mends it. */
const RIGHT = {
  'call-me-back': { phone: '0470 12 34 56' },
  'click-out': {},
  insurance: { interests: ['car', 'dog'], phone: '+31 6 12345678', birthdate: '24/12/1980', address_nr: '12', address_postal_code: '3500' },
  'third-party': { cellphone: '+31 6 12345678', cellphone_country: 'NL', landline: '011 22 33 44', vat: '0403.019.261', iban: 'BE68 5390 0754 7034' },
};

async function everyState({ slug, lang, theme, width }) {
  const { attributes, colorScheme } = THEMES[theme];
  const context = { colorScheme, viewport: { width, height: 900 } };
  const { page, form } = await visit(on, { form: slug, lang, attributes, about: slug === 'click-out' ? { url: OFFER } : {}, context });
  await page.route(OFFER, (route) => route.fulfill({ status: 204 }));
  await isClean(page, 'empty');

  await form.fill(WRONG[slug]);
  await form.field('first_name').focus();
  await isClean(page, 'filled in, with hints, with what is asked only sometimes, with errors at the fields');
  await form.submit();
  await form.summary().waitFor();
  await isClean(page, 'errors with their summary');

  const posts = await hold(page, LEADS);
  await form.fill({ email: `axe-${slug}-${lang}-${width}@example.be`, ...RIGHT[slug] });
  await page.locator('[name="consent_terms"]').check();
  await form.submit();
  await posts.waiting();
  // A click-out waits for a second only: by then its visitor is gone.
  if (slug !== 'click-out') await page.getByRole('button', { name: form.texts.sending }).waitFor();
  await isClean(page, 'sending');

  await posts.release(json(403, { title: 'no' }));
  const again = page.getByRole('button', { name: form.texts.tryAgain });
  await again.waitFor();
  await isClean(page, 'failed');

  await again.click();
  await posts.waiting();
  await posts.release();
  await form.success().waitFor();
  await isClean(page, 'sent');
  assert.deepEqual(page.errors, []);
  await page.context().close();
}

/** Without JavaScript: the form's own page, the same with errors, the thanks. */
async function everyPage({ slug, lang, theme, width }) {
  const page = await on.browser.open({ locale: lang, ...THEMES[theme], viewport: { width, height: 900 } });
  await page.route(/\/embed\.js/, (route) => route.abort());
  await page.goto(`${on.stack.proxyUrl}/v1/forms/${slug}?${new URLSearchParams({ partner: 'demo', lang, url: OFFER })}`);
  const form = formIn(page, lang, slug);
  await isClean(page, 'own page');
  await form.fill(WRONG[slug]);
  // The browser would hold back what it sees itself.
  await page.locator('form').evaluate((element) => (element.noValidate = true));
  await form.submit();
  await form.summary().waitFor();
  await isClean(page, 'own page with errors');
  await page.locator('[name="consent_terms"]').check();
  if (slug === 'click-out') await page.locator('[name="url"]').evaluate((input) => (input.value = 'https://evil.test/'));
  await form.fill({ email: `native-axe-${slug}-${lang}@example.be`, ...RIGHT[slug] });
  await form.submit();
  if (slug === 'click-out') await page.getByText(form.texts.targetRefused).waitFor();
  else await form.success().waitFor();
  await isClean(page, 'the last page');
  await page.context().close();
}

const named = ({ slug, lang, theme, width }) => `${slug} in ${lang}, ${theme}, ${width} px wide`;

for (const one of combinations({ slug: FORMS, lang: LANGS, theme: Object.keys(THEMES), width: WIDTHS })) {
  test(`${named(one)}: no state of the form has a violation`, () => everyState(one));
}

for (const [one, lang] of pairs(combinations({ slug: FORMS, theme: ['light', 'dark'], width: WIDTHS }), LANGS)) {
  test(`${named({ ...one, lang })}: no page without script has a violation`, () => everyPage({ ...one, lang }));
}
