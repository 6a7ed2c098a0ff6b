// Each form with the keyboard alone: Tab goes through everything that is seen in the order in which it
// is read, the focus is seen wherever it stands, and Enter, Space and Escape do what they always do.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focused } from './support/form.mjs';
import { inSight, stops } from './support/keyboard.mjs';
import { pairs } from './support/matrix.mjs';
import { partnerPage, startPages } from './support/page-server.mjs';
import { FORMS, SUPPLIER_HOST } from './support/stack.mjs';
import { CONSENTS, fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { until } from './support/until.mjs';
import { visit } from './support/visit.mjs';

let offer;
const on = fixture({ settings: { ...CONSENTS, company: { privacy_url: 'http://127.0.0.1:1/privacy' } } }, async () => {
  const supplier = await startPages(SUPPLIER_HOST);
  offer = supplier.set('/offer', partnerPage(''));
  return supplier.stop;
});

const open = (form, options) => visit(on, { form, about: form === 'click-out' ? { url: offer } : {}, ...options });

const CASES = FORMS.map((form, index) => [form, LANGS[index]]);
const WAYS = [
  ['with script', {}],
  ['without script', { scripts: false }],
  ['right to left', { css: 'html { direction: rtl }' }],
];

for (const [[slug, lang], [way, options]] of pairs(CASES, WAYS)) {
  test(`${slug}, ${way}: Tab goes where the eye goes, through everything, and back`, async () => {
    const { page, form } = await open(slug, { lang, ...options });
    await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<a href="#after">After</a>'));
    if (await form.address().count()) {
      // With the keyboard, too: the group's heading opens it.
      await form.address().focus();
      await page.keyboard.press('Enter');
      await form.field('address_street').waitFor();
    }
    await page.locator('h1').click(); // The walk starts before the form.
    const seen = await inSight(page);
    const there = await stops(page);
    assert.deepEqual(there.map(({ key }) => key), seen);
    assert.deepEqual(there.filter(({ isMarked }) => !isMarked), [], 'the focus is marked');
    assert.deepEqual(there.filter(({ isInWindow }) => !isInWindow), [], 'and within the window');
    const back = await stops(page, 'Shift+Tab');
    assert.deepEqual(back.map(({ key }) => key).reverse(), seen);
    await page.context().close();
  });
}

for (const [slug, lang] of CASES) {
  test(`${slug}: Escape takes nothing away, and Enter in a field sends: several errors have the focus in their summary`, async () => {
    const { page, form } = await open(slug, { lang });
    await form.field('first_name').focus();
    await page.keyboard.type('Zoë');
    await page.keyboard.press('Escape');
    assert.equal(await form.field('first_name').inputValue(), 'Zoë');
    assert.equal(await focused(page), 'first_name');
    await page.keyboard.press('Enter');
    await until('the summary has the focus', async () => (await focused(page)) === 'leadgate-summary');
    const links = await form.summary().getByRole('link').count();
    for (let link = 0; link < links; link++) {
      await form.summary().focus();
      for (let presses = 0; presses <= link; presses++) await page.keyboard.press('Tab');
      const sentence = await focused(page);
      await page.keyboard.press('Enter');
      const wrong = await page.evaluate(() => {
        const active = document.activeElement.shadowRoot.activeElement;
        const ids = active.getAttribute('aria-describedby').split(' ');
        const words = ids.map((id) => active.getRootNode().getElementById(id).textContent).join(' ');
        return { invalid: active.getAttribute('aria-invalid'), words };
      });
      assert.equal(wrong.invalid, 'true', sentence);
      assert.ok(wrong.words.endsWith(sentence), `${wrong.words} ends with ${sentence}`);
    }
    await page.context().close();
  });
}

/** What a form needs beside a name and an address. */
const NEEDED = { 'call-me-back': { phone: '0470 12 34 56' }, 'click-out': {}, insurance: { interests: ['dog'] }, 'third-party': { cellphone: '0470 12 34 56' } };

/** What is pressed at each control on the way: text is typed, a key in brackets is pressed. */
const NAME = { first_name: 'Zoë', last_name: "D'Hondt" };
const PATHS = {
  'call-me-back': { ...NAME, phone: '0470123456', email: 'keys-call-me-back@example.be', slot: '[ArrowDown]', consent_terms: '[Space]' },
  'click-out': { ...NAME, email: 'keys-click-out@example.be', consent_terms: '[Space]' },
  insurance: { interests: '[Space]', ...NAME, email: 'keys-insurance@example.be', allow_insurance_call: '[Space]', phone: '0470123456', consent_terms: '[Space]' },
  'third-party': { gender: '[ArrowDown]', ...NAME, email: 'keys-third-party@example.be', landline: '011223344', company: 'Bakkerij', vat: '0403019261', is_hot: '[Space]', consent_terms: '[Space]' },
};

for (const [slug, lang] of CASES) {
  test(`${slug}: from the first field to the CRM without a mouse`, async () => {
    const { page, form } = await open(slug, { lang });
    const path = { ...PATHS[slug] };
    const done = () => Object.keys(path).length === 0;
    for (let presses = 0; presses < 60 && !done(); presses++) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      const keys = path[name];
      if (keys === undefined) continue;
      delete path[name];
      if (keys.startsWith('[')) await page.keyboard.press(keys.slice(1, -1));
      else await page.keyboard.type(keys);
    }
    assert.ok(done(), `never came to ${Object.keys(path)}`);
    while (!(await form.button().evaluate((button) => button.matches(':focus')))) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    if (slug === 'click-out') await page.waitForURL(offer);
    else await form.success().waitFor();
    const lead = await on.stack.told(PATHS[slug].email);
    assert.equal(lead.first_name, 'Zoë');
    if (slug === 'insurance') assert.deepEqual([lead.interests, lead.allow_insurance_call], [['car'], '1']);
    if (slug === 'third-party') assert.deepEqual([lead.gender, lead.vat, lead.is_hot], ['1', 'BE0403.019.261', '1']);
    await page.context().close();
  });

  test(`${slug}: one error has the focus itself`, async () => {
    const { page, form } = await open(slug, { lang });
    await form.fill({ ...NAME, email: 'an@example.be', ...NEEDED[slug] });
    await form.field('email').press('Enter');
    await until('the box has the focus', async () => (await focused(page)) === 'consent_terms');
    assert.equal(await form.summary().count(), 0);
    await page.keyboard.press('Space');
    assert.notEqual(await page.locator('[name="consent_terms"]').getAttribute('aria-invalid'), 'true');
    await page.context().close();
  });
}

for (const [slug, lang] of CASES) {
  test(`${slug}, without script: the answer begins at what is wrong, and its title says so`, async () => {
    const { page, form } = await open(slug, { lang, scripts: false });
    const sent = async () => {
      // The browser would hold back what it sees itself.
      await page.locator('form').evaluate((element) => (element.noValidate = true));
      await form.submit();
      await page.waitForURL(`**/v1/leads/${slug}`);
      assert.ok((await page.title()).startsWith(form.texts.summary), await page.title());
    };
    await form.fill(NAME);
    await sent();
    await until('the summary has the focus', async () => (await focused(page)) === 'leadgate-summary');
    await form.fill({ email: 'an@example.be', ...NEEDED[slug] });
    await sent();
    await until('the box has the focus', async () => (await focused(page)) === 'consent_terms');
    await page.context().close();
  });
}
