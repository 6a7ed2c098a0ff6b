// @ts-check
// Ids of leads.

const digit = () => (crypto.getRandomValues(new Uint8Array(1))[0] & 15).toString(16);

/**
 * A version 7 UUID: 48 bits of time, so that a store appends ids instead of scattering them, and 72 random bits.
 * `crypto.randomUUID` knows version 4 only, and is missing on pages without TLS.
 */
export const uuid = () => {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7###-8###-############`.replace(/#/g, digit);
};
