// A person's path from the partner's page to the CRM, in each language, with the keyboard only.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { focused, formIn } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { until } from './support/until.mjs';

const on = fixture();

/** Opens a partner's page with the keyboard before its first field. */
async function open(lang, { scriptOnly = false } = {}) {
  const { snippet } = await on.stack.snippet({ lang, scriptOnly });
  const page = await on.browser.open({ locale: lang });
  await page.goto(on.stack.pages.set(`/${lang}`, partnerPage(snippet, lang)));
  const form = formIn(page, lang);
  await form.hydrated();
  return { page, form };
}

async function tabTo(page, name) {
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), name);
}

/** Arrow keys until a dated slot is chosen; its value. */
async function chooseDatedSlot(page, form) {
  const value = () => form.field('slot').inputValue();
  for (let presses = 0; presses < 12 && !(await value()).includes('/'); presses++) await page.keyboard.press('ArrowDown');
  assert.match(await value(), /^\d{4}-\d\d-\d\d \d\d:00:00\/\d{4}-\d\d-\d\d \d\d:00:00$/);
  return value();
}

for (const scriptOnly of [false, true]) {
  const way = scriptOnly ? 'inserted by the script' : 'pasted with the page';
  for (const lang of LANGS) {
    test(`${lang}: a form ${way} is filled in with the keyboard and the lead arrives`, async () => {
      const { page, form } = await open(lang, { scriptOnly });
      const email = `keyboard-${lang}-${scriptOnly}@example.be`;
      const typed = { first_name: 'Zoë', last_name: "D'Hondt", phone: '0470 12 34 56', email };
      for (const [name, text] of Object.entries(typed)) {
        await tabTo(page, name);
        await page.keyboard.type(text);
      }
      await tabTo(page, 'slot');
      const [from, until] = (await chooseDatedSlot(page, form)).split('/');
      await tabTo(page, 'remarks');
      await page.keyboard.type('Twee\nregels');
      await page.keyboard.press('Tab');
      assert.ok(await form.button().evaluate((button) => button.matches(':focus')));
      await page.keyboard.press(scriptOnly ? 'Space' : 'Enter');

      await form.success().waitFor();
      const [lead] = await on.stack.arrived(email);
      assert.equal(lead.lead_type, 'call_me_back');
      assert.equal(lead.first_name, 'Zoë');
      assert.equal(lead.last_name, "D'Hondt");
      assert.equal(lead.phone, '0470123456');
      assert.equal(lead.call_at, from);
      assert.equal(lead.call_until, until);
      assert.equal(lead.affiliate_id, '6');
      assert.match(lead.remarks, /^Twee\r?\nregels\b/);
      await thanksHoldTheFacts(page, form, lang, from);
      assert.deepEqual(page.errors, []);
      assert.deepEqual(page.console, []);
      await page.context().close();
    });
  }
}

for (const lang of LANGS) {
  test(`${lang}: after success the focus is on the thanks, they are announced, and one can start again`, async () => {
    const { page, form } = await open(lang);
    await form.fill({ first_name: 'An', last_name: 'Peeters', phone: '0470 12 34 56', email: `again-${lang}@example.be` });
    await page.keyboard.press('Enter');
    await form.success().waitFor();
    await until('the thanks have the focus', async () => (await focused(page)) === 'leadgate-outcome');
    assert.equal(await page.getByRole('status').textContent(), form.texts.success, 'announced');
    await tabTo(page, form.texts.again);
    await page.keyboard.press('Enter');
    await until('the first field has the focus', async () => (await focused(page)) === 'first_name');
    assert.equal(await form.field('email').inputValue(), '');
    await page.context().close();
  });

  test(`${lang}: wrong fields are summed up, the summary leads to them, and an error goes the moment it is mended`, async () => {
    const { page, form } = await open(lang);
    await tabTo(page, 'first_name');
    await tabTo(page, 'last_name');
    await page.keyboard.type('Peeters');
    await tabTo(page, 'phone');
    await page.keyboard.type('0470 12 34 5');
    assert.equal(await form.field('phone').getAttribute('aria-invalid'), null, 'nobody is corrected while typing');
    await tabTo(page, 'email');
    assert.equal(await form.field('phone').getAttribute('aria-invalid'), 'true');
    assert.ok((await form.description('phone')).endsWith(form.texts.phoneTooShort));
    await page.keyboard.type('an.example.be');
    await page.keyboard.press('Enter');

    await form.summary().waitFor();
    await until('the summary has the focus', async () => (await focused(page)) === 'leadgate-summary');
    const links = form.summary().getByRole('link');
    const sentences = [form.texts.firstNameMissing, form.texts.phoneTooShort, form.texts.emailNoAt];
    assert.deepEqual(await links.allTextContents(), sentences);
    for (const sentence of sentences.slice(0, 2)) await tabTo(page, `${sentence}`);
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'phone');
    assert.ok(!page.url().includes('#'), 'the address of the page stays as it is');

    await page.keyboard.press('End');
    await page.keyboard.type('6');
    assert.equal(await form.field('phone').getAttribute('aria-invalid'), null);
    assert.ok(!(await form.description('phone')).includes(form.texts.phoneTooShort));
    assert.deepEqual(await links.allTextContents(), [form.texts.firstNameMissing, form.texts.emailNoAt]);
    await page.context().close();
  });

  test(`${lang}: a single wrong field takes the focus itself`, async () => {
    const { page, form } = await open(lang);
    await form.fill({ first_name: 'An', last_name: 'Peeters', email: 'single@example.be', phone: '0470 12 34 5' });
    await form.field('email').focus();
    await page.keyboard.press('Enter');
    await until('the wrong field has the focus', async () => (await focused(page)) === 'phone');
    assert.equal(await form.summary().count(), 0);
    await page.context().close();
  });
}

/** Day, hours and number, in the page's language. */
async function thanksHoldTheFacts(page, form, lang, from) {
  await until('the thanks have the focus', async () => (await focused(page)) === 'leadgate-outcome');
  const { day, from: hour, phone } = await form.promise();
  const date = new Date(`${from.replace(' ', 'T')}Z`);
  const weekday = new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' }).format(date);
  assert.ok(day.startsWith(weekday), `${day} is a ${weekday}`);
  assert.ok(day.includes(String(date.getUTCDate())), day);
  assert.equal(parseInt(hour, 10), date.getUTCHours());
  assert.equal(phone, '0470 12 34 56');
}
