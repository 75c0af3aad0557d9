/**
 * What goes wrong on the server's side, told step by step by who plays it: one line in, one out.
 * Arguments: url, password, e-mail. The lines are the names of `steps`,
 * and `moved <url>` when the server is elsewhere.
 */

import { strict as assert } from 'node:assert';
import { createInterface } from 'node:readline';
import { keys, open, until, visit } from './person.ts';

const [url = '', password = '', email = ''] = process.argv.slice(2);
const anna = await visit(url, email, password);
const { line, session } = anna.client;
const first = await open(anna, 'view', 'org.sites');
const [site = ''] = keys(first.cursor('site'));

const shown = async () => {
  await until(() => line.standing.value.phase === 'online', 'online');
  const view = await until(() => {
    const found = session.views.value.get(first.id);
    return found?.active.value === true && found.cursor('site').ready.value && found;
  }, 'the view');
  return { view, record: view.editsOf('site').record(site) };
};

const steps: Readonly<Record<string, () => Promise<void>>> = {
  typed: async () => {
    const { record } = await shown();
    record.set('name', 'Scritto prima');
  },
  lost: async () => {
    await until(() => line.standing.value.phase !== 'online', 'the banner');
  },
  'back, built anew': async () => {
    const { view, record } = await shown();
    assert.notEqual(view, first, 'another view in its place');
    assert.equal(record.field('name').value.value, 'Scritto prima');
    assert.notEqual(await record.save(), undefined, String(record.failure.value));
  },
  'signed out': async () => {
    await until(() => line.standing.value.phase === 'signed_out', 'signed out');
  },
  'in again': async () => {
    await anna.client.login(email, password);
    await until(() => line.standing.value.phase === 'online', 'online');
  },
  go: async () => {
    await anna.client.logout();
  },
};

process.stdout.write('ready\n');
for await (const step of createInterface({ input: process.stdin })) {
  if (step.startsWith('moved ')) anna.url = step.slice('moved '.length);
  else await steps[step]?.();
  process.stdout.write(`${step}\n`);
  if (step === 'go') process.exit();
}
