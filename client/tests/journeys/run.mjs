/**
 * `npm run journeys`: all of them, one after the other, or those that are named.
 *
 * The demonstration is invented once, before the first; each server begins with a copy of it.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Server } from './harness.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const named = process.argv.slice(2);
const files = named.length > 0 ? named : globSync(`${folder}*.journey.mjs`).sort();

const filled = await Server.start();
await filled.rest();
try {
  const run = spawn(process.execPath, ['--test', '--test-concurrency=1', ...files], {
    stdio: 'inherit',
    env: { ...process.env, JOURNEY_FILLED: filled.data },
  });
  const [status] = await once(run, 'exit');
  process.exitCode = status ?? 1;
} finally {
  await filled.clear();
}
