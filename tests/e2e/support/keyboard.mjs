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

/** How every control is outlined while none has the focus: `{ key: look }`. */
const looks = (page) =>
  page.evaluate((selector) => {
    const form = document.querySelector('leadgate-form').shadowRoot.querySelector('.leadgate');
    const look = (element) => {
      const { outline, boxShadow } = getComputedStyle(element);
      return `${outline} ${boxShadow}`;
    };
    return Object.fromEntries([...form.querySelectorAll(selector)].map((element) => [element.id || element.className, look(element)]));
  }, IN_SIGHT);

/** The control with the focus: its key, whether it is marked as such, whether it is in the window. */
const stop = (page, without) =>
  page.evaluate((without) => {
    const active = document.activeElement?.shadowRoot?.activeElement;
    if (!active) return null;
    const key = active.id || active.className;
    const { outline, outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
    const isMarked = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && `${outline} ${boxShadow}` !== without[key];
    // Of several lines the one with the caret is enough: Chromium scrolls no further.
    const { top, height } = active.getBoundingClientRect();
    const isInWindow = top >= 0 && top + Math.min(height, 24) <= innerHeight;
    return { key, isMarked, isInWindow };
  }, without);

/**
 * Presses Tab until the focus has left the form.
 * @param {import('playwright-core').Page} page with the focus before the form, or after it
 * @param {'Tab' | 'Shift+Tab'} [key]
 * @returns {Promise<{ key: string, isMarked: boolean, isInWindow: boolean }[]>} each stop once: a
 *   control of several parts, such as a date, is one
 */
export async function stops(page, key = 'Tab') {
  const without = await looks(page);
  const found = [];
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press(key);
    const here = await stop(page, without);
    if (!here && found.length) return found;
    if (here && found.at(-1)?.key !== here.key) found.push(here);
  }
  throw new Error(`no way out after ${found.map(({ key }) => key).join(', ')}`);
}
