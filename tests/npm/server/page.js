// What server and browser both render.

import { LeadgateForm } from 'leadgate/react';
import { createElement, useState } from 'react';

export function Page({ proxy }) {
  const [lead, setLead] = useState('');
  return createElement(
    'main',
    null,
    createElement(LeadgateForm, {
      form: 'call-me-back',
      partner: 'demo',
      lang: 'nl',
      proxy,
      values: { remarks: 'From a server' },
      className: 'framed',
      onSuccess: ({ detail }) => setLead(detail.id),
      children: createElement('a', { href: `${proxy}/v1/forms/call-me-back?partner=demo&lang=nl` }, 'Bel mij terug'),
    }),
    createElement('output', null, lead),
  );
}
