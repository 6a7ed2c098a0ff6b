// What is wrong with the layout of a form, measured in the page: nothing may stick out, be cut off,
// cover something else or be too small to hit.

/** The least that a finger or a shaking hand hits (WCAG 2.5.8), in CSS pixels. */
const TARGET = 24;
/** What a control measures (our own rule). */
const CONTROL = 44;
/** Below this iOS zooms in on a control that gets the focus. */
const CONTROL_TEXT = 16;

/**
 * Every flaw in words; an empty list is a sound layout.
 * @param {import('playwright-core').Page} page a page with one form
 * @returns {Promise<string[]>}
 */
export const layoutFlaws = (page) =>
  page.evaluate(
    ([target, controlHeight, controlText]) => {
      const root = document.querySelector('leadgate-form').shadowRoot.querySelector('.leadgate');
      const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !element.closest('.announcement');
      const all = (selector) => [...root.querySelectorAll(selector)].filter(shown);
      const flaws = [];
      const name = (element) => `${element.localName}.${element.className || '-'} "${(element.textContent || element.name || '').trim().slice(0, 30)}"`;

      const { scrollWidth } = document.documentElement;
      if (scrollWidth > innerWidth) flaws.push(`the page is ${scrollWidth} wide in a window of ${innerWidth}`);

      const room = root.getBoundingClientRect();
      for (const element of all('*')) {
        const { left, right } = element.getBoundingClientRect();
        if (left < room.left - 1 || right > room.right + 1) flaws.push(`${name(element)} sticks out`);
        const cut = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
        const isBox = !['inline', 'contents'].includes(getComputedStyle(element).display) && element.clientWidth > 0;
        if (isBox && cut && getComputedStyle(element).overflow !== 'visible' && element.localName !== 'select') flaws.push(`${name(element)} is cut off`);
      }

      // What is seen: each line of text, and each control.
      const texts = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { currentNode: text } = walker;
        const parent = text.parentElement;
        if (!text.data.trim() || !shown(parent) || parent.closest('select, textarea, button')) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) texts.push({ element: parent, box });
      }
      const things = [...texts, ...all('.control, .box, button').map((element) => ({ element, box: element.getBoundingClientRect() }))];
      things.forEach(({ element, box }, index) => {
        for (const { element: other, box: otherBox } of things.slice(index + 1)) {
          const width = Math.min(box.right, otherBox.right) - Math.max(box.left, otherBox.left);
          const height = Math.min(box.bottom, otherBox.bottom) - Math.max(box.top, otherBox.top);
          // Lines of one text may touch each other's space for accents.
          if (element !== other && width > 1 && height > 4) flaws.push(`${name(element)} and ${name(other)} cover each other`);
        }
      });

      for (const element of all('input:not(.box), select, textarea, button, summary, .choice, .consent, .summary a')) {
        const { width, height } = element.getBoundingClientRect();
        if (width < target || height < target) flaws.push(`${name(element)} is ${width} × ${height}: too small to hit`);
      }
      for (const element of all('.control')) {
        const { height } = element.getBoundingClientRect();
        if (height < controlHeight) flaws.push(`${name(element)} is ${height} high`);
        if (parseFloat(getComputedStyle(element).fontSize) < controlText) flaws.push(`${name(element)} has small text`);
      }
      return flaws;
    },
    [TARGET, CONTROL, CONTROL_TEXT],
  );

/** Where each control and button stands: `{ name: 'x y width height' }`. */
export const places = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('leadgate-form').shadowRoot.querySelector('.leadgate');
    const controls = [...root.querySelectorAll('.control, .box, [type="submit"]')];
    const of = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.id || 'button', [x, y + scrollY, width, height].join(' ')];
    };
    return Object.fromEntries(controls.map(of));
  });
