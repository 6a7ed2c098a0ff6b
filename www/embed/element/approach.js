// @ts-check
// The visitor on the way to a form: what only who uses it needs can wait until then.

/**
 * Looks out until the visitor is less than a screen away from an element, or in it. Nothing is left of it then.
 * @param {Element} element
 * @returns {{ near: Promise<void>, come: () => void }} `near` settles then, or with `come()`, which ends the wait
 */
export const approach = (element) => {
  const looking = new AbortController();
  const { signal } = looking;
  const come = () => looking.abort();
  const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && come(), { rootMargin: '100%' });
  observer.observe(element);
  for (const event of ['focusin', 'input']) element.addEventListener(event, come, { signal });
  const near = new Promise((/** @type {(nothing: void) => void} */ resolve) => {
    signal.onabort = () => {
      observer.disconnect();
      resolve();
    };
  });
  return { near, come };
};
