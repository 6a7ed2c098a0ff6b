// A page with our form is kept by the browser as it was left, and comes back at once with the Back button.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startBrowser } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();
let browser;
before(async () => {
  browser = await startBrowser({ withBackForwardCache: true });
});
after(() => browser.close());

/** What is not to be stored cannot be kept either. */
const KEPT = { 'cache-control': 'max-age=60' };

const id = (page) => page.locator('leadgate-form input[name="id"]').inputValue();

for (const scriptOnly of [false, true]) {
  const way = scriptOnly ? 'by script only' : 'pasted whole';
  test(`a page with a form ${way} comes back as it was left, and what is sent then is another lead`, async () => {
    const { snippet } = await on.stack.snippet({ scriptOnly });
    const page = await browser.open();
    const email = `back-${scriptOnly}@example.be`;
    const form = formIn(page);
    await page.goto(on.stack.pages.set('/kept', partnerPage(snippet), KEPT));
    await form.hydrated();
    await form.fill({ ...person(email), remarks: 'Een' });
    const first = await id(page);
    await page.evaluate(() => {
      globalThis.before = true;
      addEventListener('pageshow', ({ persisted }) => (globalThis.persisted = persisted));
    });
    await page.goto(on.stack.pages.set('/next', partnerPage('<p>Next</p>'), KEPT));
    await page.evaluate(() => history.back());
    const back = await until('the page is back', () =>
      page.evaluate(() => globalThis.persisted !== undefined || !globalThis.before ? { persisted: globalThis.persisted ?? false, why: JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons) } : null).catch(() => null));
    // The reasons are told where there are some.
    assert.deepEqual(back, { persisted: true, why: 'null' });
    assert.equal(await form.field('remarks').inputValue(), 'Een');
    assert.notEqual(await id(page), first);
    await form.submit();
    await form.success().waitFor();
    assert.equal((await on.stack.arrived(email)).length, 1);
    await page.context().close();
  });
}
