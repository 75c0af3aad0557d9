/** The columns of a grid for whoever draws a list of them: which there are, shown or not, in order. */

import { computed, type ReadonlySignal } from '@preact/signals-core';
import {
  type ColumnState,
  freshColumns,
  hideColumn,
  pinColumn,
  placeColumn,
  resizeColumn,
} from './columns.ts';
import type { GridContext } from './context.ts';

export interface GridColumn extends ColumnState {
  readonly label: string;
  readonly hint: string | null;
}

export class GridColumns {
  /** All columns in their order, the hidden ones too. */
  readonly all: ReadonlySignal<readonly GridColumn[]>;
  readonly #context: GridContext;

  constructor(context: GridContext) {
    this.#context = context;
    this.all = computed(() =>
      context.columns.value.map((column) => {
        const field = context.fields.get(column.name);
        return { ...column, label: field?.label ?? column.name, hint: field?.hint ?? null };
      }),
    );
  }

  /** Show or hide; the last one that is shown stays. */
  show(name: string, shown: boolean): void {
    const { columns } = this.#context;
    const visible = columns.peek().filter((column) => !column.hidden);
    if (shown || visible.some((column) => column.name !== name)) {
      columns.value = hideColumn(columns.peek(), name, !shown);
    }
  }

  /** Put a column beside another one; it is pinned if that one is. */
  place(name: string, beside: string, after: boolean): void {
    const { columns } = this.#context;
    columns.value = placeColumn(columns.peek(), name, beside, after);
  }

  pin(name: string, pinned: boolean): void {
    const { columns } = this.#context;
    columns.value = pinColumn(columns.peek(), name, pinned);
  }

  resize(name: string, width: number): void {
    const { columns } = this.#context;
    columns.value = resizeColumn(columns.peek(), name, width);
  }

  /** As nobody has touched them yet. */
  reset(): void {
    this.#context.columns.value = freshColumns(this.#context.options.source.description);
  }
}
