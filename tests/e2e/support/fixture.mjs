// The fixture of a file of tests: one stack and one browser, started before its tests and taken down
// after them.

import { after, before } from 'node:test';

import { startBrowser } from './browser.mjs';
import { FORMS, startStack } from './stack.mjs';

/**
 * `fixture.stack` and `fixture.browser` are there once the tests run.
 * @param {Parameters<typeof startStack>[0]} [options]
 * @param {(fixture: object) => Promise<() => Promise<void>>} [prepare] runs when all is started;
 *   what it returns tidies up at the end
 */
export function fixture(options, prepare) {
  const parts = { stack: undefined, browser: undefined };
  let tidyUp;
  before(async () => {
    parts.stack = await startStack(options);
    parts.browser = await startBrowser();
    tidyUp = await prepare?.(parts);
  });
  after(async () => {
    await tidyUp?.();
    await parts.browser?.close();
    await parts.stack?.stop();
  });
  return parts;
}

/** Settings with one consent that may be left out. */
export const MARKETING = {
  'consents.marketing': { required: false, forms: ['call-me-back'], current: '2026-11' },
  'consents.marketing.texts.2026-11': { nl: 'Mail mij tips.', fr: 'Envoyez-moi des conseils.', en: 'Mail me tips.', de: 'Mailen Sie mir Tipps.' },
};

/** Settings with both kinds of consent in every form: one may be left out, the other may not. */
export const CONSENTS = {
  'consents.marketing': { required: false, forms: FORMS, current: '2026-11' },
  'consents.marketing.texts.2026-11': MARKETING['consents.marketing.texts.2026-11'],
  'consents.terms': { required: true, forms: FORMS, current: '1' },
  'consents.terms.texts.1': {
    nl: 'Ik heb de voorwaarden gelezen.',
    fr: "J'ai lu les conditions.",
    en: 'I have read the terms.',
    de: 'Ich habe die Bedingungen gelesen.',
  },
};
/** The labels of its two boxes in a language. */
export const consentTexts = (lang) => ({
  marketing: CONSENTS['consents.marketing.texts.2026-11'][lang],
  terms: CONSENTS['consents.terms.texts.1'][lang],
});
