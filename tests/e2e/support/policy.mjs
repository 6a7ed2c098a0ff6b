// A partner's page under a Content-Security-Policy, and what the browser refused because of it.

import { formIn } from './form.mjs';
import { partnerPage } from './page-server.mjs';

/**
 * Opens a page with a form under a policy. `page.refused()` lists what the browser refused, there and on the page after it:
 * the directive and the file, or the kind of thing, that it refused.
 * @param {{ stack: object, browser: object }} on
 * @param {string} path
 * @param {string} body
 * @param {string[]} directives
 */
export async function underPolicy(on, path, body, directives) {
  const page = await on.browser.open();
  const refused = [];
  await page.exposeFunction('refused', (directive, what) => refused.push(`${directive} ${what.startsWith('http') ? what.slice(what.lastIndexOf('/')) : what}`));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => globalThis.refused(effectiveDirective, blockedURI)),
  );
  page.refused = () => refused;
  await page.goto(on.stack.pages.set(path, partnerPage(body), { 'content-security-policy': directives.join('; ') }));
  return { page, form: formIn(page) };
}
