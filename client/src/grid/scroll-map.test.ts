import { describe, expect, test } from 'vitest';
import { ScrollMap } from './scroll-map.ts';

const ROW = 28;
const VIEW = 800;

function mapOf(rows: number): ScrollMap {
  const map = new ScrollMap();
  map.resize(rows, ROW, VIEW);
  return map;
}

describe('a list that fits', () => {
  test('is as high as its rows, and the bar is the place', () => {
    const map = mapOf(1000);
    expect(map.height).toBe(28_000);
    expect(map.moved(5000)).toBeNull();
    expect(map.top).toBe(5000);
    expect(map.origin).toBe(0);
  });

  test('an elastic overscroll moves no row', () => {
    const map = mapOf(1000);
    map.moved(-40);
    expect([map.top, map.origin]).toEqual([0, 0]);
  });
});

describe('a list taller than a browser can draw', () => {
  test('is capped', () => {
    expect(mapOf(1_000_000).height).toBe(8_000_000);
  });

  test('small steps go row by row', () => {
    const map = mapOf(1_000_000);
    map.go(14_000_000);
    const bar = map.top - map.origin;
    expect(map.moved(bar + 60)).toBeNull();
    expect(map.top).toBe(14_000_060);
  });

  test('both ends are reached by the bar', () => {
    const map = mapOf(1_000_000);
    map.moved(8_000_000 - VIEW);
    expect(map.top).toBe(28_000_000 - VIEW);
    map.moved(0);
    expect(map.top).toBe(0);
  });

  test('small steps reach both ends, and the bar is put right there', () => {
    const map = mapOf(1_000_000);
    let bar = map.go(3000);
    let put: number | null = null;
    for (let step = 0; step < 60 && put === null; step += 1) {
      bar = Math.max(0, bar - 60);
      put = map.moved(bar);
      bar = put ?? bar;
    }
    expect(map.top).toBeGreaterThan(0);
    expect(bar).toBeGreaterThan(0);
    while (map.top > 0) {
      bar = map.moved(bar - 60) ?? bar - 60;
    }
    expect(bar).toBe(0);
  });

  test('another row height keeps the first row', () => {
    const map = mapOf(1_000_000);
    map.go(500_000 * ROW);
    map.resize(1_000_000, 44, VIEW);
    expect(map.top).toBe(500_000 * 44);
  });
});
