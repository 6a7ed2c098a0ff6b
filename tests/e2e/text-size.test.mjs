// Text that people make larger or wider, narrow windows and mirrored pages: nothing is cut off, covers
// anything or sticks out, from the empty form to the thanks. The longest forms, in the longest words.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { layoutFlaws } from './support/layout.mjs';
import { pairs } from './support/matrix.mjs';
import { fixture } from './support/fixture.mjs';
import { visit } from './support/visit.mjs';

const on = fixture();

const LARGE = 'style="--leadgate-font-size: 32px"';
const NARROW = { width: 320, height: 900 };
/** The least that WCAG 1.4.12 wants to be possible, set where a style sheet of the visitor's own would. */
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';

const LOOKS = {
  'text of twice the size': { attributes: LARGE, context: { viewport: { width: 1280, height: 900 } } },
  'text of twice the size in a narrow window': { attributes: LARGE, context: { viewport: NARROW } },
  'zoomed to 200 %': { context: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 } },
  'zoomed to 400 %': { context: { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 } },
  'more space in its text': { inner: SPACED, context: { viewport: NARROW } },
  'mirrored, in a narrow window': { css: 'html { direction: rtl }', context: { viewport: NARROW } },
};

const WRONG = { first_name: 'An', last_name: 'Peeters', email: 'a..n@vb.be', address_street: 'Kerkstraat' };
const RIGHT = { email: 'a.n@vb.be', address_street: '' };
const FORMS = [
  ['insurance', 'de', { ...WRONG, allow_insurance_call: true, birthdate: 'gestern' }, { ...RIGHT, interests: ['car'], birthdate: '', phone: '+31 6 12345678' }],
  ['third-party', 'fr', { ...WRONG, company: 'Bakkerij', landline: '0470 12 34 56' }, { ...RIGHT, company: '', landline: '011 22 33 44' }],
];

for (const [look, [slug, lang, wrong, right]] of pairs(Object.keys(LOOKS), FORMS)) {
  test(`${slug} in ${lang}, ${look}: everything can be read`, async () => {
    const { inner, ...options } = LOOKS[look];
    const { page, form } = await visit(on, { form: slug, lang, ...options });
    if (inner) {
      await page.locator('leadgate-form').evaluate((element, css) => {
        element.shadowRoot.append(Object.assign(document.createElement('style'), { textContent: css }));
      }, inner);
    }
    const isSound = async (state) => assert.deepEqual(await layoutFlaws(page), [], state);
    await isSound('empty');
    await form.fill(wrong);
    await form.submit();
    await form.summary().waitFor();
    await isSound('errors');
    await form.fill(right);
    await form.submit();
    await form.success().waitFor();
    await isSound('thanks');
    await page.context().close();
  });
}
