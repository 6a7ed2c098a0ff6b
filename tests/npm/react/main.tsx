// Vite with React: the wrapper, and glue and WebAssembly from the bundle.

import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type EventDetails, type LeadgateForm as Element, configure } from 'leadgate';
import { assets } from 'leadgate/assets';
import { LeadgateForm } from 'leadgate/react';

const proxy = document.querySelector<HTMLMetaElement>('meta[name="leadgate-proxy"]')?.content;
configure({ proxy, assets });

/** The members of each event's detail, by the types: the test compares what events really hold. */
const MEMBERS: { [Name in keyof EventDetails]: readonly (keyof EventDetails[Name])[] } = {
  'leadgate-ready': [],
  'leadgate-start': [],
  'leadgate-invalid': ['fields'],
  'leadgate-submit': [],
  'leadgate-success': ['id'],
  'leadgate-error': ['status'],
};
const told: { name: string; held: string[]; typed: readonly string[] }[] = [];
const tell = (event: CustomEvent) => told.push({ name: event.type, held: Object.keys(event.detail ?? {}), typed: MEMBERS[event.type as keyof EventDetails] });
Object.assign(globalThis, { told });

function Page() {
  const form = useRef<Element<'call-me-back'>>(null);
  const [lead, setLead] = useState('');
  const [clicks, setClicks] = useState(0);
  return (
    <>
      <button type="button" onClick={() => setClicks(clicks + 1)}>Again {clicks}</button>
      <button type="button" onClick={() => form.current?.reset()}>Reset</button>
      <LeadgateForm
        ref={form}
        className="framed"
        form="call-me-back"
        partner="demo"
        lang="nl"
        productId={53}
        values={{ remarks: 'From React', slot: 'afternoon' }}
        dataLayer
        onReady={tell}
        onStart={tell}
        onInvalid={tell}
        onSubmit={tell}
        onSuccess={(event) => {
          tell(event);
          setLead(event.detail.id);
        }}
        onError={tell}
      >
        <a href={`${proxy}/v1/forms/call-me-back?partner=demo&lang=nl`}>Bel mij terug</a>
      </LeadgateForm>
      <output>{lead}</output>
    </>
  );
}

createRoot(document.querySelector('#root')!).render(<StrictMode><Page /></StrictMode>);
