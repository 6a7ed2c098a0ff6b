// A stand-in for the proxy, in place of `fetch`, for the clock, in place of `setTimeout`, and for
// the device's time zone, whichever it is where the tests run.
// @ts-check

const real = { setTimeout: window.setTimeout };

/** How an answer is made, in turn; the last one serves every further request. @type {((request: Request) => Promise<Response>)[]} */
let answers = [];
/** What arrived. @type {{ method: string, url: string, type: string | null, accept: string | null, credentials: string, body: string }[]} */
let requests = [];
/** Answers that are held back. @type {((response: Response) => void)[]} */
let held = [];
/** The pauses that were asked for, in milliseconds. @type {number[]} */
let pauses = [];
/** What was sent in the background. @type {{ url: string, body: string }[]} */
let beacons = [];
/** What waits while the clock stands still. @type {{ handler: () => void, delay: number }[]} */
let waiting = [];

/** A new server that knows no answers yet, and the real clock. */
export function start() {
  answers = [];
  requests = [];
  held = [];
  pauses = [];
  waiting = [];
  beacons = [];
  navigator.sendBeacon = (url, body) => Boolean(beacons.push({ url: String(url), body: String(body) }));
  window.setTimeout = real.setTimeout;
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { method, url, headers, credentials } = request;
    const body = await request.text();
    requests.push({ method, url, type: headers.get('content-type'), accept: headers.get('accept'), credentials, body });
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    if (!answer) throw new Error('no answer is known');
    return answer(request);
  };
}

/** @param {number} status @param {string} body @param {string} [retryAfter] */
const response = (status, body, retryAfter) =>
  new Response(body, { status, headers: { 'content-type': 'application/json', ...(retryAfter && { 'retry-after': retryAfter }) } });

/** A page of something that stands in between. @param {number} status @param {string} body */
export const answerPage = (status, body) =>
  void answers.push(async () => new Response(body, { status, headers: { 'content-type': 'text/html' } }));

/** @param {number} status @param {string} body */
export const answer = (status, body) => void answers.push(async () => response(status, body));

/** @param {number} status @param {string} seconds */
export const answerLater = (status, seconds) => void answers.push(async () => response(status, '', seconds));

/** The connection breaks. */
export const breakOff = () => void answers.push(() => Promise.reject(new TypeError('Failed to fetch')));

/** No answer, until it is released or the page gives up. */
export const hold = () =>
  void answers.push(
    (request) =>
      new Promise((resolve, reject) => {
        held.push(resolve);
        request.signal.addEventListener('abort', () => reject(request.signal.reason));
      }),
  );

/** The answer to everything that is held. @param {number} status @param {string} body */
export function release(status, body) {
  for (const resolve of held.splice(0)) resolve(response(status, body));
}

export const received = () => requests.length;
/** One part of each request. @param {'method' | 'url' | 'type' | 'accept' | 'credentials' | 'body'} part */
export const parts = (part) => requests.map((request) => String(request[part]));

/** One part of each beacon. @param {'url' | 'body'} part */
export const beaconParts = (part) => beacons.map((beacon) => beacon[part]);

/** A hundred seconds pass in one. */
export function hurry() {
  window.setTimeout = /** @type {any} */ (
    (/** @type {() => void} */ handler, delay = 0) => {
      pauses.push(delay);
      return real.setTimeout.call(window, handler, delay / 100);
    }
  );
}

/** Time stands still until some of it passes. */
export function stopClock() {
  window.setTimeout = /** @type {any} */ (
    (/** @type {() => void} */ handler, delay = 0) => {
      pauses.push(delay);
      waiting.push({ handler, delay });
      return 0;
    }
  );
}

/** Ends every wait of at most so many milliseconds, whenever it began. @param {number} milliseconds */
export function pass(milliseconds) {
  const due = waiting.filter(({ delay }) => delay <= milliseconds);
  waiting = waiting.filter(({ delay }) => delay > milliseconds);
  for (const { handler } of due) handler();
}

/** The pauses that were asked for since the clock is not the real one, in milliseconds. */
export const pausesAskedFor = () => pauses;

/** A moment for the browser to do what is due, on the real clock. */
export const moment = () => new Promise((resolve) => real.setTimeout.call(window, resolve, 2));

/** The device shows the time of a zone. @param {string} zone */
export function liveIn(zone) {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  /** As the platform counts: minutes that UTC is ahead. @this {Date} */
  Date.prototype.getTimezoneOffset = function () {
    const name = format.formatToParts(this).find(({ type }) => type === 'timeZoneName')?.value;
    const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name ?? '') ?? [];
    return -Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes));
  };
}
