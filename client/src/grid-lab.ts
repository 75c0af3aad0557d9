/**
 * A developer's page to try the grid on made-up rows: `?rows=1000000&patches=200&theme=dark&density=
 * compact&lang=en&state=empty|loading|failed&edit=1&tree=1&people=1&add=1&bar=0&second=1`. Tests and measurements drive it through `lab`.
 */

import { signal } from '@preact/signals-core';
import type { GridOptions, GridState } from './grid/context.ts';
import { Grid } from './grid/grid.ts';
import { GridLocale } from './grid/locale.ts';
import type { CellLook, Level, Mark } from './grid/looks.ts';
import { FakeSource } from './lab/fake-source.ts';
import { speak } from './lab/words.ts';

const LOOKS: Readonly<Record<string, CellLook>> = {
  code: { kind: 'code' },
  ateco: { kind: 'code' },
  province: { kind: 'faint' },
  consultant: { kind: 'faint' },
  level: { kind: 'level', of: (value) => (value === 'x' ? null : (Number(value) as Level)) },
  state: { kind: 'state', of: (value) => value as Mark },
};

export interface Lab {
  readonly grid: Grid;
  readonly source: FakeSource;
  readonly states: GridState[];
  readonly opened: unknown[];
  readonly currents: unknown[];
  readonly menus: unknown[];
  readonly added: string[];
  patch(perSecond: number): () => void;
}

function start(): Lab {
  const asked = new URLSearchParams(location.search);
  const html = document.documentElement;
  html.dataset['theme'] = asked.get('theme') ?? 'light';
  html.dataset['density'] = asked.get('density') ?? 'normal';
  html.lang = asked.get('lang') ?? 'it';
  const state = asked.get('state');
  const rows = state === 'empty' ? 0 : Number(asked.get('rows') ?? 1_000_000);
  const source = new FakeSource(rows, state === 'loading' || state === 'failed');
  if (state === 'failed') {
    source.failure.value = {
      message: 'Il server non ha risposto entro 10 secondi.',
      incident: '7F3A',
    };
  }
  const say = speak(html.lang);
  const states: GridState[] = [];
  const opened: unknown[] = [];
  const currents: unknown[] = [];
  const menus: unknown[] = [];
  const added: string[] = [];
  const kept = asked.get('keep');
  const grid = new Grid({
    source,
    say,
    locale: new GridLocale(html.lang === 'en' ? 'en-GB' : 'it-IT', {
      yes: say('yes'),
      no: say('no'),
    }),
    label: 'Clienti',
    looks: LOOKS,
    empty: { label: 'Nuovo cliente', run: () => source.insertFirst() },
    tree: asked.get('tree') === '1',
    ...(asked.get('bar') === '0' ? { bar: false, filterRow: false } : {}),
    ...(asked.get('people') === '1' ? people() : {}),
    ...(asked.get('add') === '1'
      ? { adding: { label: 'Aggiungi un cliente', add: (typed) => added.push(typed) } }
      : {}),
    ...(asked.get('second') === '1' ? { second: ['code', 'consultant', 'state'] } : {}),
    onMenu: (key) => menus.push(key),
    ...(kept === null ? {} : { state: JSON.parse(kept) as GridState }),
    ...(asked.get('edit') === '1' ? { editing: editing(source) } : {}),
    onState: (now) => states.push(now),
    onOpen: (key) => opened.push(key),
    onCurrent: (key) => currents.push(key),
  });
  document.getElementById('lab')?.append(grid.element);
  return {
    grid,
    source,
    states,
    opened,
    currents,
    menus,
    added,
    patch: (perSecond) => patch(source, perSecond),
  };
}

/** Colleagues on some rows, and rows that wait to be saved. */
function people(): Pick<GridOptions, 'presence' | 'waiting'> {
  const anna = { initials: 'AR', name: 'Anna Rossi', who: 2 };
  const paolo = { initials: 'PB', name: 'Paolo Berti', who: 3 };
  return {
    presence: signal(
      new Map([
        [2, [anna]],
        [4, [paolo, anna]],
      ]),
    ),
    waiting: signal(new Set([3, 4])),
  };
}

function editing(
  source: FakeSource,
): NonNullable<ConstructorParameters<typeof Grid>[0]['editing']> {
  return {
    allowed: () => true,
    check: (field, value) =>
      field.name === 'workers' && Number(value) > 5000
        ? 'Più di 5000 lavoratori: controlla.'
        : null,
    save: async (key, field, value) => {
      await new Promise((done) => setTimeout(done, 20));
      if (value === '' && field.required) {
        return `${field.label} è obbligatoria.`;
      }
      source.set(key, { [field.name]: value });
      return null;
    },
  };
}

/** Colleagues at work: four patches of five are on the screen. */
function patch(source: FakeSource, perSecond: number): () => void {
  let turn = 0;
  const timer = setInterval(() => {
    turn += 1;
    const { first, size } = source.seen;
    const inSight = turn % 5 !== 0;
    const index = inSight ? first + ((turn * 7) % Math.max(1, size)) : (turn * 7919) % source.total;
    const key = source.at(Math.min(index, source.total - 1))[0] as number;
    const values = turn % 2 === 0 ? { workers: 1 + (turn % 400) } : { overdue: turn % 9 };
    source.set(key, values);
  }, 1000 / perSecond);
  return () => clearInterval(timer);
}

const lab = start();
const perSecond = Number(new URLSearchParams(location.search).get('patches') ?? 0);
if (perSecond > 0) {
  lab.patch(perSecond);
}
Object.assign(globalThis, { lab });
