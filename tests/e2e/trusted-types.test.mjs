// Partners' pages that let no script turn text into HTML, unless it has a policy for it (Trusted Types).

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { warnings } from './support/browser.mjs';
import { formIn, person } from './support/form.mjs';
import { underPolicy } from './support/policy.mjs';
import { FORMS } from './support/stack.mjs';
import { fixture } from './support/fixture.mjs';
import { until } from './support/until.mjs';

const on = fixture();

const REQUIRED = "require-trusted-types-for 'script'";

/** Each form in each way: hydrated, refused, in another language. Leptos and wasm-bindgen make no HTML of text. */
for (const slug of FORMS) {
  for (const options of [[], ['--script-only']]) {
    test(`${slug} ${options.length ? 'by the script' : 'with the page'} shows errors and other languages under the policy that is printed`, async () => {
      const { snippet, content_security_policy: printed } = await on.stack.snippet({ form: slug, options, about: slug === 'click-out' ? { url: 'http://localhost/' } : {} });
      const { page } = await underPolicy(on, `/${slug}${options}`, snippet, [REQUIRED, ...printed]);
      const dutch = formIn(page, 'nl', slug);
      await dutch.hydrated();
      await dutch.submit();
      await dutch.summary().waitFor();
      await page.locator('leadgate-form').evaluate((form) => form.setAttribute('lang', 'en'));
      const english = formIn(page, 'en', slug);
      await english.button().waitFor();
      await english.hydrated();
      await english.submit();
      await english.summary().waitFor();
      assert.deepEqual([page.refused(), page.errors, warnings(page)], [[], [], []]);
      await page.context().close();
    });
  }
}

for (const [list, directives] of Object.entries({
  'names no policy': [REQUIRED],
  'names ours beside others': [REQUIRED, 'trusted-types dompurify leadgate'],
})) {
  test(`a page whose list ${list} may include the script twice, and holds two forms`, async () => {
    const { snippet } = await on.stack.snippet({ options: ['--script-only'] });
    const again = snippet.replace('embed.js?', 'embed.js?again&amp;').replaceAll('lang="nl"', 'lang="en"');
    const { page } = await underPolicy(on, `/twice-${directives.length}`, snippet + again, directives);
    const email = `twice-${directives.length}@example.be`;
    for (const lang of ['nl', 'en']) {
      const form = formIn(page.locator(`leadgate-form[lang="${lang}"]`), lang);
      await form.hydrated();
      await form.fill({ ...person(email), last_name: lang });
      await form.submit();
      await form.success().waitFor();
    }
    await on.stack.arrived(email, 2);
    assert.deepEqual([page.refused(), page.errors, warnings(page)], [[], [], []]);
    await page.context().close();
  });
}

test('a page whose list does not name ours has the pasted form whole: nothing in it is made of text', async () => {
  const { snippet } = await on.stack.snippet();
  const { page, form } = await underPolicy(on, '/not-named', snippet, [REQUIRED, 'trusted-types dompurify']);
  await form.hydrated();
  assert.deepEqual([page.refused(), warnings(page)], [[], []]);
  // Another language would have to be made of text: the one that is there stays.
  await page.locator('leadgate-form').evaluate((form) => form.setAttribute('lang', 'en'));
  await until('the reason is in the console', () => warnings(page).length > 0);
  await form.fill(person('not-named@example.be'));
  await form.submit();
  await form.success().waitFor();
  await on.stack.arrived('not-named@example.be');
  await page.context().close();
});

test('a page whose list does not name ours keeps the link where the script should bring the form, and says why', async () => {
  const { snippet } = await on.stack.snippet({ options: ['--script-only'] });
  const { page, form } = await underPolicy(on, '/link', snippet, [REQUIRED, 'trusted-types dompurify']);
  await until('the reason is in the console', () => warnings(page).length > 0);
  assert.match(warnings(page).join(), /^leadgate: the form cannot be shown: .*TrustedHTML/s);
  await page.getByRole('link', { name: form.texts.action }).click();
  await form.hydrated();
  assert.equal(new URL(page.url()).origin, on.stack.proxyUrl);
  await page.context().close();
});
