// A program under test: started, watched until it is ready, ended in either way.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

import { until } from './until.mjs';

/** A port that was free a moment ago. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a program and waits until its output matches.
 * @param {string} file
 * @param {string[]} args
 * @param {{ ready: RegExp, env?: Record<string, string>, cwd?: string }} options
 */
export async function start(file, args, { ready, env = {}, cwd }) {
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let problem;
  const ended = new Promise((resolve) => {
    child.on('exit', resolve);
    child.on('error', (error) => resolve((problem = error)));
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes));
  const isDead = () => problem || child.exitCode !== null || child.signalCode !== null;
  await until(`${file} is ready`, () => {
    if (isDead()) throw new Error(`${file} ended at once: ${problem ?? output}`);
    return ready.test(output);
  });
  return {
    /** Everything that it printed so far. */
    output: () => output,
    /** Sends it a signal that does not end it. @param {NodeJS.Signals} signal */
    signal: (signal) => child.kill(signal),
    /** Ends it and waits for the end; SIGKILL leaves it no time. @param {NodeJS.Signals} signal */
    end: async (signal = 'SIGTERM') => {
      if (!isDead()) child.kill(signal);
      await ended;
    },
  };
}
