/** Over the grid: the active filters as chips one can take away, how many rows, which columns. */

import { effect } from '@preact/signals-core';
import { columnChooser } from './column-menu.ts';
import type { GridContext } from './context.ts';
import { button, el, icon } from './dom.ts';
import { chipText } from './filter-text.ts';
import { openMenu } from './menu.ts';
import type { Count } from './source.ts';

export class Bar {
  readonly element = el('div', 'yg-bar');
  private readonly chips = el('ul', 'yg-chips');
  private readonly count = el('p', 'yg-count', { role: 'status' });
  private readonly stop: (() => void)[];

  private readonly context: GridContext;
  private readonly refocus: () => void;

  constructor(context: GridContext, root: HTMLElement, refocus: () => void) {
    this.context = context;
    this.refocus = refocus;
    const { say } = context.options;
    const columns = button('yg-tool', say('columns'), () =>
      openMenu({
        root,
        anchor: columns,
        label: say('columns'),
        items: () => columnChooser(context),
      }),
    );
    columns.setAttribute('aria-haspopup', 'menu');
    columns.append(icon('columns'));
    this.element.append(this.chips, this.count, columns);
    this.stop = [
      effect(() => this.showChips()),
      effect(() => {
        const counting = context.options.source.count.value === null;
        const filtered = context.filters.value.length > 0;
        this.count.textContent = countText(
          context,
          counting ? null : context.count.value,
          filtered ? context.unfiltered.value : null,
        );
      }),
    ];
  }

  remove(): void {
    for (const stop of this.stop) {
      stop();
    }
  }

  private showChips(): void {
    const { context } = this;
    const { say } = context.options;
    const filters = context.filters.value;
    const chips = filters.flatMap((filter) => {
      const field = context.fields.get(filter.column);
      if (field === undefined) {
        return [];
      }
      const chip = el('li', 'yg-chip');
      const name = el('span');
      const value = el('b');
      name.textContent = `${field.label}: `;
      value.textContent = chipText(context, field, filter);
      name.append(value);
      const label = say('filter_clear_one', { column: field.label });
      const remove = button('yg-remove', label, () => {
        context.filters.value = context.filters.peek().filter((one) => one !== filter);
        this.focusNext();
      });
      remove.append(icon('close'));
      chip.append(name, remove);
      return [chip];
    });
    if (chips.length > 1) {
      const all = el('li');
      const clear = button('yg-clear', say('filter_clear_all'), () => {
        context.filters.value = [];
        this.focusNext();
      });
      clear.textContent = say('filter_clear_all');
      all.append(clear);
      chips.push(all);
    }
    this.chips.replaceChildren(...chips);
    this.chips.hidden = chips.length === 0;
  }

  /** The pressed button is gone: the next chip has the focus, or the grid. */
  private focusNext(): void {
    const next = this.chips.querySelector<HTMLElement>('.yg-remove');
    if (next === null) {
      this.refocus();
    } else {
      next.focus();
    }
  }
}

function countText(context: GridContext, count: Count | null, all: Count | null): string {
  const { say, locale } = context.options;
  if (count === null) {
    return say('counting');
  }
  const n = locale.integer(count.total);
  switch (count.exactness) {
    case 'at_least':
      return say('count_at_least', { n });
    case 'estimated':
      return say('count_estimated', { n });
    case 'exact':
      return all === null || all.exactness !== 'exact'
        ? say('count', { n, count: count.total })
        : say('count_of', { n, all: locale.integer(all.total) });
  }
}
