/** Labels keep off each other, marks of axes are round, bands give each word its room. */

import { expect, it } from 'vitest';
import { placed } from './gauge-places.ts';
import type { GaugeData } from './kinds.ts';
import { apart, inside, marksOf, textWidth } from './measures.ts';

it.each([
  [100, 110],
  [110, 100],
  [0, 2],
  [640, 638],
  [320, 320],
])('puts labels at %d and %d beside each other', (a, b) => {
  const [x, y] = apart({ at: a, width: 60 }, { at: b, width: 70 }, 640, 10);
  expect(Math.abs(x - y)).toBeGreaterThanOrEqual(75 - 1e-9);
  for (const [at, width] of [
    [x, 60],
    [y, 70],
  ] as const) {
    expect(at - width / 2).toBeGreaterThanOrEqual(-1e-9);
    expect(at + width / 2).toBeLessThanOrEqual(640 + 1e-9);
  }
});

it('leaves labels that are far apart over their places', () => {
  expect(apart({ at: 100, width: 40 }, { at: 400, width: 40 }, 640, 10)).toEqual([100, 400]);
  expect(inside(5, 40, 640)).toBe(20);
});

it('finds round marks', () => {
  expect(marksOf(0, 100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(marksOf(-3, 3, 6)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  expect(marksOf(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(marksOf(5, 5, 3)).toEqual([5]);
});

const gauge = (widths: readonly number[], word: string): GaugeData => ({
  kind: 'gauge',
  title: '',
  digits: 2,
  value: 1,
  zones: widths.map((end, at) => ({ begin: widths[at - 1] ?? 0, end, level: at, word })),
});

it.each([480, 620, 900])('gives every band a place within %d pixels', (width) => {
  for (const word of ['Alto', 'Superiore al valore di azione, da ridurre subito']) {
    const { zones } = placed(gauge([1, 1.1, 50, 51, 1000], word), null, { width, em: 12 });
    const total = zones.reduce((sum, zone) => sum + zone.width, 0);
    expect(total).toBeCloseTo(width - 1, 3);
    for (const zone of zones) {
      expect(zone.width).toBeGreaterThan(20);
      if (zone.worded) expect(zone.width).toBeGreaterThan(textWidth(word, 11, 0.92));
    }
  }
});

it('puts a value that is larger into a place that is farther', () => {
  const scale = placed(gauge([1, 1.5, 2, 3, 4.2], 'Alto'), null, { width: 600, em: 12 });
  const places = [0, 0.5, 1, 1.2, 1.5, 1.8, 2.9, 3, 4].map(scale.at);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
