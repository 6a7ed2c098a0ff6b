// A click lands where it was aimed. A field is left when the pointer goes down, and what is wrong
// with it may need lines that push the rest of the form away before the pointer comes up.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';
import { visit } from './support/visit.mjs';

const on = fixture();

/** So narrow that a sentence takes several lines. */
const NARROW = { viewport: { width: 320, height: 900 } };
const SLIP = 'an.peeters@gmial.com';

/** Presses and lets go at the middle of something, as slowly as people do: the page has time to move. */
async function click(page, locator) {
  await locator.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await locator.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.mouse.up();
}

const open = (form, options) => visit(on, { form, lang: 'de', context: NARROW, ...options });

test('a box is ticked though the hint above it has just come', async () => {
  const { page, form } = await open('insurance');
  await form.fill({ email: SLIP });
  await click(page, form.field('interested_in_insurance'));
  assert.equal(await form.field('interested_in_insurance').isChecked(), true);
  await page.locator('.hint-use').waitFor();
  await page.context().close();
});

test('a group is opened though the error above it has just come', async () => {
  const { page, form } = await open('third-party');
  await form.fill({ iban: 'BE68 ABCD EFGH IJKL' });
  await click(page, form.address());
  assert.ok(await form.field('address_street').isVisible());
  assert.equal(await form.field('iban').getAttribute('aria-invalid'), 'true');
  await page.context().close();
});

test('the button sends though the error above it has just come', async () => {
  const { page, form } = await open('click-out', { about: { url: 'http://localhost:1/' } });
  await form.fill({ first_name: 'An', last_name: 'Peeters', email: 'an..peeters@example.be' });
  await click(page, form.button());
  await until('the field is told to be wrong', async () => (await form.field('email').getAttribute('aria-invalid')) === 'true');
  await until('and has the focus', () => form.field('email').evaluate((control) => control.matches(':focus')));
  await page.context().close();
});

test('a link of the page below the form is followed though an error has just come', async () => {
  const { page, form } = await open('click-out');
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<a href="#followed">Mehr</a>'));
  await form.fill({ email: 'an..peeters@example.be' });
  await click(page, page.getByRole('link', { name: 'Mehr' }));
  await page.waitForURL(/#followed$/);
  await page.context().close();
});

test('a tap on a screen lands, too', async () => {
  const { page, form } = await open('insurance', { context: { ...NARROW, hasTouch: true } });
  await form.fill({ email: SLIP });
  await form.field('allow_insurance_call').tap();
  assert.equal(await form.field('allow_insurance_call').isChecked(), true);
  await page.context().close();
});

test('who leaves a field with the keyboard is told at once', async () => {
  const { page, form } = await open('call-me-back');
  await form.fill({ phone: '0470 12 34 5' });
  await form.field('phone').press('Tab');
  assert.ok(await form.isWrong('phone', form.texts.phoneTooShort));
  await page.context().close();
});
