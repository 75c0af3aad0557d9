/** What the parts of one grid share: where the rows come from, the words, and the state as signals. */

import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals-core';
import type { FieldDescription, OpenRequest, QueryRequest } from '../core/contract.gen.ts';
import { openAtFirst, queryOf } from './asking.ts';
import { type ColumnState, freshColumns, restoreColumns, shownColumns } from './columns.ts';
import type { ConditionGroup } from './conditions.ts';
import type { ColumnFilter } from './filters.ts';
import type { Say } from './labels.ts';
import type { CellFormat, GridLocale } from './locale.ts';
import type { CellLook } from './looks.ts';
import { NODE } from './nodes.ts';
import { type Cell, NOTHING, type RowSelection } from './selection.ts';
import type { Order } from './sorting.ts';
import type { Count, GridSource, Row, RowKey } from './source.ts';

/** What a user may keep of a grid; plain JSON. */
export interface GridState {
  readonly columns: readonly ColumnState[];
  readonly sort: readonly Order[];
  readonly filters: readonly ColumnFilter[];
  /** The columns whose equal values stand together, the outermost first; at most three. */
  readonly group?: readonly string[];
  /** Conditions of the builder; they hold beside those of the filter row. */
  readonly where?: ConditionGroup | null;
  /** What is typed into the quick search. */
  readonly words?: string;
}

/** One of the conditions that leave rows out, in words. */
export interface Narrowing {
  readonly label: string;
  readonly value: string;
  readonly drop: () => void;
}

/** Somebody else who looks at a row. */
export interface Present {
  readonly initials: string;
  readonly name: string;
  /** Which of the colours of people (`--who-1` … `--who-4`) is his; beyond the last they begin anew. */
  readonly who: number;
}

/** Where a menu opens: under the key's cell, or at the pointer. */
export interface MenuPlace {
  readonly anchor: HTMLElement;
  readonly x: number;
  readonly y: number;
}

/** What the records are called that the keys in a column belong to. */
export interface RecordNames {
  /** Undefined: not known yet, `told` changes when it is. */
  readonly of: (source: string, key: string) => string | undefined;
  readonly told: ReadonlySignal<unknown>;
}

/** What was in a cell when it was last looked at; whoever tells of another value says so here. */
export interface Seen {
  value: unknown;
  /** By a key; false: the focus went elsewhere, nobody has decided anything. */
  readonly decided: boolean;
}

/** How cells are edited; without it the grid only reads. */
export interface GridEditing {
  readonly allowed: (field: FieldDescription, row: Row) => boolean;
  /** Refuse a value before it is sent: the sentence that says why, or null. */
  readonly check?: (field: FieldDescription, value: unknown, row: Row) => string | null;
  /** Answers the sentence that says why not, or null when it is saved. */
  readonly save: (
    key: RowKey,
    field: FieldDescription,
    value: unknown,
    seen: Seen,
  ) => Promise<string | null>;
}

/** The line below the rows. */
export interface AddingLine {
  readonly label: string;
  readonly add: (typed: string) => void;
  /** False: there is nothing a record could be made in now. */
  readonly offered?: ReadonlySignal<boolean>;
  /** Where the name is enough, it is typed there: answers what is wrong, or null when it is made. */
  readonly make?: (name: string) => Promise<string | null>;
}

export interface GridOptions {
  readonly source: GridSource;
  readonly say: Say;
  readonly locale: GridLocale;
  readonly label: string;
  readonly state?: Partial<GridState>;
  readonly looks?: Readonly<Record<string, CellLook>>;
  readonly editing?: GridEditing;
  /** Without it references show their keys. */
  readonly names?: RecordNames;
  readonly empty?: { readonly label: string; readonly run: () => void };
  /** The row one is on, after the cell has moved. */
  readonly onCurrent?: (key: RowKey, index: number) => void;
  /** Enter or a double click on a row that is not edited in place. */
  readonly onOpen?: (key: RowKey) => void;
  /** The menu of a row: right click, the menu key, a long press. */
  readonly onMenu?: (key: RowKey, at: MenuPlace) => void;
  /** Who else is on which row. */
  readonly presence?: ReadonlySignal<ReadonlyMap<RowKey, readonly Present[]>>;
  /** Rows with changes that are not saved yet. */
  readonly waiting?: ReadonlySignal<ReadonlySet<RowKey>>;
  /** The last, empty line: a press on it or a key typed there begins a new record. */
  readonly adding?: AddingLine;
  /** Show the rows of a source with a parent column as a tree. */
  readonly tree?: boolean;
  /** The grouping whose groups begin open; those of any other begin closed. */
  readonly unfolded?: readonly string[] | undefined;
  /** In a narrow pane: rows are indented less. */
  readonly pane?: boolean;
  /** False: whoever embeds the grid shows chips, count and columns himself. */
  readonly bar?: boolean;
  /** False: no row of filters under the header. */
  readonly filterRow?: boolean;
  /** Columns that stand in a second line under the name when rows are high (touch). */
  readonly second?: readonly string[];
  readonly onState?: (state: GridState) => void;
  /** What narrows an arrangement, each to be taken away where no row matches. */
  readonly narrowings?: (state: GridState) => readonly Narrowing[];
  /** How many rows there are without any filter; null: nobody knows. */
  readonly all?: ReadonlySignal<Count | null>;
}

/** A column on the screen; the first one holds the check boxes and has no field. */
export interface ViewColumn {
  readonly name: string;
  readonly field: FieldDescription | null;
  readonly at: number; // place of its value in a row
  readonly width: number;
  readonly pinned: boolean;
  readonly format: CellFormat;
  readonly look: CellLook | null;
}

/** Where the name of a row stands, and with it the twist of a tree and who is there. */
export function leadOf(context: GridContext, view: readonly ViewColumn[]): number {
  const named = view.findIndex(
    (column) => column.name === context.options.source.description.names_by,
  );
  return named > 0 ? named : 1;
}

export type Shape = 'flat' | 'groups' | 'tree';

export const HEAD = -2;
export const FILTERS = -1;
export const CHECK_WIDTH = 40;
export const CHECK_NARROW = 28; // in a list among others, where boxes show on demand

let made = 0;

export class GridContext {
  readonly id: string;
  readonly fields: ReadonlyMap<string, FieldDescription>;
  readonly columns: Signal<readonly ColumnState[]>;
  readonly view: ReadonlySignal<readonly ViewColumn[]>;
  readonly sort: Signal<readonly Order[]>;
  readonly filters: Signal<readonly ColumnFilter[]>;
  readonly group: Signal<readonly string[]>;
  readonly where: Signal<ConditionGroup | null>;
  readonly words: Signal<string>;
  /** Which groups, or branches of a tree, are open. */
  readonly open: Signal<OpenRequest>;
  readonly query: ReadonlySignal<QueryRequest>;
  readonly shape: ReadonlySignal<Shape>;
  /** Place of a row's node among its values; -1: the source has none. */
  readonly nodeAt: number;
  /** Rows above the first one: the header, and that of filters if there is one. */
  readonly headRows: number;
  readonly chosen: Signal<RowSelection> = signal(NOTHING);
  readonly active: Signal<Cell> = signal({ row: 0, column: 1 });
  readonly anchor: Signal<Cell> = signal({ row: 0, column: 1 });
  readonly current: Signal<RowKey | null> = signal(null);
  readonly count: Signal<Count | null>;
  /** How many px one px of a column's width is on this screen, with its text size and density. */
  unit = 1;
  /** How wide the grid stands on the screen; 0: nobody has measured it yet. */
  room = 0;
  readonly unfiltered: Signal<Count | null> = signal(null);
  private readonly formats = new Map<string, CellFormat>();

  readonly options: GridOptions;

  constructor(options: GridOptions) {
    this.options = options;
    made += 1;
    this.id = `yg${made}`;
    const { source, state } = options;
    const { description } = source;
    this.fields = new Map(description.fields.map((field) => [field.name, field]));
    this.columns = signal(
      state?.columns === undefined
        ? freshColumns(description)
        : restoreColumns(state.columns, description),
    );
    this.sort = signal(state?.sort ?? description.sort);
    this.filters = signal(state?.filters ?? []);
    this.group = signal(state?.group ?? []);
    this.where = signal(state?.where ?? null);
    this.words = signal(state?.words ?? '');
    this.open = signal(openAtFirst(this.group.peek(), options));
    this.query = queryOf(this);
    this.nodeAt = source.columns.indexOf(NODE);
    this.headRows = options.filterRow === false ? 1 : 2;
    this.shape = computed(() =>
      this.group.value.length > 0 ? 'groups' : options.tree === true ? 'tree' : 'flat',
    );
    this.count = signal(source.count.peek());
    this.view = computed(() => [
      options.pane === true ? { ...CHECK, width: CHECK_NARROW } : CHECK,
      ...shownColumns(this.columns.value).flatMap((column) => this.viewed(column)),
    ]);
  }

  /** What is kept, and told to whoever reads it in a computation. */
  read(): GridState {
    return {
      columns: this.columns.value,
      sort: this.sort.value,
      filters: this.filters.value,
      group: this.group.value,
      where: this.where.value,
      words: this.words.value,
    };
  }

  restore(state: GridState): void {
    batch(() => {
      this.columns.value = restoreColumns(state.columns, this.options.source.description);
      this.sort.value = state.sort;
      this.filters.value = state.filters;
      this.group.value = (state.group ?? []).filter((name) => this.fields.get(name)?.sorts);
      this.where.value = state.where ?? null;
      this.words.value = state.words ?? '';
    });
  }

  format(field: FieldDescription): CellFormat {
    const known = this.formats.get(field.name) ?? this.formatOf(field);
    this.formats.set(field.name, known);
    return known;
  }

  private formatOf(field: FieldDescription): CellFormat {
    const { locale, names } = this.options;
    const { reference } = field;
    if (reference === null || names === undefined) {
      return locale.format(field);
    }
    const name = (key: unknown): string => names.of(reference, String(key)) ?? '…';
    const text = (value: unknown): string =>
      value === null || value === undefined
        ? ''
        : Array.isArray(value)
          ? value.map(name).join(', ')
          : name(value);
    return { text, end: false };
  }

  private viewed(column: ColumnState): ViewColumn[] {
    const field = this.fields.get(column.name);
    const at = this.options.source.columns.indexOf(column.name);
    if (field === undefined || at < 0) {
      return [];
    }
    const { name, width, pinned } = column;
    const look = this.options.looks?.[name] ?? null;
    return [{ name, field, at, width, pinned, format: this.format(field), look }];
  }
}

const CHECK: ViewColumn = {
  name: '',
  field: null,
  at: 0,
  width: CHECK_WIDTH,
  pinned: true,
  format: { text: () => '', end: false },
  look: null,
};
