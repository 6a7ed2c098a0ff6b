// Where the page goes, without going there: the tests live in it.
// @ts-check

/** The addresses that the page was to open. @type {string[]} */
let opened = [];

/** From here on. */
export function start() {
  opened = [];
}

// Not in TypeScript's library yet: the Navigation API.
/** @type {any} */ (window).navigation.addEventListener('navigate', (/** @type {any} */ event) => {
  event.preventDefault();
  opened.push(event.destination.url);
});

export const addresses = () => opened;
