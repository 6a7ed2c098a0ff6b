// A walk with the Tab key: where it stops, in which order, and whether one sees where one is.

/** Everything that takes the keyboard, as far as it is seen, in the order in which it is read. */
const IN_SIGHT = 'input:not([type="hidden"]), select, textarea, button, a[href], summary';

/**
 * What a person sees of the controls, row by row: `[{ id, focus }]`. Controls beside each other
 * are read in the page's direction.
 * @param {import('playwright-core').Page} page a page with one form
 * @returns {Promise<string[]>} their keys, as `stops` tells them
 */
export const inSight = (page) =>
  page.evaluate((selector) => {
    const form = document.querySelector('leadgate-form').shadowRoot.querySelector('.leadgate');
    const fromLeft = getComputedStyle(form).direction === 'ltr' ? 1 : -1;
    const seen = [...form.querySelectorAll(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true }));
    const things = seen.map((element) => ({ key: element.id || element.className, box: element.getBoundingClientRect() }));
    const isAbove = (one, other) => one.bottom <= other.top + Math.min(one.height, other.height) / 2;
    things.sort(({ box: one }, { box: other }) => {
      if (isAbove(one, other)) return -1;
      return isAbove(other, one) ? 1 : fromLeft * (one.left - other.left);
    });
    return things.map(({ key }) => key);
  }, IN_SIGHT);

/** The control with the focus: its key, and how it differs from one without. */
const stop = (page) =>
  page.evaluate(() => {
    const active = document.activeElement?.shadowRoot?.activeElement;
    if (!active) return null;
    const look = () => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(active);
      return { outline: `${outlineStyle} ${outlineWidth} ${outlineColor}`, boxShadow, width: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth) };
    };
    const within = look();
    const { top, bottom } = active.getBoundingClientRect();
    const isInWindow = top >= 0 && bottom <= innerHeight;
    const key = active.id || active.className;
    // How it looks otherwise: without the focus, for the time of a look.
    active.blur();
    const without = look();
    active.focus({ preventScroll: true, focusVisible: true });
    const differs = within.outline !== without.outline || within.boxShadow !== without.boxShadow;
    return { key, isInWindow, isSeen: differs && within.width >= 2 };
  });

/**
 * Presses Tab until the focus has left the form.
 * @param {import('playwright-core').Page} page with the focus before the form, or after it
 * @param {'Tab' | 'Shift+Tab'} [key]
 * @returns {Promise<{ key: string, isSeen: boolean, isInWindow: boolean }[]>} each stop once: a
 *   control of several parts, such as a date, is one
 */
export async function stops(page, key = 'Tab') {
  const found = [];
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press(key);
    const here = await stop(page);
    if (!here && found.length) return found;
    if (here && found.at(-1)?.key !== here.key) found.push(here);
  }
  throw new Error(`no way out after ${found.map(({ key }) => key).join(', ')}`);
}
