// The npm package as an application gets it: installed from its tarball, bundled, served.

import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from './stack.mjs';

const run = promisify(execFile);

/** Where the projects are that it is installed into. */
export const PROJECTS = join(ROOT, 'tests/npm');
const PACKED = process.env.LEADGATE_NPM_DIR || join(ROOT, 'target/npm');

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.wasm': 'application/wasm', '.css': 'text/css' };

/** The tarball that `cargo xtask npm` made. */
export async function tarball() {
  const names = await readdir(PACKED).catch(() => []);
  const name = names.find((name) => name.endsWith('.tgz'));
  if (!name) throw new Error(`${PACKED} holds no package: cargo xtask npm`);
  return join(PACKED, name);
}

/** Installs it beside what package-lock.json lists, from this machine alone. */
export async function install() {
  await run('npm', ['install', '--no-save', '--offline', '--ignore-scripts', '--no-audit', await tarball()], { cwd: PROJECTS });
}

/** Runs a program of the projects' packages; what it printed. @param {string} name @param {string[]} args */
export async function tool(name, ...args) {
  try {
    return (await run(join(PROJECTS, 'node_modules/.bin', name), args, { cwd: PROJECTS })).stdout;
  } catch (error) {
    throw new Error(`${name} ${args.join(' ')}:\n${error.stdout}${error.stderr}`);
  }
}

/** Runs a script of the projects in Node; what it printed. @param {string[]} args */
export const node = async (...args) => (await run(process.execPath, args, { cwd: PROJECTS })).stdout;

/**
 * Serves a folder's files below a path; returns the address of its index.html.
 * @param {{ pages: object, proxyUrl: string }} stack @param {string} folder @param {string} path with a slash at both ends
 * @param {(text: string) => string} [edit] what is done to pages and scripts on the way
 * @param {Record<string, string>} [headers] of every answer
 */
export async function publish({ pages, proxyUrl }, folder, path, edit = (text) => text, headers = {}) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const bytes = await readFile(file);
    const body = type.startsWith('text/') ? edit(bytes.toString().replaceAll('%PROXY%', proxyUrl)) : bytes;
    pages.set(path + relative(folder, file).replaceAll(sep, '/'), body, { ...headers, 'content-type': type });
  }
  return `${pages.origin}${path}index.html`;
}
