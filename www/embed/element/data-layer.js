// @ts-check
// What the page hears, repeated for its tag manager.

/** What the page hears, and on request its data layer. */
export const EVENTS = ['ready', 'start', 'submit', 'success', 'error', 'invalid'].map((event) => `leadgate-${event}`);
/** How an attempt to send ends. */
export const ENDS = EVENTS.slice(3);

/**
 * Repeats an event in the page's data layer, where the element's attribute `data-layer` asks for it. What an
 * event does not have is named all the same: a tag manager would remember the one before.
 * @param {HTMLElement} element
 * @param {any} event
 */
export const repeat = (element, event) => {
  const { layer } = element.dataset;
  if (layer === undefined) return;
  const { id, fields, status } = event.detail;
  const told = { event: event.type.replace('-', '_'), leadgate_form: element.getAttribute('form'), leadgate_id: id, leadgate_fields: fields, leadgate_status: status };
  // Once every listener was asked: what one of them cancels did not happen.
  queueMicrotask(() => event.defaultPrevented || (/** @type {any} */ (globalThis)[layer || 'dataLayer'] ??= []).push(told));
};
