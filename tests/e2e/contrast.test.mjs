// What is not text, but has to be seen: where a control is, whether it is ticked, whether it is wrong,
// whether it has the focus. Measured on the pixels, so that what the browser paints itself counts, too.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { change, contrast, edge, edgeContrast, edgeWidth } from './support/edges.mjs';
import { ROOT } from './support/stack.mjs';
import { fixture } from './support/fixture.mjs';
import { visit } from './support/visit.mjs';

const on = fixture();
const looks = await readFile(join(ROOT, 'www/demo/themes.css'), 'utf8');

/** WCAG 1.4.11 and 2.4.13: of what is not text. */
const LEAST = 3;

const light = { css: 'html { color-scheme: light }' };
const dark = { css: 'html { color-scheme: dark; background: #000 }' };
const demo = (name, { css }) => ({ css: css + looks, attributes: `class="leadgate-${name}"` });
const forced = (colorScheme) => ({ context: { forcedColors: 'active', colorScheme } });
const THEMES = {
  light,
  dark,
  contrast: { ...light, attributes: 'theme="contrast"' },
  'contrast on dark': { ...dark, attributes: 'theme="contrast"' },
  warm: demo('warm', light),
  'warm on dark': demo('warm', dark),
  compact: demo('compact', light),
  'compact on dark': demo('compact', dark),
  'forced colours': forced('light'),
  'forced colours on dark': forced('dark'),
};

for (const [name, options] of Object.entries(THEMES)) {
  test(`${name}: controls, ticks, errors and the focus are seen`, async () => {
    const { page, form } = await visit(on, { form: 'insurance', ...options });
    await form.fill({ address_city: 'Gent' });
    const controls = {
      text: form.field('email'),
      list: form.field('address_country'),
      lines: form.field('remarks'),
      box: form.choice('interests', 'car'),
      flag: form.field('allow_insurance_call'),
      button: form.button(),
    };
    const flaws = [];
    const check = (what, isRight) => isRight || flaws.push(what);
    const look = async (control) => {
      await page.mouse.move(0, 0);
      return edge(page, control);
    };

    const plain = {};
    for (const [what, control] of Object.entries(controls)) {
      await control.scrollIntoViewIfNeeded();
      await control.blur();
      plain[what] = await look(control);
      const ratio = edgeContrast(plain[what]);
      check(`the edge of ${what}: ${ratio.toFixed(2)}`, ratio >= LEAST);
      await control.evaluate((element) => element.focus({ focusVisible: true }));
      const ring = await look(control);
      const ratioOfRing = change(plain[what].slice(0, 10), ring.slice(0, 10));
      check(`the focus on ${what}: ${ratioOfRing.toFixed(2)}`, ratioOfRing >= LEAST);
      check(`the ring around ${what}: ${edgeWidth(ring, LEAST)} px`, edgeWidth(ring, LEAST) >= 2);
      await control.blur();
    }

    await controls.flag.check();
    await controls.flag.blur();
    const ticked = await look(controls.flag);
    check(`the tick: ${change(plain.flag, ticked).toFixed(2)}`, change(plain.flag, ticked) >= LEAST);
    const inside = ticked.slice(12, 32);
    const tick = Math.max(...inside.map((pixel) => contrast(pixel, inside[1])));
    check(`the tick in its box: ${tick.toFixed(2)}`, tick >= LEAST);

    await form.submit();
    await form.summary().waitFor();
    for (const what of ['text', 'box']) {
      await controls[what].scrollIntoViewIfNeeded();
      const wrong = await look(controls[what]);
      check(`the edge of wrong ${what}: ${edgeContrast(wrong).toFixed(2)}`, edgeContrast(wrong) >= LEAST);
      // Not by colour alone: the line is thicker, the sentence stands below.
      const widths = [plain[what], wrong].map((pixels) => edgeWidth(pixels, LEAST));
      check(`the line of wrong ${what}: ${widths.join(' px, then ')} px`, widths[1] > widths[0]);
    }
    assert.deepEqual(flaws, []);
    await page.context().close();
  });
}
