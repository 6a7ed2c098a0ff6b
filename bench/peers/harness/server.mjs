// Static server of the bench: precompressed brotli, honest caching headers, HTTP/1.1 keep-alive,
// and the stub that takes the leads.
import http from 'node:http';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotli } from '../build.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = new Set(['.html', '.js', '.mjs', '.css', '.wasm', '.json', '.svg']);

const WARMUP = '<!doctype html><meta charset="utf-8"><title>warm-up</title><link rel="icon" href="data:,"><style>body{font:16px system-ui,sans-serif}</style><h1>Warm-up</h1><label>Field <input></label><button>Go</button>';

/**
 * `elsewhere` is the port of a second origin that serves the same: a connection to it answers only once
 * the handshakes (name, TCP, TLS: three round trips) could have been made, which Chromium's throttling
 * leaves out. `server.handshakes` says how long they take, in ms.
 */
export async function startServer({ dist, mounts = {}, port = 0, elsewhere }) {
  const files = new Map();
  const leads = [];

  const add = async (prefix, dir, precompressed) => {
    for (const item of await readdir(dir, { withFileTypes: true, recursive: true })) {
      if (!item.isFile() || /\.(br|gz)$/.test(item.name)) continue;
      const file = path.join(item.parentPath ?? item.path, item.name);
      const ext = path.extname(file);
      const raw = await readFile(file);
      let br = null;
      if (COMPRESSIBLE.has(ext)) br = precompressed ? readFileSync(`${file}.br`) : await brotli(raw);
      files.set(`${prefix}/${path.relative(dir, file).split(path.sep).join('/')}`, {
        type: TYPES[ext] ?? 'application/octet-stream',
        html: ext === '.html',
        raw,
        br,
        etag: `"${createHash('sha256').update(raw).digest('base64url').slice(0, 20)}"`,
      });
    }
  };
  const ids = (await readdir(dist, { withFileTypes: true })).filter((d) => d.isDirectory());
  for (const { name } of ids) await add(`/${name}`, path.join(dist, name), true);
  for (const [name, dir] of Object.entries(mounts)) await add(`/x/${name}`, dir, false);

  const answer = (req, res) => {
    const { pathname } = new URL(req.url, 'http://x');
    if (req.method === 'POST' && /\/v1\/leads(\/|$)/.test(pathname)) {
      const chunks = [];
      req.on('data', (c) => chunks.push(c));
      req.on('end', () => {
        let lead;
        try {
          const text = Buffer.concat(chunks).toString();
          const form = (req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
          lead = form ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text);
        } catch {
          res.writeHead(400).end();
          return;
        }
        leads.push(lead);
        const body = JSON.stringify({ id: lead.id ?? String(leads.length), status: 'accepted' });
        res.writeHead(202, { 'access-control-allow-origin': '*', 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
        res.end(body);
      });
      return;
    }
    if (pathname === '/__warmup') {
      res.writeHead(200, { 'content-type': TYPES['.html'], 'cache-control': 'no-store' });
      res.end(WARMUP);
      return;
    }
    const file = files.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!file || !['GET', 'HEAD'].includes(req.method)) {
      res.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const headers = {
      'content-type': file.type,
      etag: file.etag,
      // the page is revalidated on each visit, what it embeds is fresh for an hour
      'cache-control': file.html ? 'no-cache' : 'public, max-age=3600, stale-while-revalidate=86400',
      vary: 'accept-encoding',
      'access-control-allow-origin': '*',
      'timing-allow-origin': '*',
    };
    if (req.headers['if-none-match'] === file.etag) {
      res.writeHead(304, headers).end();
      return;
    }
    let body = file.raw;
    if (file.br && /\bbr\b/.test(req.headers['accept-encoding'] ?? '')) {
      headers['content-encoding'] = 'br';
      body = file.br;
    }
    headers['content-length'] = body.length;
    res.writeHead(200, headers);
    res.end(req.method === 'HEAD' ? undefined : body);
  };
  const server = http.createServer(answer);
  const far = http.createServer((req, res) => {
    const wait = req.socket.opened + started.handshakes - performance.now();
    if (wait > 0) setTimeout(answer, wait, req, res);
    else answer(req, res);
  });
  far.on('connection', (socket) => { socket.opened = performance.now(); });
  for (const one of [server, far]) one.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  if (elsewhere) await new Promise((resolve) => far.listen(elsewhere, '127.0.0.1', resolve));
  const actual = server.address().port;
  const started = {
    handshakes: 0,
    port: actual,
    origin: `http://127.0.0.1:${actual}`,
    warmup: `http://127.0.0.1:${actual}/__warmup`,
    // another site for the browser, hence another renderer process
    warmupElsewhere: `http://localhost:${actual}/__warmup`,
    leads,
    close: async () => {
      for (const one of elsewhere ? [server, far] : [server]) {
        await new Promise((resolve) => { one.closeAllConnections(); one.close(resolve); });
      }
    },
  };
  return started;
}
