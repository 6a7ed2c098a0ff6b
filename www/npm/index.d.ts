// The element's class and what surrounds it. The names are in names.d.ts, generated from the Rust side.

import type { EventDetails, FormName, FormValues, InvalidField } from './names.js';

export * from './names.js';

/** The browser version that this package was made with. */
export const BROWSER_VERSION: string;

/** What every element of the application needs to know. */
export interface Options {
  /** The proxy's public URL, for elements without the attribute `proxy`. */
  proxy?: string;
  /**
   * Where glue and WebAssembly are, if the application brings them along: `assets` of `leadgate/assets`,
   * or the address of a copy of the package's folder `release`. Without it, and for a form that the proxy
   * made with another browser version, they come from the proxy.
   */
  assets?: Readonly<Record<string, string>> | string;
}

/** Says where things come from. Call it once, before an element is in the page. */
export function configure(options: Options): void;

/** What `submit()` rejects with: wrong fields, the HTTP status (0: no answer), or null where it was cancelled or is under way. */
export type SubmitProblem = { readonly fields: readonly InvalidField[] } | { readonly status: number } | null;

/** The events as listeners get them. */
export type LeadgateEventMap = { [Name in keyof EventDetails]: CustomEvent<EventDetails[Name]> };

/**
 * The class of `<leadgate-form>`, not registered: `leadgate/define` does that. On a server it is an empty class.
 *
 * `Form` narrows the values: `LeadgateForm<'call-me-back'>`.
 */
export class LeadgateForm<Form extends FormName = FormName> extends HTMLElement {
  /** Values to fill in, by field name. Consents and unknown names are passed over. */
  get values(): FormValues[Form];
  set values(values: FormValues[Form]);
  /** Sends the form as its button does. Rejects with a {@link SubmitProblem}. */
  submit(): Promise<{ readonly id: string }>;
  /** Empties the form and gives it a new id. */
  reset(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'leadgate-form': LeadgateForm;
  }
  // They bubble and cross the shadow root, so elements, document and window hear them.
  interface GlobalEventHandlersEventMap extends LeadgateEventMap {}
}
