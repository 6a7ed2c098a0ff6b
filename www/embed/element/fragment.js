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

/** A constructed style sheet needs no exception in the page's Content-Security-Policy. @param {Element} style */
export const sheetOf = (style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent ?? '');
  return sheet;
};

/** Our policy for pages that require Trusted Types. @type {any} */
let policy;

/**
 * The nodes of a fragment, in a template that reads HTML on a page of XHTML, too; a style in it is nobody's yet, so that the
 * page's policy is not asked. The policy for Trusted Types is made when it is first needed: what is pasted wholly needs none,
 * and a second copy of this code, which registers nothing, makes none.
 * @param {string} html
 */
export const nodesOf = (html) => {
  try {
    policy ??= /** @type {any} */ (globalThis).trustedTypes.createPolicy('leadgate', { createHTML: (/** @type {string} */ html) => html });
  } catch {
    // No Trusted Types here, or none of ours: then the text alone may do.
  }
  const template = document.implementation.createHTMLDocument().createElement('template');
  template.innerHTML = policy ? policy.createHTML(html) : html;
  return template.content;
};

/**
 * Puts nodes in place of whatever the shadow root holds, their styles as sheets.
 * @param {ShadowRoot} shadow @param {DocumentFragment} nodes
 */
export const putInto = (shadow, nodes) => {
  const styles = [...nodes.querySelectorAll('style')];
  for (const style of styles) style.remove();
  shadow.adoptedStyleSheets = styles.map(sheetOf);
  shadow.replaceChildren(nodes);
};

/** Whether all nodes are there: the proxy wrote their number beside them. @param {HTMLElement} root */
export const isWhole = (root) => {
  const walker = document.createTreeWalker(root);
  let count = 0;
  while (walker.nextNode()) count++;
  return count === Number(root.dataset.nodes);
};

/** Waits until the parser has left an element: its fragment may still be coming. @param {Element} element */
export const parsed = (element) => {
  /** @type {Node | null} */
  let node = element;
  while (node && !node.nextSibling) node = node.parentNode;
  if (node || document.readyState !== 'loading') return;
  return new Promise((resolve) => addEventListener('DOMContentLoaded', resolve, { once: true }));
};
