// @ts-check
// The visitor on the way to a form: what only who uses it needs can wait until then.

/**
 * Looks out until the visitor is less than a screen away from an element, or in it. Nothing is left of it then.
 * @param {Element} element
 * @returns {{ near: Promise<void>, come: () => void }} `near` settles then, or with `come()`, which ends the wait
 */
export const approach = (element) => {
  /** @type {(nothing: void) => void} */
  let settle;
  const near = new Promise((/** @type {typeof settle} */ resolve) => (settle = resolve));
  const come = () => {
    observer.disconnect();
    element.removeEventListener('focusin', come);
    settle();
  };
  const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && come(), { rootMargin: '100%' });
  observer.observe(element);
  element.addEventListener('focusin', come);
  return { near, come };
};
