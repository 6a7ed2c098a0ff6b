// @ts-check
// Ids of leads.

const digit = () => (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16);

/** A version 4 UUID with 120 random bits; `crypto.randomUUID` is missing on pages without TLS. */
export const uuid = () => '########-####-4###-8###-############'.replace(/#/g, digit);
