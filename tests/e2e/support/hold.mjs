// Requests that wait until the test lets them go: "before hydration" and "while sending" as
// conditions instead of times.

/**
 * Holds every request that matches from now on. `seen` counts them; `waiting(n)` resolves when n
 * are held; `release(answer)` lets them go, all of them answered by `answer` if it is given.
 * @param {import('playwright-core').Page} page
 * @param {string | RegExp} pattern
 */
export async function hold(page, pattern) {
  const held = [];
  let seen = 0;
  let open = false;
  let wake = () => {};
  await page.route(pattern, (route) => {
    seen++;
    if (open) return route.continue();
    held.push(route);
    wake();
  });
  return {
    seen: () => seen,
    waiting: async (count = 1) => {
      while (held.length < count) await new Promise((resolve) => (wake = resolve));
    },
    /** @param {Parameters<import('playwright-core').Route['fulfill']>[0]} [answer] */
    release: async (answer) => {
      open = !answer;
      for (const route of held.splice(0)) await (answer ? route.fulfill(answer) : route.continue());
    },
  };
}

/** The requests for WebAssembly. */
export const WASM = /\/leadgate_bg\.wasm$/;
/** The posts of leads. */
export const LEADS = /\/v1\/leads\//;
