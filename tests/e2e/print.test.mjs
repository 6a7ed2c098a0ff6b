// A page is printed with its form as it is filled in: dark ink on white, nothing cut off, no buttons.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { formIn, person } from './support/form.mjs';
import { layoutFlaws } from './support/layout.mjs';
import { partnerPage } from './support/page-server.mjs';
import { MARKETING, fixture } from './support/fixture.mjs';

const on = fixture({ settings: MARKETING });

/** Paper of 210 mm with margins of 10 mm, in px of CSS. */
const PAPER = { width: 718, height: 1047 };

for (const scriptOnly of [false, true]) {
  test(`a form ${scriptOnly ? 'by script only' : 'pasted whole'} in the dark is printed as it is filled in, dark on white, without its buttons`, async () => {
    const { snippet } = await on.stack.snippet({ scriptOnly });
    const page = await on.browser.open({ colorScheme: 'dark', viewport: PAPER });
    await page.goto(on.stack.pages.set('/paper', partnerPage(snippet)));
    const form = formIn(page);
    await form.hydrated();
    await form.fill(person('paper@example.be'));
    await page.emulateMedia({ media: 'print' });
    if (process.env.LEADGATE_SCREENSHOTS) await page.screenshot({ path: join(process.env.LEADGATE_SCREENSHOTS, `print-${scriptOnly}.png`), fullPage: true });
    assert.deepEqual(await layoutFlaws(page), []);
    for (const [name, value] of Object.entries(person('paper@example.be'))) {
      assert.ok(await form.field(name).isVisible(), name);
      assert.equal(await form.field(name).inputValue(), value);
    }
    assert.equal(await form.button().isVisible(), false);
    const { color, background } = await page.locator('.leadgate').evaluate((root) => ({ color: getComputedStyle(root).color, background: getComputedStyle(root).backgroundColor }));
    assert.deepEqual({ color, background }, { color: 'rgb(0, 0, 0)', background: 'rgb(255, 255, 255)' });
    // A browser that prints lays the pages out anew: the whole form is on one or two of them.
    const pdf = await page.pdf({ format: 'A4' });
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
    assert.ok(sheets <= 2, `${sheets} sheets`);
    await page.context().close();
  });
}
