// @ts-check
// The element's class, configured by the application instead of by the proxy. Importing it
// registers nothing, and works where there is no browser.

import { leadgateForm } from './element.js';
import { BROWSER_VERSION } from './browser-version.js';

export * from './names.js';
export { BROWSER_VERSION };

/** @type {import('./index.js').Options} */
const settings = {};

/** @param {import('./index.js').Options} options */
export const configure = (options) => {
  Object.assign(settings, options);
};

const proxy = () => {
  if (settings.proxy) return settings.proxy;
  throw new Error("no proxy is named: call configure({ proxy: 'https://…' }) before the element is in the page, or set its attribute `proxy`");
};

/** Where a file of a browser version is: with the application, if it has that version. @param {string} url */
const locate = (url) => {
  const { assets } = settings;
  const [version, file] = url.split('/').slice(-2);
  if (!assets || version !== BROWSER_VERSION) return url;
  if (typeof assets === 'object') return assets[file] ?? url;
  return new URL(file, new URL(assets.replace(/\/?$/, '/'), document.baseURI)).href;
};

/** On a server there is nothing to extend, and nothing to do. */
export const LeadgateForm = globalThis.HTMLElement ? leadgateForm(proxy, BROWSER_VERSION, {}, locate) : class {};
