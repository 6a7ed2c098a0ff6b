// @ts-check
// The prerendered form: got from the proxy, made into nodes, told from one that was tampered with.

/** Fragments by URL, so that several forms ask once. @type {Map<string, Promise<string>>} */
const fetched = new Map();

/**
 * The proxy's current fragment.
 * @param {string} proxy the proxy's URL
 * @param {string} form @param {string} partner @param {string} lang
 */
export const fetchFragment = (proxy, form, partner, lang) => {
  const query = new URLSearchParams({ partner, lang });
  const url = `${proxy}/v1/forms/${encodeURIComponent(form)}/fragment?${query}`;
  let html = fetched.get(url);
  if (!html) {
    html = fetch(url, { headers: { accept: 'text/html' } }).then(async (answer) => {
      if (answer.ok) return answer.text();
      const problem = await answer.json().catch(() => ({}));
      throw new Error(problem.detail ?? `${answer.status} for ${url}`);
    });
    html.catch(() => fetched.delete(url));
    fetched.set(url, html);
  }
  return html;
};

/** A constructed style sheet needs no exception in the page's Content-Security-Policy. @param {any} css */
export const sheetOf = (css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

/** Our policy for pages that require Trusted Types. @type {any} */
let policy;

/**
 * HTML as pages take it that require Trusted Types. The policy is made when it is first needed: what is pasted wholly needs none,
 * and a second copy of this code, which registers nothing, makes none.
 * @param {string} html
 */
const trusted = (html) => {
  try {
    policy ??= /** @type {any} */ (self).trustedTypes.createPolicy('leadgate', { createHTML: (/** @type {string} */ html) => html });
  } catch {
    // No Trusted Types here, or none of ours: then the text alone may do.
  }
  return policy ? policy.createHTML(html) : html;
};

/** Throws where the page lets nobody make nodes of HTML, as `putInto` would. */
export const tryOut = () => {
  document.createElement('p').innerHTML = trusted('');
};

/**
 * Puts a fragment, which is a style element and nodes, in place of whatever the shadow root holds.
 * @param {ShadowRoot} shadow @param {string} html
 */
export const putInto = (shadow, html) => {
  const [, css, nodes] = html.split(/<\/?style>/);
  shadow.adoptedStyleSheets = [sheetOf(css)];
  // Parsed where it stays: by way of a template each node would be made in another document and moved. But a page of XHTML
  // would read it as XML.
  const isHtml = document.contentType === 'text/html';
  const parent = isHtml ? shadow : document.implementation.createHTMLDocument().body;
  parent.innerHTML = trusted(nodes);
  if (!isHtml) shadow.replaceChildren(...parent.childNodes);
};

/** Whether all nodes are there: the proxy wrote their number beside them. @param {HTMLElement} root */
export const isWhole = (root) => {
  const walker = document.createTreeWalker(root);
  let missing = Number(root.dataset.nodes);
  while (walker.nextNode()) missing--;
  return missing === 0;
};

/** Waits until the parser has left an element: its fragment may still be coming. @param {Element} element */
export const parsed = (element) => {
  /** @type {Node | null} */
  let node = element;
  while (node && !node.nextSibling) node = node.parentNode;
  if (node || document.readyState !== 'loading') return;
  return new Promise((resolve) => addEventListener('DOMContentLoaded', resolve, { once: true }));
};
