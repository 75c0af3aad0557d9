// @vitest-environment happy-dom
import { signal } from '@preact/signals-core';
import { expect, test, vi } from 'vitest';
import { type Command, Commands } from './commands.ts';

const command = (id: string, more: Partial<Omit<Command, 'run'>> = {}) => ({
  id,
  label: id,
  ...more,
  run: vi.fn(),
});

const press = (key: string, more: KeyboardEventInit = {}, target: EventTarget = window) => {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...more,
  });
  target.dispatchEvent(event);
  return event;
};

test('a command runs by id, only while it can', async () => {
  const commands = new Commands();
  const enabled = signal(false);
  const save = command('save', { enabled });
  const end = commands.register(save);
  expect(await commands.run('save')).toBe(false);
  enabled.value = true;
  expect(await commands.run('save')).toBe(true);
  end();
  expect(await commands.run('save')).toBe(false);
  expect(save.run).toHaveBeenCalledTimes(1);
});

test('keys run what is nearest; what is disabled leaves them to the next', () => {
  const commands = new Commands();
  const enabled = signal(true);
  const [outer, inner] = [
    command('outer', { keys: ['Control+KeyS'] }),
    command('inner', { keys: ['Control+KeyS'], enabled }),
  ];
  const ends = [commands.register(outer), commands.register(inner), commands.listen(window)];
  const keys = { code: 'KeyS', ctrlKey: true };
  expect(press('s', keys).defaultPrevented).toBe(true);
  enabled.value = false;
  press('s', keys);
  expect([outer.run.mock.calls.length, inner.run.mock.calls.length]).toEqual([1, 1]);
  expect([...commands.clashes.value.keys()]).toEqual(['Control+KeyS']);
  for (const end of ends.toReversed()) end();
  press('s', keys);
  expect(outer.run).toHaveBeenCalledTimes(1);
});

test('a bare key is typing while somebody types', () => {
  const commands = new Commands();
  const [help, find] = [
    command('help', { keys: ['h'] }),
    command('find', { keys: ['Control+KeyF'] }),
  ];
  commands.register(help, find);
  const end = commands.listen(window);
  const input = document.createElement('input');
  document.body.append(input);
  expect(press('h', { code: 'KeyH' }, input).defaultPrevented).toBe(false);
  press('f', { code: 'KeyF', ctrlKey: true }, input);
  press('h', { code: 'KeyH' });
  expect([help.run.mock.calls.length, find.run.mock.calls.length]).toEqual([1, 1]);
  end();
});

test('keys may be given otherwise, or taken away', () => {
  const commands = new Commands();
  const help = command('help', { keys: ['h'] });
  commands.register(help);
  const end = commands.listen(window);
  commands.remap({ help: ['x'] });
  press('h', { code: 'KeyH' });
  press('x', { code: 'KeyX' });
  expect(help.run).toHaveBeenCalledTimes(1);
  end();
});

test('searching takes the beginnings of words, without accents, recent ones first', async () => {
  const commands = new Commands();
  commands.register(
    command('a', { label: 'Apri attività', group: 'Clienti' }),
    command('b', { label: 'Apri sede' }),
    command('c', { label: 'Nascosto', visible: signal(false) }),
  );
  const found = (text: string) => commands.search(text).map((one) => one.id);
  expect(found('attivita')).toEqual(['a']);
  expect(found('ap cli')).toEqual(['a']);
  expect(found('')).toEqual(['a', 'b']);
  await commands.run('b');
  expect(found('apri')).toEqual(['b', 'a']);
});
