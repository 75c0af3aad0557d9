/**
 * What stands around the text of a row's leading cell: how far below others it is, the twist that
 * opens it, the words of a group's header, a second line, who else is here, what is not saved yet.
 */

import { type GridContext, leadOf, type Present, type ViewColumn } from './context.ts';
import { el, icon } from './dom.ts';
import type { RowNode } from './nodes.ts';
import type { Row, RowKey } from './source.ts';

const MOST_HERE = 3; // initials; the rest is a number
const LEGIBLE = 0.6; // so much of a column at the edge is enough to read it

export class Lead {
  private readonly twist: HTMLElement | null;
  private readonly header: HTMLElement | null;
  private readonly extras: HTMLElement | null;
  private readonly second: HTMLElement | null;
  private said = '';
  private shown = '';

  private readonly context: GridContext;
  private readonly cell: HTMLElement;

  constructor(context: GridContext, cell: HTMLElement, at: number, view: readonly ViewColumn[]) {
    this.context = context;
    this.cell = cell;
    const { options } = context;
    const shape = context.shape.peek();
    const named = at === leadOf(context, view);
    const opens = (shape === 'groups' && at === 1) || (shape === 'tree' && named);
    this.twist = opens ? el('span', 'yg-twist', { role: 'button' }) : null;
    this.header = shape === 'groups' && at === 1 ? el('span', 'yg-group') : null;
    const marked = options.presence !== undefined || options.waiting !== undefined;
    this.extras = named && marked ? el('span', 'yg-extras') : null;
    this.second = named && options.second !== undefined ? el('span', 'yg-second') : null;
    if (this.twist !== null) {
      this.twist.append(icon('down'));
      cell.prepend(this.twist);
    }
    const after = [this.header, this.second, this.extras].filter((one) => one !== null);
    cell.append(...after);
  }

  /** A cell that needs none of it has none. */
  static of(
    context: GridContext,
    cell: HTMLElement,
    at: number,
    view: readonly ViewColumn[],
  ): Lead | null {
    const { presence, waiting, second } = context.options;
    const named = at === leadOf(context, view) && (presence ?? waiting ?? second) !== undefined;
    const opens = context.shape.peek() !== 'flat' && (at === 1 || at === leadOf(context, view));
    return named || opens ? new Lead(context, cell, at, view) : null;
  }

  paint(row: Row | undefined, node: RowNode | null): void {
    if (this.second !== null) {
      const line = row === undefined || node?.group ? '' : this.secondLine(row);
      this.second.textContent = line;
      mark(this.cell, 'two', line !== '');
    }
    if (this.twist !== null) {
      this.nest(this.twist, row, node);
    }
  }

  private nest(twist: HTMLElement, row: Row | undefined, node: RowNode | null): void {
    const { options } = this.context;
    const level = node?.level ?? 1;
    const leaf = node === null || node.open === null;
    this.cell.dataset['indent'] = '';
    const depth = this.header !== null && leaf ? level - 1 : level;
    this.cell.style.setProperty('--yg-level', String(Math.max(0, depth - 1)));
    mark(this.cell, 'twist', this.context.shape.peek() === 'tree' || !leaf);
    twist.hidden = leaf;
    const header = row !== undefined && node?.group ? this.headerText(row, node) : null;
    const name = header?.value ?? this.nameOf(row);
    const words = leaf ? '' : options.say(node.open ? 'close_row' : 'open_row', { name });
    const said = `${words}|${header?.label}|${header?.value}|${header?.count}`;
    if (said === this.said) {
      return;
    }
    this.said = said;
    twist.setAttribute('aria-label', words);
    twist.classList.toggle('open', node?.open === true);
    this.header?.replaceChildren(...(header === null ? [] : wordsOf(header)));
  }

  /** Who is here and whether something waits, at the end of the name. */
  mark(key: RowKey | undefined): void {
    const { options } = this.context;
    if (this.extras === null) {
      return;
    }
    const here = (key === undefined ? undefined : options.presence?.peek().get(key)) ?? [];
    const waits = key !== undefined && options.waiting?.peek().has(key) === true;
    const shown = `${here.map((one) => `${one.initials}${one.who}`).join()}|${waits}`;
    if (shown === this.shown) {
      return;
    }
    this.shown = shown;
    const parts: HTMLElement[] = here.length === 0 ? [] : [this.people(here)];
    if (waits) {
      parts.push(el('span', 'yg-wait', { role: 'img', 'aria-label': options.say('unsaved') }));
    }
    this.extras.replaceChildren(...parts);
    mark(this.cell, 'extra', parts.length > 0);
  }

  private people(here: readonly Present[]): HTMLElement {
    const names = here.map((one) => one.name).join(', ');
    const label = this.context.options.say('here', { names, count: here.length });
    const box = el('span', 'yg-here', { role: 'img', 'aria-label': label, title: label });
    for (const one of here.slice(0, MOST_HERE)) {
      const initials = el('span', `yg-who w${whoOf(one)}`);
      initials.textContent = one.initials;
      box.append(initials);
    }
    if (here.length > MOST_HERE) {
      const more = el('span', 'yg-who');
      more.textContent = `+${here.length - MOST_HERE}`;
      box.append(more);
    }
    return box;
  }

  private headerText(row: Row, node: RowNode): { label: string; value: string; count: string } {
    const { context } = this;
    const { source, say, locale } = context.options;
    const field = context.fields.get(node.group ?? '');
    const value = row[source.columns.indexOf(node.group ?? '')];
    const text = field === undefined ? String(value) : context.format(field).text(value);
    return {
      label: field?.label ?? '',
      value: text === '' ? say('no_value') : text,
      count: locale.integer(node.count),
    };
  }

  private nameOf(row: Row | undefined): string {
    const { source } = this.context.options;
    return String(row?.[source.columns.indexOf(source.description.names_by)] ?? '');
  }

  /** Columns that are read without scrolling need no telling under the name. */
  private inSight(): ReadonlySet<string> {
    const { view, room, unit } = this.context;
    const seen = new Set<string>();
    let left = 0;
    for (const { name, width } of view.peek()) {
      if (left + width * unit * LEGIBLE <= room) seen.add(name);
      left += width * unit;
    }
    return seen;
  }

  private secondLine(row: Row): string {
    const { context } = this;
    const { source, second = [] } = context.options;
    const inSight = this.inSight();
    return second
      .filter((name) => !inSight.has(name))
      .map((name) => {
        const field = context.fields.get(name);
        return field === undefined
          ? ''
          : context.format(field).text(row[source.columns.indexOf(name)]);
      })
      .filter((text) => text !== '')
      .join(' · ');
  }
}

/** Attributes, not classes: those of a cell are written anew whenever it is marked. */
function mark(cell: HTMLElement, name: string, on: boolean): void {
  cell.toggleAttribute(`data-${name}`, on);
}

/** People have one of four colours, always with their initials. */
export function whoOf(one: Present): number {
  return ((one.who - 1) % 4) + 1;
}

/** With spaces between them, for those who hear or copy them. */
function wordsOf(header: {
  label: string;
  value: string;
  count: string;
}): (HTMLElement | string)[] {
  const label = el('span', 'yg-group-label');
  const value = el('b');
  const count = el('span', 'yg-group-count');
  label.textContent = header.label;
  value.textContent = header.value;
  count.textContent = header.count;
  return [label, ' ', value, ' ', count];
}
