// @ts-check
// The visitor on the way to a form: what only who uses it needs can wait until then.

/**
 * Looks out until the visitor is less than a screen away from an element, or in it. Nothing is left of it then.
 * @param {Element} element
 * @returns {{ near: Promise<void>, come: () => void }} `near` settles then, or with `come()`, which ends the wait
 */
export const approach = (element) => {
  const signs = ['focusin', 'input'];
  let come = () => {};
  const near = new Promise((/** @type {(nothing: void) => void} */ resolve) => {
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && come(), { rootMargin: '100%' });
    come = () => {
      observer.disconnect();
      for (const sign of signs) element.removeEventListener(sign, come);
      resolve();
    };
    observer.observe(element);
    for (const sign of signs) element.addEventListener(sign, come);
  });
  return { near, come };
};
