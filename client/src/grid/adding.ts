/** The line after the last row: a press on it, Enter or a letter typed there begins a new record. */

import type { GridContext } from './context.ts';
import { el, icon } from './dom.ts';

export class Adding {
  readonly element = el('div', 'yg-row yg-adding', { role: 'row' });
  readonly cell = el('div', 'yg-cell', { role: 'gridcell', 'aria-colindex': '1' });
  private readonly context: GridContext;

  constructor(context: GridContext, body: HTMLElement) {
    this.context = context;
    const words = el('span', 'yg-adding-words');
    words.append(icon('plus'), document.createTextNode(context.options.adding?.label ?? ''));
    this.cell.append(words);
    this.cell.tabIndex = -1;
    this.element.append(this.cell);
    body.append(this.element);
  }

  /** It stands where the row after the last one would. */
  place(total: number, y: number): void {
    const { context, element, cell } = this;
    element.hidden = context.count.peek() === null;
    element.setAttribute('aria-rowindex', String(total + 1 + context.headRows));
    cell.setAttribute('aria-colspan', String(context.view.peek().length));
    element.style.transform = `translateY(${y}px)`;
    cell.tabIndex = context.active.peek().row === total ? 0 : -1;
  }
}
