// What a screen reader is told, from Chromium's accessibility tree: role, name, description and state
// of everything, and the live region. Written out for the Dutch forms: this is how they sound.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { spoken } from './support/ax.mjs';
import { LEADS, hold } from './support/hold.mjs';
import { FORMS } from './support/stack.mjs';
import { CONSENTS, fixture } from './support/fixture.mjs';
import { LANGS, TEXTS } from './support/texts.mjs';
import { until } from './support/until.mjs';
import { visit } from './support/visit.mjs';

const on = fixture({ settings: CONSENTS });

const { nl } = TEXTS;
const PHONE = 'Gsm of vast. Begin met + als het geen Belgisch nummer is.';
const NAMES = ['textbox "Voornaam" required', 'textbox "Achternaam" required'];
const TERMS = 'checkbox "Ik heb de voorwaarden gelezen."';
const END = ['checkbox "Mail mij tips."', TERMS];
const STATUS = 'status ""';

const EMPTY = {
  'call-me-back': [
    'heading "Wij bellen u terug"',
    ...NAMES,
    `textbox "Telefoonnummer" required: ${PHONE}`,
    'textbox "E-mailadres" required: Voor als we u telefonisch niet bereiken.',
    'combobox "Wanneer mogen we u bellen? (niet verplicht)" = Zo snel mogelijk: Belgische tijd.',
    'textbox "Uw vraag (niet verplicht)"',
    ...END,
    'button "Bel mij terug"',
    STATUS,
  ],
  'click-out': ['heading "Verder naar de leverancier"', ...NAMES, 'textbox "E-mailadres" required', ...END, 'button "Naar de leverancier"', STATUS],
  insurance: [
    'heading "Vergelijk verzekeringen"',
    'group "Wat wilt u verzekeren?"',
    ...['Auto', 'Hond', 'Uitvaart', 'Woning en brand', 'Hospitalisatie'].map((name) => `checkbox "${name}"`),
    ...NAMES,
    'textbox "E-mailadres" required',
    'checkbox "Stuur mij een voorstel voor deze verzekeringen"',
    'checkbox "U mag mij hierover bellen"',
    `textbox "Telefoonnummer (niet verplicht)": ${PHONE}`,
    'textbox "Geboortedatum (niet verplicht)": Bijvoorbeeld 24/12/1980.',
    'group ""',
    'DisclosureTriangle "Adres (niet verplicht)"',
    'textbox "Uw vraag (niet verplicht)"',
    ...END,
    'button "Vraag mijn voorstel"',
    STATUS,
  ],
  'third-party': [
    'heading "Lead invoeren"',
    'combobox "Aanspreking (niet verplicht)" = –',
    'combobox "Soort klant (niet verplicht)" = –',
    ...NAMES,
    'textbox "Geboortedatum (niet verplicht)": Bijvoorbeeld 24/12/1980.',
    'combobox "Taal (niet verplicht)" = –',
    'textbox "E-mailadres" required',
    'textbox "Gsm-nummer" required',
    'textbox "Vast nummer" required',
    'textbox "Bedrijf (niet verplicht)"',
    'textbox "IBAN (niet verplicht)"',
    'group ""',
    'DisclosureTriangle "Adres (niet verplicht)"',
    'textbox "Opmerkingen (niet verplicht)"',
    'textbox "Batch (niet verplicht)": Leads van één batch staan samen in de rapporten.',
    'checkbox "Net nu geïnteresseerd"',
    'DateTime "Bellen op (niet verplicht)": Belgische tijd.',
    ...END,
    'button "Lead opslaan"',
    STATUS,
  ],
};

/** What is wrong with an empty form: the beginning of a line, and what it is told. */
const MISSING = {
  'call-me-back': [
    ['textbox "Voornaam"', nl.firstNameMissing],
    ['textbox "Achternaam"', nl.lastNameMissing],
    ['textbox "Telefoonnummer"', nl.phoneMissing],
    ['textbox "E-mailadres"', nl.emailMissing],
    [TERMS, nl.consentMissing],
  ],
  'click-out': [
    ['textbox "Voornaam"', nl.firstNameMissing],
    ['textbox "Achternaam"', nl.lastNameMissing],
    ['textbox "E-mailadres"', nl.emailMissing],
    [TERMS, nl.consentMissing],
  ],
  insurance: [
    [/^checkbox "(Auto|Hond|Uitvaart|Woning|Hosp)/, nl.interestsMissing],
    ['textbox "Voornaam"', nl.firstNameMissing],
    ['textbox "Achternaam"', nl.lastNameMissing],
    ['textbox "E-mailadres"', nl.emailMissing],
    [TERMS, nl.consentMissing],
  ],
  'third-party': [
    ['textbox "Voornaam"', nl.missing(nl.first_name)],
    ['textbox "Achternaam"', nl.missing(nl.last_name)],
    ['textbox "E-mailadres"', nl.missing(nl.email)],
    ['textbox "Gsm-nummer"', nl.onePhoneMissing],
    ['textbox "Vast nummer"', nl.onePhoneMissing],
    [TERMS, nl.consentMissing],
  ],
};

/** The lines with what is wrong: the state, and the sentence after whatever else is described. */
function wrong(lines, errors) {
  return lines.map((line) => {
    const [, sentence] = errors.find(([start]) => (start.test ? start.test(line) : line.startsWith(start))) ?? [];
    if (!sentence) return line;
    const [, said, described] = line.match(/^(.*?)(?:: (.*))?$/);
    return `${said}${said.endsWith('required') ? ',' : ''} invalid: ${described ? `${described} ` : ''}${sentence}`;
  });
}

const about = (form) => (form === 'click-out' ? { url: 'http://localhost:1/' } : {});
/** The picker's button is the browser's own. */
const own = (line) => !line.startsWith('button "Show local date');
const heard = async (page) => (await spoken(page)).filter(own);

for (const slug of FORMS) {
  test(`${slug}: every control has a role, its label as a name, its help as a description, and says what it needs`, async () => {
    const { page } = await visit(on, { form: slug, about: about(slug) });
    assert.deepEqual(await heard(page), EMPTY[slug]);
    await page.context().close();
  });

  test(`${slug}: what is wrong is told in the summary, which has the focus, and at the control`, async () => {
    const { page, form } = await visit(on, { form: slug, about: about(slug) });
    await form.submit();
    await form.summary().waitFor();
    const [heading, ...rest] = wrong(EMPTY[slug], MISSING[slug]);
    const links = MISSING[slug].map(([, sentence]) => `link "${sentence}"`);
    await until('the summary is heard', async () => {
      const said = await heard(page);
      return said.includes(`group "${nl.summary}" focused`) && said;
    });
    assert.deepEqual(await heard(page), [heading, `group "${nl.summary}" focused`, ...links, ...rest]);
    await page.context().close();
  });
}

test('what is asked only sometimes is told when it is there, as required or not', async () => {
  const { page, form } = await visit(on, { form: 'insurance' });
  const number = async () => (await heard(page)).find((line) => line.startsWith('textbox "Telefoonnummer'));
  await form.fill({ allow_insurance_call: true });
  assert.equal(await number(), `textbox "Telefoonnummer" required: ${PHONE}`);
  await form.fill({ allow_insurance_call: false });
  assert.equal(await number(), `textbox "Telefoonnummer (niet verplicht)": ${PHONE}`);
  await form.fill({ address_street: 'Kerkstraat' });
  const lines = await heard(page);
  for (const line of ['textbox "Huisnummer" required', 'textbox "Postcode" required', 'combobox "Land (niet verplicht)" = België']) {
    assert.ok(lines.includes(line), line);
  }
  await page.context().close();
});

for (const lang of LANGS) {
  test(`${lang}: the live region tells what becomes required, what is wrong, that it is slow, that it failed, that it arrived`, async () => {
    const { page, form } = await visit(on, { form: 'insurance', lang });
    const { texts } = form;
    const says = (words) => until(words, async () => (await form.announced()).startsWith(words));
    assert.equal((await form.announced()).trim(), '');
    await form.fill({ allow_insurance_call: true });
    await says(texts.nowRequired(texts.phone));
    await form.fill({ allow_insurance_call: false });
    assert.equal((await form.announced()).trim(), '', 'or else the next time would be no change');
    await form.fill({ allow_insurance_call: true });
    await says(texts.nowRequired(texts.phone));
    await form.fill({ phone: '0470 12 34 5' });
    await form.field('email').focus();
    await says(texts.phoneTooShort);
    const email = `live-${lang}@example.be`;
    await form.fill({ interests: ['dog'], first_name: 'An', last_name: 'Peeters', phone: '0470 12 34 56', email });
    await page.locator('[name="consent_terms"]').check();
    const posts = await hold(page, LEADS);
    await form.submit();
    await says(texts.sending);
    await posts.waiting();
    await posts.release({ status: 403, headers: { 'access-control-allow-origin': '*' }, contentType: 'application/json', body: '{}' });
    await says(texts.failure);
    await page.getByRole('button', { name: texts.tryAgain }).click();
    await posts.waiting();
    await posts.release();
    await says(texts.success);
    await page.context().close();
  });
}
