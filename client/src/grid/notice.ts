/**
 * What stands where the rows would be, when there are none: still loading, nothing there yet,
 * nothing that matches, or a failure. Four different things, each with what to do next.
 */

import { batch, effect, signal } from '@preact/signals-core';
import type { GridContext } from './context.ts';
import { button, el } from './dom.ts';
import type { ColumnFilter } from './filters.ts';

const PATIENCE = 150; // ms; a quick answer shows no skeleton

export class Notice {
  readonly element = el('div', 'yg-notice', { role: 'status' });
  private readonly late = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  private readonly context: GridContext;

  constructor(context: GridContext) {
    this.context = context;
    this.stop = effect(() => this.show());
  }

  remove(): void {
    clearTimeout(this.timer);
    this.stop();
  }

  private show(): void {
    const { context } = this;
    const { source, say, empty } = context.options;
    const failure = source.failure.value;
    const count = context.count.value;
    const filters = context.filters.value;
    if (failure !== null) {
      const lines = [failure.message];
      if (failure.incident !== undefined) {
        lines.push(say('incident', { id: failure.incident }));
      }
      this.say('failed', [say('failed'), ...lines], [[say('retry'), () => source.retry()]]);
      this.element.classList.toggle('over-rows', (count?.total ?? 0) > 0);
    } else if (count === null || (source.count.value === null && count.total === 0)) {
      this.wait();
    } else if (count.total > 0) {
      this.hide();
    } else if (context.query.value.filter !== undefined || context.words.value !== '') {
      this.nothing(filters);
    } else {
      const action: [string, () => void][] = empty === undefined ? [] : [[empty.label, empty.run]];
      this.say('empty', [say('empty', { plural: inside(source.description.plural) })], action);
    }
  }

  /** Rows there are, but none that match: each condition can be taken away. */
  private nothing(filters: readonly ColumnFilter[]): void {
    const { context } = this;
    const { source, say, narrowings, all } = context.options;
    const { plural } = source.description;
    const told = narrowings?.({
      columns: [],
      sort: [],
      filters,
      where: context.where.value,
      words: context.words.value,
    });
    const count = all?.value;
    const known = count?.exactness === 'exact' && count.total > 0;
    const line = known
      ? say('no_match_of', { plural, n: context.options.locale.integer(count.total) })
      : say('no_match', { plural });
    if (told !== undefined) {
      const each = told.map(({ label, value, drop }): [string, () => void] => [
        say('narrowing_clear', { column: label, value }),
        drop,
      ]);
      this.say('no-match', [line], told.length > 1 ? [...each, this.dropAll()] : each);
      return;
    }
    const drops = filters.map((filter): [string, () => void] => [
      say('filter_clear_one', {
        column: context.fields.get(filter.column)?.label ?? filter.column,
      }),
      () => {
        context.filters.value = context.filters.peek().filter((one) => one !== filter);
      },
    ]);
    if (context.where.value !== null || context.words.value !== '') {
      drops.push(this.dropAll());
    }
    this.say('no-match', [line], drops);
  }

  private dropAll(): [string, () => void] {
    const { context } = this;
    return [
      context.options.say('filter_clear_all'),
      () =>
        batch(() => {
          context.filters.value = [];
          context.where.value = null;
          context.words.value = '';
        }),
    ];
  }

  private wait(): void {
    if (this.late.value) {
      this.say('loading', [this.context.options.say('loading')], []);
      return;
    }
    this.hide();
    this.timer = setTimeout(() => {
      this.late.value = true;
    }, PATIENCE);
  }

  private hide(): void {
    clearTimeout(this.timer);
    if (this.context.options.source.count.peek() !== null) {
      this.late.value = false;
    }
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  private say(
    kind: string,
    lines: readonly string[],
    actions: readonly (readonly [string, () => void])[],
  ): void {
    this.element.hidden = false;
    this.element.dataset['kind'] = kind;
    this.element.classList.remove('over-rows');
    const texts = lines.map((line) => {
      const text = el('p');
      text.textContent = line;
      return text;
    });
    const row = el('div', 'yg-actions');
    for (const [label, run] of actions) {
      const act = button('yg-button', label, run);
      act.textContent = label;
      row.append(act);
    }
    this.element.replaceChildren(...texts, ...(actions.length > 0 ? [row] : []));
  }
}

/** A word inside a sentence: “clienti”, but “DVR”. */
function inside(word: string): string {
  return /^\p{Lu}\p{Ll}/u.test(word) ? `${word[0]?.toLocaleLowerCase()}${word.slice(1)}` : word;
}
