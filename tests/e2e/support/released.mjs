// The browser versions that are kept in tests/released: what was printed then, and what hydrates it.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import { LEADGATE_BIN, ROOT } from './stack.mjs';

const STORE = join(ROOT, 'tests/released');
/** The proxy that the kept snippets name: `server.public_url` in `tests/released/leadgate.toml`. */
const PUBLIC_URL = 'https://released.example';

/** The kept versions. */
export const RELEASES = readdirSync(STORE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** The one that is built in. */
export const CURRENT = execFileSync(LEADGATE_BIN, ['--version'], { encoding: 'utf8' }).match(/browser version (\S+)/)[1];

/** The kept versions of earlier days. */
export const EARLIER = RELEASES.filter((version) => version !== CURRENT);

/** What a release printed for a form, or `script-only`, as if this proxy had printed it. */
export function releasedSnippet(version, form, proxyUrl) {
  const folder = join(STORE, version);
  const name = readdirSync(folder).find((file) => file.startsWith('snippets-'));
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))[form].replaceAll(PUBLIC_URL, proxyUrl);
}

/** Puts the assets of releases into a folder, as an operator collects them from `dist/embed`. */
export async function collect(releases, folder) {
  for (const version of releases) {
    await mkdir(join(folder, version), { recursive: true });
    for (const file of await readdir(join(STORE, version))) {
      if (!file.endsWith('.br')) continue;
      const bytes = await readFile(join(STORE, version, file));
      await writeFile(join(folder, version, file), bytes);
      await writeFile(join(folder, version, file.slice(0, -3)), brotliDecompressSync(bytes));
    }
  }
}

/** The consent that the kept snippets ask for. */
export const SETTINGS = {
  'consents.marketing': { forms: ['call-me-back', 'insurance'], current: '2026-11' },
  'consents.marketing.texts.2026-11': { nl: 'Mail mij tips.', fr: 'Envoyez-moi des conseils.', en: 'Mail me tips.', de: 'Mailen Sie mir Tipps.' },
};

const PERSON = { first_name: 'An', last_name: 'Peeters' };
/** What a visitor answers in each form, by the fields' names. */
export const ANSWERS = {
  'call-me-back': { ...PERSON, phone: '0470 12 34 56', slot: 'afternoon' },
  'click-out': PERSON,
  insurance: { interests: ['car'], ...PERSON },
  'third-party': { gender: '2', segment: '2', language: 'fr', ...PERSON, cellphone: '0470 12 34 56', cellphone_country: 'BE' },
};

/**
 * A form by what no browser version changes: the fields' names, which are the contract with the proxy, and the
 * events. The words of a release are its own.
 * @param {import('playwright-core').Page} page
 */
export function releasedForm(page) {
  const form = page.locator('leadgate-form form');
  const control = (name) => form.locator(`[name="${name}"]`);
  return {
    control,
    /** @param {Record<string, string | string[]>} answers */
    fill: async (answers) => {
      for (const [name, answer] of Object.entries(answers)) {
        if (Array.isArray(answer)) for (const value of answer) await form.locator(`[name="${name}"][value="${value}"]`).check();
        else if ((await control(name).evaluate((found) => found.tagName)) === 'SELECT') await control(name).selectOption(answer);
        else await control(name).fill(answer);
      }
    },
    /** What fields hold that have one value. @param {string[]} names */
    values: async (names) => Object.fromEntries(await Promise.all(names.map(async (name) => [name, await control(name).inputValue()]))),
    submit: () => form.locator('[type="submit"]').click(),
    /** Waits until WebAssembly has taken the form over. */
    takenOver: () => page.locator('leadgate-form form[novalidate]').waitFor({ state: 'attached' }),
    isTakenOver: async () => (await page.locator('leadgate-form form[novalidate]').count()) > 0,
  };
}
