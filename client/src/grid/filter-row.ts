/** The row under the header: one control per column that filters, typed by what the column holds. */

import { effect } from '@preact/signals-core';
import type { FieldDescription } from '../core/contract.gen.ts';
import { FILTERS, type GridContext, type ViewColumn } from './context.ts';
import { button, el, icon } from './dom.ts';
import { typedText, valueText } from './filter-text.ts';
import {
  type ColumnFilter,
  filterKind,
  type Operator,
  offeredOperators,
  oneEnd,
  readFilter,
  SIGN_OF,
  usualOperator,
} from './filters.ts';
import type { GridLabel } from './labels.ts';
import { type MenuItem, openMenu } from './menu.ts';
import { classOf } from './rows.ts';

const PAUSE = 300; // ms without a key before a typed filter is applied

export class FilterRow {
  readonly element = el('div', 'yg-row yg-filter-row', { role: 'row', 'aria-rowindex': '2' });
  private controls: (HTMLElement | undefined)[] = [];
  private readonly usual = new Map<string, Operator>();
  private readonly stop: (() => void)[];
  private built = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  private readonly context: GridContext;
  private readonly root: HTMLElement;

  constructor(context: GridContext, root: HTMLElement) {
    this.context = context;
    this.root = root;
    this.stop = [
      effect(() => {
        const view = context.view.value;
        const names = view.map((column) => `${column.name}${column.pinned}`).join();
        if (names !== this.built) {
          this.built = names; // a width alone must not take the text away from who is typing
          this.build(view);
        }
      }),
      effect(() => this.show(context.filters.value)),
      effect(() => {
        const { row, column } = context.active.value;
        this.controls.forEach((control, at) => {
          if (control !== undefined) {
            const wanted = row === FILTERS && column === at ? 0 : -1;
            if (control.tabIndex !== wanted) {
              control.tabIndex = wanted;
            }
          }
        });
      }),
    ];
  }

  /** What takes the focus in a column: its control, or the empty cell of one that does not filter. */
  cell(column: number): HTMLElement | undefined {
    return this.controls[column];
  }

  remove(): void {
    clearTimeout(this.timer);
    for (const stop of this.stop) {
      stop();
    }
  }

  /** Keys that mean the grid and not the text: answers whether the grid should move. */
  leaves(event: KeyboardEvent): boolean {
    const input = event.target as HTMLElement;
    if (!(input instanceof HTMLInputElement)) {
      return true;
    }
    if (event.key === 'ArrowLeft' || event.key === 'Home') {
      return input.selectionEnd === 0 && !event.shiftKey;
    }
    if (event.key === 'ArrowRight' || event.key === 'End') {
      return input.selectionStart === input.value.length && !event.shiftKey;
    }
    return ['ArrowUp', 'ArrowDown', 'Tab'].includes(event.key) && !event.altKey;
  }

  private build(view: readonly ViewColumn[]): void {
    this.controls = [];
    const cells = view.map((column, at) => {
      const cell = el('div', classOf(column, at, view).replace(/ (code|faint|state|level)$/, ''), {
        role: 'gridcell',
        'aria-colindex': String(at + 1),
      });
      const control = column.field === null ? undefined : this.control(column.field, at);
      if (control === undefined) {
        cell.tabIndex = -1;
        this.controls.push(cell);
        return cell;
      }
      this.controls.push(control);
      cell.append(control);
      if (control instanceof HTMLInputElement && column.field !== null) {
        cell.append(this.operatorButton(column.field, at));
      }
      return cell;
    });
    this.element.replaceChildren(...cells);
    this.show(this.context.filters.peek());
  }

  private control(field: FieldDescription, at: number): HTMLElement | undefined {
    const label = this.context.options.say('filter_of', { column: field.label });
    switch (filterKind(field)) {
      case 'none':
        return undefined;
      case 'choice':
      case 'boolean': {
        const pick = button('yg-pick', label, () => this.pick(field, at));
        pick.tabIndex = -1;
        pick.setAttribute('aria-haspopup', 'menu');
        pick.append(el('span'), icon('down'));
        return pick;
      }
      case 'text':
      case 'number':
      case 'date':
        return this.input(field, at, label);
    }
  }

  private input(field: FieldDescription, at: number, label: string): HTMLInputElement {
    const input = el('input', 'yg-typed', { type: 'text', 'aria-label': label, tabindex: '-1' });
    input.spellcheck = false;
    input.autocomplete = 'off';
    input.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.apply(field, input), PAUSE);
    });
    input.addEventListener('change', () => this.apply(field, input));
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        this.apply(field, input);
      } else if (event.key === 'Escape' && input.value !== '') {
        input.value = '';
        this.apply(field, input);
        event.stopPropagation();
      } else if (event.key === 'ArrowDown' && event.altKey) {
        this.operators(field, at);
        event.preventDefault();
        event.stopPropagation();
      }
    });
    return input;
  }

  private operatorButton(field: FieldDescription, at: number): HTMLElement {
    const label = this.context.options.say('filter_operator', { column: field.label });
    const open = button('yg-operator', label, () => this.operators(field, at));
    open.tabIndex = -1;
    open.setAttribute('aria-haspopup', 'menu');
    open.append(icon('down'));
    return open;
  }

  private apply(field: FieldDescription, input: HTMLInputElement): void {
    clearTimeout(this.timer);
    const { say, locale } = this.context.options;
    const reading = readFilter(field, input.value, this.usualOf(field), locale);
    if (!reading.ok) {
      input.setAttribute('aria-invalid', 'true');
      const words: GridLabel = `bad_${reading.reason}`;
      input.title = say(words, { example: locale.datePattern });
      return;
    }
    input.removeAttribute('aria-invalid');
    input.title = '';
    this.put(field.name, reading.filter);
  }

  private put(column: string, filter: ColumnFilter | null): void {
    const { filters } = this.context;
    const now = filters.peek();
    const same = now.find((one) => one.column === column);
    if (JSON.stringify(same ?? null) === JSON.stringify(filter)) {
      return;
    }
    if (filter === null) {
      filters.value = now.filter((one) => one.column !== column);
    } else if (same === undefined) {
      filters.value = [...now, filter];
    } else {
      filters.value = now.map((one) => (one === same ? filter : one));
    }
  }

  private operators(field: FieldDescription, at: number): void {
    const { say } = this.context.options;
    const input = this.controls[at];
    if (!(input instanceof HTMLInputElement)) {
      return;
    }
    const use = (operator: Operator): void => {
      if (operator === 'null' || operator === 'notnull') {
        input.value = operator === 'null' ? '=' : '*';
      } else {
        this.usual.set(field.name, operator);
        input.value = input.value.replace(/^\s*([<>=≠≤≥!*]+\s*)/, '');
        input.placeholder = this.hint(field);
      }
      input.focus();
      if (operator === 'between' && oneEnd(input.value)) {
        input.value = `${input.value.trim()}..`; // the other end is typed now
        return;
      }
      this.apply(field, input);
    };
    const items = offeredOperators(field).map((operator) => ({
      label: say(`op_${operator}`),
      ...(SIGN_OF[operator] === undefined ? {} : { keys: SIGN_OF[operator] }),
      run: () => use(operator),
    }));
    openMenu({ root: this.root, anchor: input, label: field.label, items: () => items });
  }

  /** Choices are ticked, several at once; yes and no are one or the other. */
  private pick(field: FieldDescription, at: number): void {
    const anchor = this.controls[at];
    if (anchor === undefined) {
      return;
    }
    const { say } = this.context.options;
    const single = filterKind(field) === 'boolean';
    const values: readonly (readonly [unknown, string])[] = single
      ? [
          [true, say('yes')],
          [false, say('no')],
        ]
      : (field.choices ?? []);
    const chosen = (): readonly unknown[] => {
      const filter = this.context.filters.peek().find((one) => one.column === field.name);
      return filter === undefined || filter.operator.endsWith('null') ? [] : [filter.value].flat();
    };
    const turn = (value: unknown): void => {
      const now = chosen();
      const rest = now.filter((one) => one !== value);
      const next = rest.length < now.length ? rest : single ? [value] : [...now, value];
      const operator: Operator = next.length > 1 ? 'in' : 'eq';
      const filter = { column: field.name, operator, value: next.length > 1 ? next : next[0] };
      this.put(field.name, next.length === 0 ? null : filter);
    };
    const items = (): readonly MenuItem[] => [
      ...values.map(([value, label]) => ({
        label,
        checked: chosen().includes(value),
        run: () => turn(value),
      })),
      'line',
      {
        label: say('filter_clear'),
        disabled: chosen().length === 0,
        run: () => this.put(field.name, null),
      },
    ];
    openMenu({ root: this.root, anchor, label: field.label, items });
  }

  private show(filters: readonly ColumnFilter[]): void {
    this.context.view.peek().forEach((column, at) => {
      const control = this.controls[at];
      if (column.field !== null && control !== undefined) {
        const filter = filters.find((one) => one.column === column.name);
        control.closest('.yg-cell')?.classList.toggle('set', filter !== undefined);
        this.showIn(control, column.field, filter);
      }
    });
  }

  private showIn(
    control: HTMLElement,
    field: FieldDescription,
    filter: ColumnFilter | undefined,
  ): void {
    const { context } = this;
    if (control instanceof HTMLInputElement) {
      control.placeholder = this.hint(field);
      if (document.activeElement !== control) {
        const usual = this.usualOf(field);
        control.value = filter === undefined ? '' : typedText(context, field, filter, usual);
        control.removeAttribute('aria-invalid');
      }
    } else if (control instanceof HTMLButtonElement && control.firstChild !== null) {
      const { say } = context.options;
      const words = filter === undefined ? say('filter_all') : valueText(context, field, filter);
      control.firstChild.textContent = words;
      const label = `${say('filter_of', { column: field.label })}: ${words}`;
      control.setAttribute('aria-label', label);
      control.title = label;
    }
  }

  private usualOf(field: FieldDescription): Operator {
    return this.usual.get(field.name) ?? usualOperator(field);
  }

  private hint(field: FieldDescription): string {
    const usual = this.usualOf(field);
    if (usual === 'between') return `${this.context.options.say('op_between')} x..y`;
    return SIGN_OF[usual] ?? `${this.context.options.say(`op_${usual}`)}…`;
  }
}
