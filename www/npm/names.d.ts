// Generated from the Rust side; do not edit: RENEW_FIXTURES=1 cargo test -p leadgate --features ssr --test npm_names

/** The element's name. */
export const TAG: 'leadgate-form';
/** The forms. */
export const FORMS: readonly ['call-me-back', 'click-out', 'insurance', 'third-party'];
/** The languages. */
export const LANGUAGES: readonly ['nl', 'fr', 'en', 'de'];
/** The attributes. */
export const ATTRIBUTES: readonly ['form', 'partner', 'lang', 'proxy', 'product-type-id', 'product-id', 'supplier-id', 'url', 'subject', 'theme', 'data-layer'];
/** The events. */
export const EVENTS: readonly ['leadgate-ready', 'leadgate-start', 'leadgate-invalid', 'leadgate-submit', 'leadgate-success', 'leadgate-error'];

/** The forms. */
export type FormName = 'call-me-back' | 'click-out' | 'insurance' | 'third-party';

/** The languages of forms and sentences. */
export type Language = 'nl' | 'fr' | 'en' | 'de';

/** The looks of the attribute `theme`. */
export type Theme = 'auto' | 'light' | 'dark' | 'contrast';

/** What can be wrong with a field. A later release may know more. */
export type ErrorCode =
  | 'bic_bank'
  | 'bic_country'
  | 'bic_length'
  | 'birthdate_too_old'
  | 'birthdate_too_young'
  | 'birthdate_unreadable'
  | 'calling_hours'
  | 'choice_unknown'
  | 'consent_missing'
  | 'control_character'
  | 'digits_character'
  | 'digits_check'
  | 'digits_length'
  | 'ean_start'
  | 'email_character'
  | 'email_domain'
  | 'email_local_part'
  | 'email_no_at'
  | 'house_number'
  | 'iban_check'
  | 'iban_country'
  | 'iban_form'
  | 'iban_length'
  | 'missing'
  | 'moment_unreadable'
  | 'national_number_date'
  | 'no_letter'
  | 'number_character'
  | 'phone_character'
  | 'phone_not_callable'
  | 'phone_not_fixed'
  | 'phone_not_in_plan'
  | 'phone_not_mobile'
  | 'phone_too_long'
  | 'phone_too_short'
  | 'phone_unknown_country'
  | 'postal_code'
  | 'slot_closed'
  | 'slot_past'
  | 'slot_too_far'
  | 'slot_unknown'
  | 'too_long'
  | 'url_host'
  | 'url_scheme'
  | 'url_unreadable'
  | 'url_user_info'
  | 'vat_check'
  | 'vat_country'
  | 'vat_form';

/** The element's attributes, as HTML names them. */
export interface Attributes {
  /** Which form. */
  form: FormName;
  /** The public partner key. */
  partner: string;
  /** The language; any other is answered in Dutch. */
  lang?: Language;
  /** Another address of the proxy, from which form and WebAssembly are loaded. */
  proxy?: string;
  /** The type of the product; goes to the CRM. */
  'product-type-id'?: number | `${number}`;
  /** The product; goes to the CRM. */
  'product-id'?: number | `${number}`;
  /** The supplier; goes to the CRM. */
  'supplier-id'?: number | `${number}`;
  /** Where a click-out leads: an address on one of the partner's hosts. */
  url?: string;
  /** What the call is about; goes to the CRM. */
  subject?: string;
  /** Light or dark; as the page is without it. */
  theme?: Theme;
  /** Repeats the events in the page's data layer: `dataLayer`, or the array that is named. */
  'data-layer'?: boolean | string;
}

/** The fields of each form, by their names on the wire; those that attributes fill included. */
export interface FormFields {
  'call-me-back': 'first_name' | 'last_name' | 'phone' | 'email' | 'slot' | 'remarks' | 'subject';
  'click-out': 'first_name' | 'last_name' | 'email' | 'url';
  'insurance': 'interests' | 'gender' | 'segment' | 'first_name' | 'last_name' | 'email' | 'interested_in_insurance' | 'allow_insurance_call' | 'phone' | 'birthdate' | 'address_street' | 'address_nr' | 'address_box' | 'address_postal_code' | 'address_city' | 'address_country' | 'remarks';
  'third-party': 'gender' | 'segment' | 'first_name' | 'last_name' | 'birthdate' | 'language' | 'email' | 'cellphone' | 'cellphone_country' | 'landline' | 'landline_country' | 'company' | 'vat' | 'iban' | 'rrnr' | 'idnr' | 'address_street' | 'address_nr' | 'address_box' | 'address_floor' | 'address_postal_code' | 'address_city' | 'address_country' | 'address_building_type' | 'remarks' | 'batch' | 'is_hot' | 'call_at';
}

/** A field of a form, or of any. */
export type FieldName<Form extends FormName = FormName> = FormFields[Form];

/** What can be filled in, by form and field. Consents are the visitor's own. */
export interface FormValues {
  'call-me-back': {
    first_name?: string | number;
    last_name?: string | number;
    phone?: string | number;
    email?: string | number;
    slot?: '' | 'morning' | 'afternoon' | 'evening' | `${string}/${string}`;
    remarks?: string | number;
  };
  'click-out': {
    first_name?: string | number;
    last_name?: string | number;
    email?: string | number;
  };
  'insurance': {
    interests?: readonly ('car' | 'dog' | 'funeral' | 'fire' | 'hospitalization')[];
    gender?: '' | '1' | '2';
    segment?: '' | '1' | '2';
    first_name?: string | number;
    last_name?: string | number;
    email?: string | number;
    interested_in_insurance?: boolean;
    allow_insurance_call?: boolean;
    phone?: string | number;
    birthdate?: string | number;
    address_street?: string | number;
    address_nr?: string | number;
    address_box?: string | number;
    address_postal_code?: string | number;
    address_city?: string | number;
    address_country?: '' | 'BE' | 'NL' | 'FR' | 'DE' | 'LU' | 'SE' | 'HU' | 'RU';
    remarks?: string | number;
  };
  'third-party': {
    gender?: '' | '1' | '2';
    segment?: '' | '1' | '2';
    first_name?: string | number;
    last_name?: string | number;
    birthdate?: string | number;
    language?: '' | 'nl' | 'fr' | 'en' | 'de';
    email?: string | number;
    cellphone?: string | number;
    cellphone_country?: '' | 'BE' | 'NL' | 'FR' | 'DE' | 'LU' | 'SE' | 'HU' | 'RU';
    landline?: string | number;
    landline_country?: '' | 'BE' | 'NL' | 'FR' | 'DE' | 'LU' | 'SE' | 'HU' | 'RU';
    company?: string | number;
    vat?: string | number;
    iban?: string | number;
    rrnr?: string | number;
    idnr?: string | number;
    address_street?: string | number;
    address_nr?: string | number;
    address_box?: string | number;
    address_floor?: string | number;
    address_postal_code?: string | number;
    address_city?: string | number;
    address_country?: '' | 'BE' | 'NL' | 'FR' | 'DE' | 'LU' | 'SE' | 'HU' | 'RU';
    address_building_type?: '' | '1' | '2' | '3' | '4';
    remarks?: string | number;
    batch?: string | number;
    is_hot?: boolean;
    call_at?: string | number;
  };
}

/** A wrong field and what is wrong with it. */
export interface InvalidField {
  readonly field: FieldName | `consent_${string}`;
  readonly code: ErrorCode;
}

/** What the events' `detail` holds: no personal data. */
export interface EventDetails {
  /** The WebAssembly has hydrated the form. */
  'leadgate-ready': Readonly<Record<never, never>>;
  /** The first input. */
  'leadgate-start': Readonly<Record<never, never>>;
  /** An attempt to send with wrong fields. */
  'leadgate-invalid': { readonly fields: readonly InvalidField[] };
  /** Before the request; `preventDefault()` cancels it. */
  'leadgate-submit': Readonly<Record<never, never>>;
  /** The lead is on the proxy's disk. */
  'leadgate-success': { readonly id: string };
  /** The lead could not be sent: the HTTP status, 0 where no answer came. */
  'leadgate-error': { readonly status: number };
}
