// A person opens a partner's page with a form.

import { formIn } from './form.mjs';
import { partnerPage } from './page-server.mjs';

let visits = 0;

/**
 * Opens a form in a page of its own, and waits until it can be used.
 *
 * `about` is what the page names (`{ url, 'supplier-id': 3 }`), `context` Playwright's options,
 * `attributes` and `css` the partner's: attributes of the element, a style sheet of the page.
 * @param {{ stack: object, browser: object }} on
 * @param {{ form?: string, lang?: string, partner?: string, about?: object, scripts?: boolean,
 *   attributes?: string, css?: string, context?: object }} [options]
 */
export async function visit(on, { form: slug = 'call-me-back', lang = 'nl', partner, about, scripts = true, attributes = '', css = '', context = {} } = {}) {
  const { snippet } = await on.stack.snippet({ form: slug, lang, partner, about });
  const page = await on.browser.open({ locale: `${lang}-BE`, javaScriptEnabled: scripts, ...context });
  const element = snippet.replace('<leadgate-form ', `<leadgate-form ${attributes} `);
  await page.goto(on.stack.pages.set(`/${slug}/${lang}/${++visits}`, partnerPage(`<style>${css}</style>${element}`, lang)));
  const form = formIn(page, lang, slug);
  if (scripts) await form.hydrated();
  return { page, form };
}
