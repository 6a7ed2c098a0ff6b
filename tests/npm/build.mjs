// Builds the projects of this folder, each as its own tool does, into a folder. What a tool warns of is returned.

import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import react from '@vitejs/plugin-react';
import vue from '@vitejs/plugin-vue';
import { build as bundle } from 'esbuild';
import { createLogger, createServer, build as viteBuild } from 'vite';
import webpack from 'webpack';

const HERE = dirname(fileURLToPath(import.meta.url));
const at = (...path) => join(HERE, ...path);

/** A page around a script, with what the script finds there. */
const page = (script, body = '<div id="root"></div><output></output>') =>
  '<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="leadgate-proxy" content="%PROXY%">' +
  `<link rel="icon" href="data:,"><title>Bundled</title></head><body>${body}` +
  `<script type="module" src="${script}"></script></body></html>`;

const plugins = { react, svelte: () => svelte({ configFile: false }), vue: () => vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'leadgate-form' } } }) };

/** A logger that keeps what it warns of. */
function quiet() {
  const warned = [];
  const logger = createLogger('silent');
  for (const level of ['warn', 'warnOnce', 'error']) logger[level] = (message) => warned.push(message);
  return { logger, warned };
}

/** React 18 in place of the present one. */
export const REACT_18 = { react: 'react-18', 'react-dom': 'react-dom-18' };

/**
 * @param {'react' | 'svelte' | 'vue'} name @param {string} out @param {string} base the path that it is served from
 * @param {Record<string, string>} [alias] packages in place of others
 */
export async function withVite(name, out, base, alias = {}) {
  const { logger, warned } = quiet();
  await viteBuild({ root: at(name), base, configFile: false, logLevel: 'silent', customLogger: logger, plugins: [plugins[name]()], resolve: { alias }, build: { outDir: out, emptyOutDir: true } });
  return warned;
}

/** Vite's server for development; `close()` ends it. @param {'react' | 'vue'} name @param {string} cache @param {string} proxyUrl */
export async function developWithVite(name, cache, proxyUrl) {
  const { logger, warned } = quiet();
  const named = { name: 'proxy', transformIndexHtml: (html) => html.replaceAll('%PROXY%', proxyUrl) };
  const server = await createServer({ root: at(name), configFile: false, cacheDir: cache, customLogger: logger, plugins: [plugins[name](), named], server: { host: '127.0.0.1', port: 0 } });
  await server.listen();
  return { origin: `http://127.0.0.1:${server.httpServer.address().port}`, warned, close: () => server.close() };
}

/** @param {string} out */
export async function withEsbuild(out) {
  const { warnings } = await bundle({ entryPoints: [at('esbuild/main.ts')], bundle: true, minify: true, format: 'esm', outfile: join(out, 'main.js'), logLevel: 'silent' });
  await cp(at('node_modules/leadgate/release'), join(out, 'release'), { recursive: true });
  await writeFile(join(out, 'index.html'), page('./main.js'));
  return warnings.map(({ text }) => text);
}

/** @param {string} out */
export async function withWebpack(out) {
  const compiler = webpack({ mode: 'production', context: HERE, entry: at('webpack/main.js'), output: { path: out, filename: 'main.js' }, performance: false });
  const stats = await new Promise((resolve, reject) => compiler.run((error, stats) => (error ? reject(error) : resolve(stats))));
  await new Promise((resolve) => compiler.close(resolve));
  await writeFile(join(out, 'index.html'), page('./main.js'));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  return [...errors, ...warnings].map(({ message }) => message);
}

/** The browser's half of a page that a server rendered. @param {string} rendered @param {string} out */
export async function withServer(rendered, out) {
  await mkdir(out, { recursive: true });
  const { warnings } = await bundle({
    entryPoints: [at('server/client.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    outfile: join(out, 'main.js'),
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'silent',
  });
  await writeFile(join(out, 'index.html'), page('./main.js', `<div id="root">${rendered}</div>`));
  return warnings.map(({ text }) => text);
}
