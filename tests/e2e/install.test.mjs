// The demo's install page, as Trunk builds it: what is chosen is what is pasted, copied, shown and sent.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';

import { violations } from './support/axe.mjs';
import { DEMO, publishDemo } from './support/demo-site.mjs';
import { formIn, person } from './support/form.mjs';
import { combinations } from './support/matrix.mjs';
import { partnerPage } from './support/page-server.mjs';
import { fixture } from './support/fixture.mjs';
import { LANGS } from './support/texts.mjs';
import { until } from './support/until.mjs';

let origin;
const on = fixture({ settings: DEMO }, async ({ stack }) => {
  origin = await publishDemo(stack);
});

/** What the page says in each language. */
const WORDS = {
  nl: { headline: 'Een formulier op uw pagina, klaar om te plakken', snippet: 'Plak dit in de pagina', copy: 'Kopieer', copied: 'Gekopieerd' },
  fr: { headline: 'Un formulaire sur votre page, prêt à coller', snippet: 'Collez ceci dans la page', copy: 'Copier', copied: 'Copié' },
  en: { headline: 'A form on your page, ready to paste', snippet: 'Paste this into the page', copy: 'Copy', copied: 'Copied' },
  de: { headline: 'Ein Formular auf Ihrer Seite, fertig zum Einfügen', snippet: 'Fügen Sie dies in die Seite ein', copy: 'Kopieren', copied: 'Kopiert' },
};
const EN = WORDS.en;

/** Opens the page; `context` are Playwright's options. */
async function open(query = '?lang=en', context = {}) {
  const lang = new URLSearchParams(query).get('lang') ?? 'nl';
  const page = await on.browser.open({ locale: lang, permissions: ['clipboard-read', 'clipboard-write'], ...context });
  await page.goto(`${origin}/install.html${query}`);
  await page.getByRole('heading', { level: 1, name: WORDS[lang].headline }).waitFor();
  return page;
}

const code = (page, name = EN.snippet) => page.getByRole('group', { name, exact: typeof name === 'string' });
/** The preview beside the code. */
const beside = (page, name = 'What it looks like') => page.getByRole('complementary', { name });

/** Presses the copy button of a block; what is on the clipboard then. */
async function copy(page, name = EN.snippet) {
  await page.getByRole('button', { name: `${EN.copy} ${name}` }).click();
  await page.getByRole('status').getByText(EN.copied, { exact: true }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The page ends without a complaint of the browser. */
async function ends(page) {
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.console.filter(({ type }) => type === 'error' || type === 'warning'), []);
  await page.context().close();
}

test('the front page leads there, in its language, and back', async () => {
  const page = await on.browser.open();
  await page.goto(`${origin}/index.html?lang=fr&theme=dark`);
  await page.getByRole('link', { name: 'Mettez ce formulaire sur votre propre page' }).click();
  await page.getByRole('heading', { level: 1, name: WORDS.fr.headline }).waitFor();
  assert.equal(new URL(page.url()).search, '?lang=fr&theme=dark');
  const back = page.getByRole('link', { name: 'Comparer' });
  assert.equal(new URL(await back.evaluate((link) => link.href)).search, '?lang=fr&theme=dark');
  await page.context().close();
});

test('what is copied is what the command prints, for every way, and the form beside it is the chosen one', async () => {
  const page = await open();
  assert.equal(await copy(page), (await on.stack.snippet({ lang: 'en' })).snippet);

  await page.getByLabel('Form', { exact: true }).selectOption('insurance');
  await page.getByLabel('Language of the form').selectOption('fr');
  await page.getByLabel('Colours of the form').selectOption('dark');
  const ways = { 'The whole form': [], 'The whole form, styles linked': ['--strict-csp'], 'Script only': ['--script-only'] };
  for (const [way, options] of Object.entries(ways)) {
    for (const early of [false, true]) {
      await page.getByRole('radio', { name: way, exact: true }).check();
      await page.getByRole('checkbox', { name: 'Seen without scrolling' }).setChecked(early);
      const all = ['--theme', 'dark', ...options, ...(early ? ['--above-the-fold'] : [])];
      const printed = await on.stack.snippet({ form: 'insurance', lang: 'fr', options: all });
      await until('the snippet is that of the choices', async () => (await code(page).textContent()) === printed.snippet);
      assert.equal(await copy(page), printed.snippet, `${way}, early: ${early}`);
      assert.equal(await copy(page, 'Content-Security-Policy'), printed.content_security_policy.join(';\n'));
      const command = await copy(page, 'How the operator prints it');
      assert.equal(JSON.parse(await on.stack.leadgate(...command.split(' ').slice(1), '--json')).snippet, printed.snippet, command);
    }
  }
  const form = formIn(beside(page), 'fr', 'insurance');
  await form.hydrated();
  await form.field('last_name').waitFor();
  assert.equal(await page.locator('leadgate-form').getAttribute('theme'), 'dark');
  await ends(page);
});

for (const way of ['whole', 'strict-csp', 'script-only']) {
  test(`what is copied for ${way} sends a lead from an empty page`, async () => {
    const page = await open(`?lang=en&way=${way}&form-lang=nl`);
    await code(page).waitFor();
    const snippet = await copy(page);
    await page.goto(on.stack.pages.set(`/pasted-${way}`, partnerPage(snippet)));
    const form = formIn(page);
    await form.hydrated();
    const email = `install-${way}@example.be`;
    await form.fill(person(email));
    await form.submit();
    await form.success().waitFor();
    assert.equal((await on.stack.arrived(email)).length, 1);
    await ends(page);
  });
}

test('the form beside the snippet sends a lead', async () => {
  const page = await open();
  const form = formIn(beside(page), 'en');
  await form.hydrated();
  await form.fill(person('install-live@example.be'));
  await form.submit();
  await form.success().waitFor();
  assert.equal((await on.stack.arrived('install-live@example.be')).length, 1);
  await ends(page);
});

test('choices are in the address: Back takes them back, and a link brings them along', async () => {
  const page = await open();
  const form = page.getByLabel('Form', { exact: true });
  const partner = page.getByLabel('Partner', { exact: true });
  await partner.selectOption('magazine');
  await page.getByLabel('Language of the form').selectOption('de');
  await page.getByRole('radio', { name: 'Vue' }).check();
  assert.equal(new URL(page.url()).search, '?lang=en&partner=magazine&form-lang=de&framework=vue');

  const other = await open(new URL(page.url()).search);
  assert.equal(await other.getByLabel('Partner', { exact: true }).inputValue(), 'magazine');
  assert.ok(await other.getByRole('radio', { name: 'Vue' }).isChecked());
  await until('the snippet is in German', async () => (await code(other).textContent()).includes('partner="magazine" lang="de"'));
  await ends(other);

  // The page's own language and colours leave the choices alone.
  await page.getByRole('link', { name: 'fr Français' }).click();
  await page.getByRole('heading', { level: 1, name: WORDS.fr.headline }).waitFor();
  assert.equal(await page.getByLabel('Langue du formulaire').inputValue(), 'de');
  for (let back = 0; back < 4; back++) await page.goBack();
  assert.equal(new URL(page.url()).search, '?lang=en');
  assert.deepEqual([await form.inputValue(), await partner.inputValue()], ['call-me-back', 'demo']);
  await until('the snippet is the first one again', async () => (await code(page).textContent()).includes('partner="demo" lang="en"'));
  await ends(page);
});

test('a click-out leads to the address that is chosen, in the snippet and in the code', async () => {
  const page = await open('?lang=en&form=click-out');
  const target = page.getByLabel('Address at the supplier');
  assert.equal(await target.inputValue(), `${origin}/supplier.html`);
  const url = `http://localhost/it's?a=1&b=2`;
  await target.fill(url);
  await target.press('Tab');
  const printed = await on.stack.snippet({ form: 'click-out', lang: 'en', about: { url } });
  await until('the snippet leads there', async () => (await code(page).textContent()) === printed.snippet);
  const escaped = url.replaceAll('&', '&amp;');
  assert.ok((await code(page, 'File 1').textContent()).includes(`url="${escaped}"`));
  await ends(page);
});

test('what the proxy refuses is said in its words, and nothing is left to paste', async () => {
  const page = await open('?lang=en&form=click-out');
  await code(page).waitFor();
  await page.getByLabel('Partner', { exact: true }).selectOption('magazine');
  const alert = page.getByRole('alert');
  await alert.getByText('The partner "magazine" may not use the form "click-out".').waitFor();
  assert.equal(await code(page).count(), 0);
  await page.getByLabel('Partner', { exact: true }).selectOption('demo');
  await code(page).waitFor();
  const target = page.getByLabel('Address at the supplier');
  await target.fill('https://evil.test/');
  await target.press('Tab');
  await alert.getByText('The url must lead to one of partners.demo.click_out_hosts').waitFor();
  await page.context().close();
});

test('a proxy that does not answer is told with what to do', async () => {
  const page = await on.browser.open({ locale: 'en' });
  await page.route(/\/snippet\?/, (route) => route.abort());
  await page.goto(`${origin}/install.html?lang=en`);
  await page.getByRole('alert').getByText('The proxy does not answer.').waitFor();
  await page.context().close();
});

test('where the clipboard is refused, the code is selected and the keys are named', async () => {
  const page = await on.browser.open({ locale: 'en' });
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await page.goto(`${origin}/install.html?lang=en&way=script-only`);
  await page.getByRole('button', { name: `${EN.copy} ${EN.snippet}` }).click();
  await page.getByRole('status').getByText('The text is selected: copy it with Ctrl+C').waitFor();
  const { snippet } = await on.stack.snippet({ lang: 'en', scriptOnly: true });
  assert.equal(await page.evaluate(() => String(getSelection())), snippet.trimEnd());
  assert.ok(await code(page).evaluate((block) => block === document.activeElement), 'the block has the focus');
  await ends(page);
});

test('each framework has its code, with what was chosen in it', async () => {
  const page = await open('?lang=en&form=insurance&form-theme=light');
  const signs = { HTML: "import 'leadgate/define'", React: 'export function Insurance()', Vue: 'isCustomElement', Svelte: 'onleadgate-success', Angular: 'CUSTOM_ELEMENTS_SCHEMA' };
  for (const [framework, sign] of Object.entries(signs)) {
    await page.getByRole('radio', { name: framework, exact: true }).check();
    await until(`the code of ${framework}`, async () => (await code(page, 'File 1').textContent()).includes(sign));
    const files = (await code(page, /^File/).allTextContents()).join('');
    for (const part of ['form="insurance"', 'partner="demo"', 'lang="en"', 'theme="light"', `proxy: '${on.stack.proxyUrl}'`]) assert.ok(files.includes(part), `${framework}: ${part}`);
    assert.equal(await copy(page, 'File 1'), await code(page, 'File 1').textContent());
  }
  await ends(page);
});

test('a block of code scrolls within itself by the keyboard', async () => {
  const page = await open();
  const block = code(page);
  // Hidden until the proxy has answered, and what is hidden takes no focus.
  await block.waitFor();
  await block.focus();
  await page.keyboard.press('End');
  await until('it has scrolled', () => block.evaluate((element) => element.scrollTop > 0));
  await ends(page);
});

for (const { lang, scheme, width } of combinations({ lang: LANGS, scheme: ['light', 'dark'], width: [320, 1280] })) {
  test(`in ${lang}, ${scheme}, ${width} px wide, axe finds nothing and nothing sticks out`, async () => {
    const page = await open(`?lang=${lang}&form=click-out`, { colorScheme: scheme, viewport: { width, height: 900 } });
    await code(page, WORDS[lang].snippet).waitFor();
    const form = formIn(page, lang, 'click-out');
    // Narrow, it is far below: it comes when somebody comes near.
    await page.getByRole('complementary').scrollIntoViewIfNeeded();
    await form.hydrated();
    await page.getByRole('radio', { name: 'React' }).check();
    await page.getByRole('button', { name: `${WORDS[lang].copy} ${WORDS[lang].snippet}` }).click();
    await page.getByRole('status').getByText(WORDS[lang].copied, { exact: true }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'fits the width');
    if (process.env.LEADGATE_SCREENSHOTS) await page.screenshot({ path: join(process.env.LEADGATE_SCREENSHOTS, `install-${lang}-${scheme}-${width}.png`), fullPage: true });
    await page.getByLabel('Partner', { exact: true }).or(page.getByLabel('Partenaire', { exact: true })).selectOption('magazine');
    await page.getByRole('alert').getByText('may not use the form').waitFor();
    assert.deepEqual(await violations(page), [], 'refused');
    assert.deepEqual(page.errors, []);
    await page.context().close();
  });
}
