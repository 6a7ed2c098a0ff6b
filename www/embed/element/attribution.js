// @ts-check
// Where the visitor came from.

/**
 * By the hidden inputs' names, from the address and the referrer that the page has now: asked when the script
 * runs, since a page that goes on without loading changes the address.
 * @returns {Record<string, string>}
 */
export const attribution = () => {
  /** @type {Record<string, string>} */
  const known = {};
  const query = new URLSearchParams(location.search);
  for (const name of ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content', 'gclid', 'fbclid', 'msclkid']) {
    // The proxy keeps as many characters.
    known[name] = [...(query.get(name) ?? '')].slice(0, 255).join('');
  }
  const referrer = document.referrer.split('/')[2];
  if (referrer !== location.host) known.referrer_host = referrer;
  return known;
};
