// The demo's site as Trunk built it, under the policy that Trunk serves it with, for a proxy on any port.

import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { publish } from './npm.mjs';
import { ROOT } from './stack.mjs';

/** Trunk makes one for each answer. */
const NONCE = 'bm9uY2U=';
const BUILT = join(ROOT, 'target/trunk');

/** The demo's own settings of partners: names as in its pages. */
export const DEMO = {
  'partners.demo': { click_out_hosts: ['127.0.0.1', 'localhost'] },
  'partners.magazine': { affiliate_id: 7, forms: { 'call-me-back': ['crm'] } },
};

/**
 * Puts the site on the stack's web server; returns its origin.
 * @param {any} stack
 */
export async function publishDemo(stack) {
  await access(join(BUILT, 'install.html')).catch(() => {
    throw new Error(`${BUILT} holds no site: cargo xtask site`);
  });
  const edit = (/** @type {string} */ text) =>
    text.replaceAll('http://127.0.0.1:8787', stack.proxyUrl).replaceAll('http://127.0.0.1:9100', stack.simulatorUrl).replaceAll('127.0.0.1%3A8080', encodeURIComponent(new URL(stack.pages.origin).host)).replaceAll(/\{\{(__TRUNK )?NONCE(__)?\}\}/g, NONCE);
  const settings = await readFile(join(ROOT, 'Trunk.toml'), 'utf8');
  const [, listed] = settings.match(/\ncsp = \[\n([^\]]+)\]/) ?? [];
  const directives = [...listed.matchAll(/^ *"(.*)",$/gm)].map(([, directive]) => directive);
  const policy = directives.join('; ');
  await publish(stack, BUILT, '/', edit, { 'content-security-policy': edit(policy) });
  return stack.pages.origin;
}
