// Waiting for a condition instead of for a time.

const EVERY_MS = 40;

/**
 * Asks again until the answer is truthy, and returns it.
 * @template T
 * @param {string} what the condition in words, for the failure
 * @param {() => T | Promise<T>} ask
 * @param {number} [limitMs]
 * @returns {Promise<T>}
 */
export async function until(what, ask, limitMs = 15_000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
