// Checked by the TypeScript compiler, never run: what the types allow, and what they refuse.

import { type ErrorCode, type FieldName, FORMS, LeadgateForm as Class, type SubmitProblem, configure } from 'leadgate';
import 'leadgate/define';
import { assets } from 'leadgate/assets';
import { LeadgateForm, type LeadgateFormProps } from 'leadgate/react';

configure({ proxy: 'https://leads.example', assets });
configure({ assets: '/leadgate/' });
// @ts-expect-error an option that is none
configure({ prxy: 'https://leads.example' });

const element = document.querySelector('leadgate-form')!;
element satisfies Class;
element.values = { first_name: 'An', slot: 'morning' };
// @ts-expect-error a field that no form has
element.values = { firstname: 'An' };
element.submit().then(({ id }) => id.toUpperCase(), (problem: SubmitProblem) => problem);
element.addEventListener('leadgate-invalid', ({ detail }) => {
  for (const { field, code } of detail.fields) {
    code satisfies ErrorCode;
    // @ts-expect-error a code that no rule has
    if (code === 'phone_too_shrt') throw new Error(field);
  }
});
addEventListener('leadgate-success', ({ detail }) => detail.id.length);
document.addEventListener('leadgate-error', ({ detail }) => detail.status.toFixed());

const insurance = document.createElement('leadgate-form') as Class<'insurance'>;
insurance.values = { interests: ['car', 'dog'], allow_insurance_call: true };
// @ts-expect-error an interest that nobody insures
insurance.values = { interests: ['yacht'] };

FORMS satisfies readonly ['call-me-back', 'click-out', 'insurance', 'third-party'];
'phone' satisfies FieldName<'call-me-back'>;
// @ts-expect-error a click-out asks for no phone number
'phone' satisfies FieldName<'click-out'>;

export const props: LeadgateFormProps<'click-out'> = { form: 'click-out', partner: 'demo', url: 'https://supplier.example/' };

export const views = [
  <LeadgateForm form="insurance" partner="demo" lang="fr" theme="dark" values={{ interests: ['fire'] }} onSuccess={({ detail }) => detail.id} id="offer" />,
  <LeadgateForm form="call-me-back" partner="demo" productTypeId="1" dataLayer="events" style={{ minHeight: 600 }} />,
  // @ts-expect-error without a partner
  <LeadgateForm form="call-me-back" />,
  // @ts-expect-error a form that there is not
  <LeadgateForm form="callback" partner="demo" />,
  // @ts-expect-error a field of another form
  <LeadgateForm form="call-me-back" partner="demo" values={{ interests: ['car'] }} />,
  // @ts-expect-error a language that there is not
  <LeadgateForm form="call-me-back" partner="demo" lang="es" />,
];
