// Light, dark and contrast: which of them a page gets, and that everything can be read in each.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { formIn } from './support/form.mjs';
import { fixture } from './support/fixture.mjs';
import { ROOT } from './support/stack.mjs';

const on = fixture({ settings: { company: { privacy_url: 'http://127.0.0.1:1/privacy' } } });
const themes = await readFile(join(ROOT, 'www/demo/themes.css'), 'utf8');

/** WCAG: text of any size, and its enhanced form; what is not text, such as the line of a control. */
const TEXT = 4.5;
const ENHANCED = 7;
const LINE = 3;

async function open({ css = '', meta = '', attributes = '', context = {} }) {
  const { snippet } = await on.stack.snippet();
  const page = await on.browser.open({ viewport: { width: 600, height: 900 }, ...context });
  const element = snippet.replace('<leadgate-form ', `<leadgate-form ${attributes} `);
  const html = `<!doctype html><html lang="nl"><meta charset="utf-8">${meta}<link rel="icon" href="data:,"><title>Partner</title><style>${css}</style><body>${element}</body></html>`;
  await page.goto(on.stack.pages.set('/colours', html));
  await formIn(page).hydrated();
  return page;
}

/** Whether the form is dark. */
const isDark = (page) =>
  page.locator('leadgate-form .leadgate').evaluate((root) => {
    const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    const { color, backgroundColor } = getComputedStyle(root);
    return light(backgroundColor) < light(color);
  });

const META = '<meta name="color-scheme" content="light dark">';
const SYSTEM_DARK = { colorScheme: 'dark' };
const PAGES = {
  'a light page is light, whatever the system says': [{ context: SYSTEM_DARK }, false],
  'a page that follows the system is light on a light one': [{ meta: META }, false],
  'a page that follows the system is dark on a dark one': [{ meta: META, context: SYSTEM_DARK }, true],
  'a page that is dark in itself is dark on a light system': [{ css: 'html { color-scheme: dark }' }, true],
  'a dark part of a light page is dark': [{ css: 'leadgate-form { color-scheme: dark }' }, true],
  'the attribute makes it light on a dark page': [{ css: 'html { color-scheme: dark }', attributes: 'theme="light"' }, false],
  'the attribute makes it dark on a light page': [{ attributes: 'theme="dark"' }, true],
  'contrast follows the page too': [{ css: 'html { color-scheme: dark }', attributes: 'theme="contrast"' }, true],
};

for (const [sentence, [options, dark]] of Object.entries(PAGES)) {
  test(`a form on ${sentence}`.replace('a form on the', 'the'), async () => {
    const page = await open(options);
    assert.equal(await isDark(page), dark);
    await page.context().close();
  });
}

test('a page that turns dark takes its form along', async () => {
  const page = await open({});
  assert.equal(await isDark(page), false);
  await page.evaluate(() => (document.documentElement.style.colorScheme = 'dark'));
  assert.equal(await isDark(page), true);
  await page.context().close();
});

test('a browser that cannot tell what the page is shows a light form, and a dark one where it is asked for', async () => {
  // As such a browser reads the styles: without the rule for those that can tell.
  const { snippet } = await on.stack.snippet();
  const older = snippet.replace(/@supports \(color: light-dark\(red,red\)\)\{.*?\}\}/s, '');
  assert.notEqual(older, snippet);
  for (const [theme, dark] of [['auto', false], ['light', false], ['dark', true]]) {
    const page = await on.browser.open(SYSTEM_DARK);
    const element = older.replace('<leadgate-form ', `<leadgate-form theme="${theme}" `).replace(/<script.*/s, '').replaceAll('light-dark(', 'no-such-function(');
    await page.goto(on.stack.pages.set('/older', `<!doctype html><title>Partner</title>${META}${element}`));
    assert.equal(await isDark(page), dark, theme);
    assert.deepEqual(tooFaint(await contrasts(page), TEXT), [], theme);
    await page.context().close();
  }
});

/** The contrast of everything that has a colour, with errors shown: `[what, ratio]`. */
async function contrasts(page) {
  return page.locator('leadgate-form .leadgate').evaluate((root) => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgb = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour) => {
      const [r, g, b] = rgb(colour).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (one, other) => {
      const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
      return (light + 0.05) / (dark + 0.05);
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (rgb(backgroundColor)[3] === 255) return backgroundColor;
      }
      return 'white';
    };
    const found = (selector) => [...root.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    const texts = found('h2, label, p, a, button, input, select, textarea, span').map((element) => [
      `text of ${element.localName}.${element.className}`,
      ratio(getComputedStyle(element).color, behind(element)),
    ]);
    const lines = found('.control').map((element) => [`line of ${element.id}`, ratio(getComputedStyle(element).borderTopColor, behind(root))]);
    const button = root.querySelector('[type="submit"]');
    return [...texts, ...lines, ['line of the button', ratio(getComputedStyle(button).backgroundColor, behind(root))]];
  });
}

const tooFaint = (found, least) => {
  assert.ok(found.length > 20, 'there is something to measure');
  return found.filter(([what, ratio]) => ratio < (what.startsWith('line') ? LINE : least)).map(([what, ratio]) => `${what}: ${ratio.toFixed(2)}`);
};

/** Errors, summary and a control that is pointed at: every colour is there. */
async function withErrors(page) {
  await formIn(page).submit();
  await page.locator('leadgate-form .summary a').first().waitFor();
}

const SCHEMES = ['light', 'dark'];

for (const scheme of SCHEMES) {
  for (const theme of ['auto', 'contrast']) {
    test(`${theme}, ${scheme}: every text has a contrast of 7 to 1`, async () => {
      const page = await open({ css: `html { color-scheme: ${scheme} }`, attributes: `theme="${theme}"` });
      await withErrors(page);
      assert.deepEqual(tooFaint(await contrasts(page), ENHANCED), []);
      await page.context().close();
    });
  }

  for (const look of ['leadgate-warm', 'leadgate-compact']) {
    test(`${look}, ${scheme}: every text can be read, with errors and under the pointer`, async () => {
      const page = await open({ css: `html { color-scheme: ${scheme} } ${themes}`, attributes: `class="${look}"` });
      await withErrors(page);
      assert.deepEqual(tooFaint(await contrasts(page), TEXT), []);
      await formIn(page).button().hover();
      assert.deepEqual(tooFaint(await contrasts(page), TEXT), []);
      await page.context().close();
    });
  }
}

test("a page's own colours have a contrast of 7 to 1 under the contrast theme, as far as its text has", async () => {
  const css = 'leadgate-form { --leadgate-accent: #ff8800; --leadgate-muted: #aaa; --leadgate-line: #ddd; --leadgate-text: #222; --leadgate-surface: #ffe }';
  const page = await open({ css, attributes: 'theme="contrast"' });
  assert.deepEqual(tooFaint(await contrasts(page), ENHANCED), []);
  await page.context().close();
});

test('a system that asks for more contrast gets plain lines and no faint text', async () => {
  const page = await open({ context: { contrast: 'more' } });
  const [text, muted, line] = await page.locator('leadgate-form .leadgate').evaluate((root) => [
    getComputedStyle(root).color,
    getComputedStyle(root.querySelector('.help')).color,
    getComputedStyle(root.querySelector('.control')).borderTopColor,
  ]);
  assert.deepEqual([muted, line], [text, text]);
  await page.context().close();
});

test('the focus is seen on any page: a ring of two colours', async () => {
  for (const background of ['#0a529a', '#fff', '#000']) {
    const page = await open({ css: `html { background: ${background} }` });
    await page.keyboard.press('Tab');
    const { outline, ring } = await formIn(page).field('first_name').evaluate((control) => {
      const { outlineColor, outlineWidth, boxShadow } = getComputedStyle(control);
      return { outline: `${outlineWidth} ${outlineColor}`, ring: boxShadow };
    });
    assert.equal(outline, '3px rgb(10, 82, 154)', background);
    assert.ok(ring.startsWith('rgb(255, 255, 255)'), ring);
    await page.context().close();
  }
});
