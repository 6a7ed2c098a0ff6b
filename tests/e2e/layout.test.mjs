// The layout of every form in every language: 320, 768 and 1280 px wide, light, dark, forced colours,
// high contrast, right to left, with the text spacing and the zoom that WCAG asks for. Nothing sticks
// out, is cut off, covers anything or moves. LEADGATE_SCREENSHOTS=folder keeps the pictures.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { formIn } from './support/form.mjs';
import { layoutFlaws, places } from './support/layout.mjs';
import { pairs } from './support/matrix.mjs';
import { fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';

const FORMS = ['call-me-back', 'click-out', 'insurance', 'third-party'];
const MARKETING = {
  'consents.marketing': { required: true, forms: FORMS, current: '2026-11' },
  'consents.marketing.texts.2026-11': { nl: 'Mail mij tips.', fr: 'Envoyez-moi des conseils.', en: 'Mail me tips.', de: 'Mailen Sie mir Tipps.' },
};
const on = fixture({ settings: { ...MARKETING, 'partners.demo': { forms: Object.fromEntries(FORMS.map((form) => [form, ['crm']])) } } });

const WIDTHS = [320, 768, 1280];
const RTL = { css: 'html { direction: rtl }' };
/** What WCAG 1.4.12 lets people set; inside the form, where their style sheet reaches. */
const SPACED = { inner: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }' };
const LOOKS = {
  light: {},
  dark: { context: { colorScheme: 'dark' }, css: 'html { color-scheme: light dark }' },
  'forced colours': { context: { forcedColors: 'active' } },
  'right to left': RTL,
  contrast: { attributes: 'theme="contrast"' },
  'more text spacing': SPACED,
  warm: { attributes: 'style="--leadgate-space:20px;--leadgate-padding:24px;--leadgate-radius:16px;--leadgate-font-size:20px"' },
};

async function open(form, lang, width, look = {}) {
  const { snippet } = await on.stack.snippet({ form, lang });
  const page = await on.browser.open({ locale: lang, viewport: { width, height: 900 }, ...look.context });
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Partner</title>`;
  const style = `<style>body { margin: 8px; font-family: "Liberation Sans" } ${look.css ?? ''}</style>`;
  const element = snippet.replace('<leadgate-form ', `<leadgate-form ${look.attributes ?? ''} `);
  const path = `/${form}-${lang}`;
  await page.goto(on.stack.pages.set(path, `<!doctype html><html lang="${lang}"><head>${head}${style}</head><body>${element}</body></html>`));
  await formIn(page, lang).hydrated();
  if (look.inner) {
    await page.locator('leadgate-form').evaluate((element, css) => {
      element.shadowRoot.append(Object.assign(document.createElement('style'), { textContent: css }));
    }, look.inner);
  }
  return page;
}

const groups = (page) => page.locator('leadgate-form details');

async function openGroups(page) {
  for (const group of await groups(page).all()) await group.evaluate((element) => (element.open = true));
}

async function keepPicture(page, name) {
  const folder = process.env.LEADGATE_SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name.replaceAll(/[^a-z0-9]+/g, '-')}.png`), fullPage: true });
}

const rows = FORMS.flatMap((form) => LANGS.map((lang) => [form, lang]));
const columns = Object.keys(LOOKS).flatMap((look) => WIDTHS.map((width) => [look, width]));

// More looks than forms: this way round each of both is there.
for (const [[look, width], [form, lang]] of pairs(columns, rows)) {
  test(`${form} in ${lang}, ${look}, ${width} px wide: the layout is sound, empty and with errors`, async () => {
    const page = await open(form, lang, width, LOOKS[look]);
    const name = `${form} ${lang} ${look} ${width}`;
    assert.deepEqual(await layoutFlaws(page), [], 'empty');
    await openGroups(page);
    await keepPicture(page, name);
    assert.deepEqual(await layoutFlaws(page), [], 'groups open');
    await page.locator('leadgate-form [type="submit"]').click();
    await page.locator('leadgate-form [aria-invalid="true"]').first().waitFor();
    await keepPicture(page, `${name} errors`);
    assert.deepEqual(await layoutFlaws(page), [], 'errors');
    await page.context().close();
  });
}

test('at 400 % zoom of a small window nothing scrolls sideways', async () => {
  for (const form of FORMS) {
    // 1280 × 1024 at 400 %, as WCAG 1.4.10 measures it.
    const page = await open(form, 'de', 320, { context: { deviceScaleFactor: 4, viewport: { width: 320, height: 256 } } });
    await openGroups(page);
    assert.deepEqual(await layoutFlaws(page), [], form);
    await page.context().close();
  }
});

test('nothing moves when a field turns out wrong, and when it is mended', async () => {
  for (const theme of ['auto', 'contrast']) {
    for (const forcedColors of ['none', 'active']) {
      const page = await open('call-me-back', 'nl', 768, { context: { forcedColors }, attributes: `theme="${theme}"` });
      const form = formIn(page);
      const before = await places(page);
      await form.fill({ phone: '0470 12 34 5', email: 'an.example.be' });
      await form.field('remarks').focus();
      await page.locator('leadgate-form [aria-invalid="true"]').nth(1).waitFor();
      assert.deepEqual(await places(page), before, 'wrong');
      await form.fill({ phone: '0470 12 34 56', email: 'an@example.be' });
      assert.deepEqual(await places(page), before, 'mended');
      await page.context().close();
    }
  }
});

test('nothing moves when a hint comes, and its button takes it', async () => {
  const page = await open('call-me-back', 'nl', 768);
  const form = formIn(page);
  const before = await places(page);
  await form.fill({ phone: '+31 6 12345678', email: 'an@gmial.com' });
  await form.field('remarks').focus();
  const use = page.locator('leadgate-form .hint-use');
  await use.waitFor();
  assert.deepEqual(await places(page), before);
  assert.deepEqual(await layoutFlaws(page), []);
  await use.click();
  assert.equal(await form.field('email').inputValue(), 'an@gmail.com');
  await page.context().close();
});

test('the form is mirrored on a page from right to left, and its sentences stay themselves', async () => {
  const page = await open('call-me-back', 'nl', 600, RTL);
  const form = formIn(page);
  const [first, last] = await Promise.all(['first_name', 'last_name'].map((name) => form.field(name).boundingBox()));
  assert.ok(first.x > last.x, 'the first field is on the right');
  const help = page.locator('leadgate-form .help').first();
  const [words, stop] = await help.evaluate((element) => {
    const text = element.firstChild;
    const box = (from, to) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect();
    };
    const { length } = text.data.trimEnd();
    return [box(0, 1).left, box(length - 1, length).left];
  });
  assert.ok(stop > words, 'a Dutch sentence ends on its right');
  await page.context().close();
});

test('on paper the form is dark on white and has no buttons', async () => {
  const page = await open('insurance', 'nl', 768, { attributes: 'theme="dark"' });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('leadgate-form [type="submit"]').isVisible(), false);
  const colours = await page.locator('leadgate-form .leadgate').evaluate((root) => {
    const { color, backgroundColor } = getComputedStyle(root);
    return [color, backgroundColor];
  });
  assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  await page.context().close();
});

test('nothing of the form is animated', async () => {
  const page = await open('insurance', 'nl', 768);
  const moving = await page.locator('leadgate-form .leadgate').evaluate((root) =>
    [...root.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return transitionDuration !== '0s' || animationName !== 'none';
    }).length,
  );
  assert.equal(moving, 0);
  await page.context().close();
});

test('a field that takes the focus is not hidden by what the page pins to its window', async () => {
  const bars = 'body { padding-block: 100px } header, footer { position: fixed; inset-inline: 0; height: 80px; background: red; z-index: 99 } header { top: 0 } footer { bottom: 0 }';
  const page = await open('insurance', 'nl', 400, { css: bars, context: { viewport: { width: 400, height: 500 } } });
  await page.evaluate(() => document.body.append(document.createElement('header'), document.createElement('footer')));
  await openGroups(page);
  const seen = () =>
    page.evaluate(() => {
      const active = document.activeElement.shadowRoot?.activeElement;
      if (!active) return null;
      const { top, bottom } = active.getBoundingClientRect();
      return { name: active.name || active.localName, covered: top < 80 || bottom > innerHeight - 80 };
    });
  await page.locator('leadgate-form .control').first().focus();
  for (let now = await seen(); now; now = await seen()) {
    // Of a text area Chromium brings the caret into view, not the whole: there a page has to set `scroll-padding`.
    if (now.name !== 'remarks') assert.equal(now.covered, false, now.name);
    await page.keyboard.press('Tab');
  }
  await page.context().close();
});
