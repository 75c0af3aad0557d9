// @vitest-environment happy-dom
/** Pictures say everything they show, in words and numbers of the reader's language. */

import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { I18n } from '../../../core/i18n.ts';
import { CASES } from '../../../gallery/picture-lab.ts';
import { type App, AppProvider } from '../../kit/app.tsx';
import type { PictureData } from './kinds.ts';
import { Picture, Pictures } from './picture.tsx';

const app = { i18n: new I18n('it') } as App;
let place: HTMLElement;
let root: Root;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

const show = (before: PictureData, after: PictureData | null = null) =>
  act(() =>
    root.render(
      <AppProvider app={app}>
        <Picture before={before} after={after} />
      </AppProvider>,
    ),
  );
const caseOf = (name: string) => {
  const found = CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const showCase = (name: string) => {
  const { before, after = null } = caseOf(name);
  show(before, after);
};
const alternative = () => place.querySelector('[role="img"]')?.getAttribute('aria-label') ?? '';
const numbersIn = (attribute: string) =>
  [...place.querySelectorAll(`[${attribute}]`)].map((one) => one.getAttribute(attribute) ?? '');

it.each(CASES.map(({ name }) => name))('%s: has a name and no place that is no number', (name) => {
  showCase(name);
  expect(place.querySelector('figcaption')?.textContent).not.toBe('');
  for (const attribute of ['x', 'y', 'width', 'height', 'd', 'cx', 'transform']) {
    expect(numbersIn(attribute).join(' ')).not.toMatch(/NaN|Infinity|undefined/);
  }
  const said = alternative() || (place.querySelector('table')?.textContent ?? '');
  expect(said.length).toBeGreaterThan(20);
});

it('tells a gauge by its values, levels and bands', () => {
  showCase('Gauge, before and after');
  expect(alternative()).toBe(
    'Indice di sollevamento: Before 2,05, 3 Alto; After 0,80, 0 Trascurabile. Bands: ' +
      '0 Trascurabile up to 1; 1 Basso up to 1,5; 2 Medio up to 2; 3 Alto up to 3; 4 Molto alto above.',
  );
});

it('says from and to of bands of whole numbers, and each level once', () => {
  showCase('Gauge, steps');
  const texts = [...place.querySelectorAll('svg text')].map((one) => one.textContent);
  expect(texts).toEqual(expect.arrayContaining(['≤ 2', '3-4', '5-6', '≥ 7']));
  expect(texts.filter((text) => text?.startsWith('2 Livello 2'))).toEqual([]);
});

it('keeps the edges of a gauge where they are while its value moves', () => {
  const edges = () => [...place.querySelectorAll('.zone rect')].map((one) => one.getAttribute('x'));
  const { before } = caseOf('Gauge, alone');
  show(before);
  const first = edges();
  for (const value of [0, 0.99, 2.7, 4.1, 60]) {
    const zones = before.kind === 'gauge' ? before.zones : [];
    const grown = zones.map((zone, at) =>
      at === zones.length - 1 ? { ...zone, end: Math.max(4.2, value * 1.05) } : zone,
    );
    show({ ...before, value, zones: grown } as PictureData);
    expect(edges()).toEqual(first);
  }
});

it('has one red bar, and writes it for those who do not see red', () => {
  showCase('Bars, before and after');
  const worst = place.querySelectorAll('tr.worst');
  expect(worst).toHaveLength(1);
  expect(worst[0]?.textContent).toContain('0,625, to be mended first');
  expect(place.querySelectorAll('rect.after')).toHaveLength(6);
});

it('puts likelihood upwards, and tells where the case stands', () => {
  showCase('Matrix, before and after');
  const rows = [...place.querySelectorAll('tbody th')].map((one) => one.textContent?.trim());
  expect(rows).toEqual([
    '4 Altamente probabile',
    '3 Probabile',
    '2 Poco probabile',
    '1 Improbabile',
  ]);
  expect(place.querySelector('td.now')?.textContent).toContain('12');
  expect(place.querySelector('td.now')?.getAttribute('aria-current')).toBe('true');
  expect(place.querySelector('td.then')?.textContent).toContain('After');
  expect(place.querySelector('caption')?.textContent).toContain('Probabilità 3 Probabile, Danno 4');
});

it('draws two matrices where the cells are others after the measures', () => {
  showCase('Matrix, another one after');
  expect(place.querySelectorAll('table')).toHaveLength(2);
  expect(place.querySelectorAll('td.now')).toHaveLength(2);
});

it('says each part of a whole with its share and its value', () => {
  showCase('Shares, before and after');
  expect(alternative()).toContain('Molatura: Before 62\u00a0%, After 33\u00a0%');
  expect(place.querySelector('tbody tr')?.textContent).toContain('1,91');
});

it('stands a body as it was judged, and says the scores before and after', () => {
  showCase('Body, standing');
  expect(alternative()).toContain('Tronco 4 → 2 of 6, level 3');
  expect(place.querySelectorAll('.limb.later').length).toBeGreaterThan(5);
});

it('draws beside each other what has another scale', () => {
  showCase('Gauge, other bands after');
  const said = [...place.querySelectorAll('[role="img"]')].map((one) =>
    one.getAttribute('aria-label'),
  );
  expect(said[0]).toMatch(/^Indice di sollevamento: 2,05/);
  expect(said[1]).toMatch(/^Livello di esposizione giornaliera: 80,0/);
});

it('leaves out what is of another kind', () => {
  show(caseOf('Gauge, alone').before, caseOf('Ticks').before);
  expect(place.querySelectorAll('.pointer')).toHaveLength(1);
});

it('says the levels of a matrix by the words of the gauge beside it', () => {
  const gauge = caseOf('Gauge, alone').before;
  const matrix = caseOf('Matrix, alone').before;
  act(() =>
    root.render(
      <AppProvider app={app}>
        <Pictures before={[gauge, matrix]} />
      </AppProvider>,
    ),
  );
  expect(place.querySelector('td.now')?.textContent).toContain('alto');
});

it('writes signs and digits as the language does', () => {
  showCase('Curve, alone');
  expect(alternative()).toContain('PMV −0,3, PPD 6,9\u00a0%');
});
