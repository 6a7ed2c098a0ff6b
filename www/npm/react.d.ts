// <leadgate-form> as a React component.

import type { HTMLAttributes, ReactElement, Ref } from 'react';
import type { Attributes, EventDetails, FormName, FormValues, LeadgateEventMap, LeadgateForm as LeadgateFormElement } from './index.js';

/** A name of HTML as React writes it: `product-id` is `productId`. */
type CamelCase<Name extends string> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<CamelCase<Rest>>}` : Name;

type AttributeProps = { [Name in keyof Attributes as CamelCase<Name>]: Attributes[Name] };

/** A handler for each event: `onSuccess` hears `leadgate-success`. */
type EventProps = {
  [Name in keyof EventDetails as Name extends `leadgate-${infer Event}` ? `on${Capitalize<Event>}` : never]?: (event: LeadgateEventMap[Name]) => void;
};

type Own = AttributeProps & EventProps;

/** What the component takes: the element's attributes, values to fill in, handlers, and what every element has. */
export type LeadgateFormProps<Form extends FormName = FormName> = Omit<HTMLAttributes<LeadgateFormElement>, keyof Own> &
  Omit<Own, 'form'> & {
    /** Which form. */
    form: Form;
    /** Values to fill in, by field name; filled in again when they change. */
    values?: FormValues[Form];
    /** The element itself, with `submit()` and `reset()`. */
    ref?: Ref<LeadgateFormElement<Form>>;
  };

/** The form. Importing this module registers the element. */
export function LeadgateForm<Form extends FormName>(props: LeadgateFormProps<Form>): ReactElement | null;
