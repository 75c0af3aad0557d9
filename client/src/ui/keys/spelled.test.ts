import { expect, test } from 'vitest';
import { I18n } from '../../core/i18n.ts';
import { spelled } from './spelled.ts';

const italian = new I18n('it', { Shift: 'Maiusc', Enter: 'Invio' });

test('a shortcut is spelled in the words of the keyboard', () => {
  expect(spelled('$mod+Shift+KeyE', italian, false)).toBe('Ctrl Maiusc E');
  expect(spelled('$mod+Enter', italian, false)).toBe('Ctrl Invio');
  expect(spelled('Alt+Digit1', italian, false)).toBe('Alt 1');
  expect(spelled('F8', italian, false)).toBe('F8');
});

test('a Mac has signs for its keys', () => {
  expect(spelled('$mod+Shift+KeyK', italian, true)).toBe('⌘ ⇧ K');
});

test('presses one after the other, and keys that are signs themselves', () => {
  expect(spelled('g c', italian, false)).toBe('G, C');
  expect(spelled('$mod++', italian, false)).toBe('Ctrl +');
  expect(spelled('Shift+?', italian, false)).toBe('Maiusc ?');
});
