import { expect, test } from 'vitest';
import { pressed } from './key-capture.ts';

const press = (key: string, code: string, ...held: string[]) =>
  pressed({
    key,
    code,
    ctrlKey: held.includes('ctrl'),
    metaKey: false,
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
  });

test('a letter is meant by its place on the keyboard', () => {
  expect(press('E', 'KeyE', 'ctrl', 'shift')).toBe('$mod+Shift+KeyE');
  expect(press('€', 'KeyE', 'ctrl', 'alt')).toBe('$mod+Alt+KeyE');
});

test('other keys are meant by name', () => {
  expect(press('F8', 'F8')).toBe('F8');
  expect(press(' ', 'Space', 'shift')).toBe('Shift+Space');
});

test('a modifier alone is not a shortcut yet', () => {
  expect(press('Control', 'ControlLeft', 'ctrl')).toBeUndefined();
});
