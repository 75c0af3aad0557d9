import { expect, test } from 'vitest';
import { Path, PathError } from './path.ts';

test('p1 a path is its absolute text; the base takes no part in equality', () => {
  expect(Path.of('b', 'a').equals(Path.of('a.b'))).toBe(true);
  expect(Path.of('a.b').equals('a.b')).toBe(true);
  expect(Path.of('a.b').equals(undefined)).toBe(false);
  expect(Path.of('b', 'a').base?.text).toBe('a');
  expect(Path.of('a.b').base).toBeUndefined();
});

test.each(['', '.', 'a..b', 'A', 'a-b', 'a.'])('p3 %j is no address', (text) => {
  expect(() => Path.of(text)).toThrow(PathError);
});

test('p4 growing keeps the base, and makes one where there is none', () => {
  expect(Path.of('client', 's.1').child('a').plus('b.c').base?.text).toBe('s.1');
  expect(Path.of('s.1').child('a').base?.text).toBe('s.1');
});

test('p5 a child is one fragment; a rooted path is its own base', () => {
  expect(() => Path.of('a').child('b.c')).toThrow(PathError);
  expect(Path.of('a.b').rooted().base?.text).toBe('a.b');
});

test('p6 containing is by whole fragments', () => {
  expect(Path.of('a.b').contains('a.b.c')).toBe(true);
  expect(Path.of('a.b').contains('a.bc')).toBe(false);
  expect(Path.of('a.b').name).toBe('b');
});

test('p7 targets resolve from the base, from names, or are themselves', () => {
  const here = Path.of('client.7', 's.1');
  expect(here.resolve('x.y').text).toBe('x.y');
  expect(here.resolve('@').text).toBe('s.1');
  expect(here.resolve('@server').text).toBe('s.1.server');
  expect(here.resolve('@.server').text).toBe('s.1.server');
  expect(here.resolve('#view.name', [() => undefined, () => Path.of('v.name')]).text).toBe(
    'v.name',
  );
  expect(() => here.resolve('#view')).toThrow(PathError);
  expect(() => Path.of('a').resolve('@b')).toThrow(PathError);
});
