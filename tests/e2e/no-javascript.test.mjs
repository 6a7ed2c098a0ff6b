// JavaScript off: the browser posts the form itself and the proxy answers with pages.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { pairs } from './support/matrix.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';

const on = fixture();

const ownPage = (lang = 'nl') => `${on.stack.proxyUrl}/v1/forms/call-me-back?partner=demo&lang=${lang}`;

const pasted = async (lang = 'nl') => {
  const { snippet } = await on.stack.snippet({ lang });
  return on.stack.pages.set(`/${lang}`, partnerPage(snippet, lang));
};

async function open(url, lang) {
  const page = await on.browser.open({ javaScriptEnabled: false });
  await page.goto(url);
  return { page, form: formIn(page, lang) };
}

async function onlyOnce(email) {
  await on.stack.arrived(email);
  await on.stack.settled();
  assert.equal((await on.stack.arrived(email)).length, 1);
}

const WAYS = [
  ['on a page of its own', ownPage],
  ["pasted into the partner's page", pasted],
];

for (const [lang, [name, url]] of pairs(LANGS, WAYS)) {
  test(`${lang}: the form ${name} is posted, the answer thanks and leads back`, async () => {
    const { page, form } = await open(await url(lang), lang);
    const email = `native-${url.name}-${lang}@example.be`;
    await form.fill({ ...person(email), slot: 'afternoon', remarks: 'Graag na de middag' });
    await form.submit();
    await form.success().waitFor();
    assert.equal((await form.promise()).phone, '0470 12 34 56');
    const [lead] = await on.stack.arrived(email);
    assert.equal(lead.first_name, 'An');
    assert.equal(lead.phone, '0470123456');
    assert.match(lead.remarks, /^Graag na de middag/);
    const back = await page.getByRole('link', { name: form.texts.back }).getAttribute('href');
    assert.equal(new URL(back).origin, on.stack.pages.origin);
    await page.context().close();
  });
}

for (const [lang, [name, url]] of pairs(LANGS, [...WAYS].reverse())) {
  test(`${lang}: a wrong number in the form ${name} is shown with what was typed, and the corrected form arrives`, async () => {
    const { page, form } = await open(await url(lang), lang);
    const email = `native-wrong-${url.name}-${lang}@example.be`;
    const remarks = 'Een "vraag" met <b>tekens</b> & regels\nen nog een';
    await form.fill({ ...person(email), phone: '0470 12 34 5', slot: 'morning', remarks });
    await form.submit();
    await page.waitForURL('**/v1/leads/call-me-back');
    assert.ok((await form.description('phone')).endsWith(form.texts.phoneTooShort));
    assert.equal(await form.field('phone').getAttribute('aria-invalid'), 'true');
    const kept = {};
    for (const name of ['first_name', 'last_name', 'phone', 'email', 'slot', 'remarks']) kept[name] = await form.field(name).inputValue();
    assert.deepEqual(kept, { ...person(email), phone: '0470 12 34 5', slot: 'morning', remarks });
    await form.fill({ phone: '0470 12 34 56' });
    await form.submit();
    await form.success().waitFor();
    const [lead] = await on.stack.arrived(email);
    assert.equal(lead.remarks.replaceAll('\r', '').replace(/\s*\[leadgate .*\]$/, ''), remarks);
    await page.context().close();
  });
}

test('several wrong fields are each explained', async () => {
  const { page, form } = await open(ownPage());
  await form.fill({ ...person('native-several@example'), phone: '0470 12 34 5' });
  await form.submit();
  await form.summary().waitFor();
  assert.equal(await form.summary().getByRole('link').count(), 2);
  for (const name of ['phone', 'email']) assert.equal(await form.field(name).getAttribute('aria-invalid'), 'true');
  await page.context().close();
});

test('a click on the summary of the answer page leads to the field', async () => {
  const { page, form } = await open(ownPage());
  await form.fill({ ...person('native-summary@example'), phone: '0470 12 34 5' });
  await form.submit();
  await form.summary().getByRole('link', { name: form.texts.phoneTooShort }).click();
  await page.waitForURL(/#leadgate-phone$/);
  await page.context().close();
});

test('the answer that is loaded again is the same lead', async () => {
  const { page, form } = await open(await pasted());
  await form.fill(person('native-reload@example.be'));
  await form.submit();
  await form.success().waitFor();
  await page.reload();
  await form.success().waitFor();
  await onlyOnce('native-reload@example.be');
  await page.context().close();
});

test('Back and submit once more is the same lead', async () => {
  const { page, form } = await open(await pasted());
  await form.fill(person('native-back@example.be'));
  await form.submit();
  await form.success().waitFor();
  await page.goBack();
  await form.fill(person('native-back@example.be'));
  await form.submit();
  await form.success().waitFor();
  await onlyOnce('native-back@example.be');
  await page.context().close();
});

test('a double click is one lead', async () => {
  const { page, form } = await open(await pasted());
  await form.fill(person('native-double@example.be'));
  await form.button().dblclick();
  await form.success().waitFor();
  await onlyOnce('native-double@example.be');
  await page.context().close();
});
