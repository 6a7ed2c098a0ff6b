// A partner's web server: pages given as strings, each with its own headers.

import { createServer } from 'node:http';

/**
 * Starts a server on a free port. `set(path, html, headers)` puts a page there and returns its URL.
 * @param {string} [host] the name in its origin: another name is another origin
 */
export async function startPages(host = '127.0.0.1') {
  const pages = new Map();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url, 'http://page').pathname);
    if (!page) return response.writeHead(404, { 'content-type': 'text/plain' }).end('no such page');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...page.headers });
    response.end(page.html);
  });
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, host, resolve);
  });
  const origin = `http://${host}:${server.address().port}`;
  return {
    origin,
    /** @param {string} path @param {string} html @param {Record<string, string>} [headers] */
    set: (path, html, headers = {}) => {
      pages.set(path, { html, headers });
      return origin + path;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** A partner's page around a snippet. @param {string} body */
export const partnerPage = (body, lang = 'nl') =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">` +
  '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">' +
  `<link rel="icon" href="data:,"><title>Partner</title></head><body><main><h1>Partner</h1>${body}</main></body></html>`;
