import { expect, test } from 'vitest';
import { marked, scopeOf, wordsIn } from './entries.ts';

const hits = (label: string, words: string) =>
  marked(label, words)
    .filter((piece) => piece.hit)
    .map((piece) => piece.text);

test('what was typed is marked at the beginning of words, whatever its accents', () => {
  expect(hits('Caffè e scaffali', 'scaff CAFFE')).toEqual(['Caffè', 'scaff']);
  expect(hits('Boscaiolo', 'sca')).toEqual([]);
});

test('the pieces are the whole label', () => {
  const label = 'Officine Meccaniche «Valsesia» S.r.l.';
  const pieces = marked(label, 'mecc val s');
  expect(pieces.map((piece) => piece.text).join('')).toBe(label);
});

test('a sign at the beginning asks for commands or records alone', () => {
  expect(scopeOf('> tema')).toEqual({ scope: 'commands', text: 'tema' });
  expect(scopeOf('@rossi')).toEqual({ scope: 'records', text: 'rossi' });
  expect(scopeOf(' sede ')).toEqual({ scope: 'all', text: 'sede' });
});

test.each([
  ['persone: rossi', 'Persone', 'rossi'],
  ['pers:rossi', 'Persone', 'rossi'],
  ['sedi: rossi', 'Persone', 'sedi: rossi'],
  [': rossi', 'Persone', ': rossi'],
  ['rossi', 'Persone', 'rossi'],
])('%j among %s asks for %j', (typed, kind, words) => {
  expect(wordsIn(typed, kind)).toBe(words);
});
