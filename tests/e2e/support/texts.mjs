// The words by which tests find things, in each language. They are a person's, so they are written
// here once more: a label that changes by accident fails a test.

import de from './texts/de.mjs';
import en from './texts/en.mjs';
import fr from './texts/fr.mjs';
import nl from './texts/nl.mjs';

export const TEXTS = { nl, fr, en, de };
export const LANGS = Object.keys(TEXTS);
