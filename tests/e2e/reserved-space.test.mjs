// Nothing moves when a form comes: the space that a script-only snippet reserves is enough for every form, in every language,
// at every width, in narrow and in wide fonts, and not much more than enough; and the browser counts no layout shift, from
// the first paint until the form was filled in, sent in vain, and sent.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { hold } from './support/hold.mjs';
import { partnerPage } from './support/page-server.mjs';
import { FORMS } from './support/stack.mjs';
import { CONSENTS, fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';

const forms = Object.fromEntries(FORMS.map((form) => [form, ['crm']]));
const on = fixture({
  settings: {
    ...CONSENTS,
    company: { name: 'Vergelijkingsmaatschappij', phone: '02 555 01 23', privacy_url: 'https://example.be/privacy' },
    'forms.insurance': { ask: ['gender', 'segment'] },
    'partners.anonymous': { origins: ['http://partner.example'], affiliate_id: 6, click_out_hosts: ['supplier.example'], anonymous: ['click-out'], forms: { 'click-out': ['crm'] } },
  },
});

const LOADER = /\/embed\.js/;
const FONTS = ['Liberation Sans Narrow', 'Liberation Serif', 'Liberation Sans', 'DejaVu Sans'];
/** From the narrowest that is promised until nothing changes any more. */
const WIDTHS = [240, 256, 271, 272, 288, 304, 320, 336, 343, 360, 375, 376, 400, 440, 480, 700];
/** Space that may stay empty, in px: up to ten lines less in a narrow font. */
const SPARE = 230;

const element = (page) => page.locator('leadgate-form');

/** The element's height at each width in each font, in px. */
const heights = (page) => element(page).evaluate((form, [fonts, widths]) => fonts.flatMap((font) => {
  document.body.style.fontFamily = font;
  return widths.map((width) => {
    form.style.width = `${width}px`;
    return Math.ceil(form.getBoundingClientRect().height);
  });
}), [FONTS, WIDTHS]);

const rows = [...FORMS.map((form) => [form, 'demo']), ['click-out', 'anonymous']];
for (const [form, partner] of rows) {
  test(`the room kept for ${form} of ${partner} holds it in every language, font and width, and little more`, async () => {
    const page = await on.browser.open({ viewport: { width: 1200, height: 900 } });
    await page.route(LOADER, (route) => route.abort());
    for (const lang of LANGS) {
      const show = async (path, options) => {
        const { snippet } = await on.stack.snippet({ form, partner, lang, ...options });
        await page.goto(on.stack.pages.set(path, partnerPage(snippet, lang)));
        return heights(page);
      };
      const needed = await show('/whole', {});
      const kept = await show('/kept', { scriptOnly: true });
      const at = (index) => `${lang}, ${FONTS[Math.floor(index / WIDTHS.length)]}, ${WIDTHS[index % WIDTHS.length]} px wide: ${needed[index]} px needed, ${kept[index]} kept`;
      const wrong = needed.flatMap((height, index) => (kept[index] < height || kept[index] > height + SPARE ? [at(index)] : []));
      assert.deepEqual(wrong, []);
    }
    await page.context().close();
  });
}

/** Has the page count what moves, also what a browser forgives because something was pressed just before. */
const countShifts = (page) => page.addInitScript(() => {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const moved = sources.map(({ node, previousRect, currentRect }) => `${node?.outerHTML ?? node?.nodeName}`.slice(0, 80) + ` ${JSON.stringify(previousRect)} -> ${JSON.stringify(currentRect)}`);
      globalThis.shifts.push({ value, hadRecentInput, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
});
/** What moved until now; two frames later the browser has told. */
const shifts = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(globalThis.shifts))))));

const BELOW = '<p>Wat hieronder staat, blijft waar het is.</p>'.repeat(4);

for (const [way, options] of [['by script only', { scriptOnly: true }], ['pasted whole', {}]]) {
  for (const width of [320, 768, 1200]) {
    test(`nothing moves when a form ${way} comes and is hydrated, ${width} px wide`, async () => {
      for (const form of FORMS) {
        const { snippet } = await on.stack.snippet({ form, ...options });
        // High enough for all of it: what is out of sight does not count.
        const page = await on.browser.open({ viewport: { width, height: 2600 } });
        await countShifts(page);
        const loader = await hold(page, LOADER);
        await page.goto(on.stack.pages.set('/still', partnerPage(snippet + BELOW)), { waitUntil: 'commit' });
        await loader.waiting();
        // Painted without the form, as on a slow line.
        await shifts(page);
        await loader.release();
        await formIn(page, 'nl', form).hydrated();
        assert.deepEqual(await shifts(page), [], form);
        await page.context().close();
      }
    });
  }
}

test('nothing moves while the form is filled in, by what is wrong or by what is said', async () => {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open({ viewport: { width: 768, height: 1600 } });
  await countShifts(page);
  await page.goto(on.stack.pages.set('/filled', partnerPage(snippet + BELOW)));
  const form = formIn(page);
  await form.hydrated();
  await form.fill({ ...person('an@gmial.com'), phone: '0470' });
  await form.field('remarks').focus();
  await page.locator('[aria-invalid="true"]').waitFor();
  assert.deepEqual(await shifts(page), []);
  await page.context().close();
});
