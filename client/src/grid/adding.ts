/** The line after the last row: a press on it, Enter or a letter typed there begins a new record. */

import type { GridContext } from './context.ts';
import { el, icon } from './dom.ts';
import { Editor } from './editor.ts';

export class Adding {
  readonly element = el('div', 'yg-row yg-adding', { role: 'row' });
  readonly cell = el('div', 'yg-cell', { role: 'gridcell', 'aria-colindex': '1' });
  private readonly context: GridContext;
  private editor: Editor | null = null;

  constructor(context: GridContext, body: HTMLElement) {
    this.context = context;
    const words = el('span', 'yg-adding-words');
    words.append(icon('plus'), document.createTextNode(context.options.adding?.label ?? ''));
    this.cell.append(words);
    this.cell.tabIndex = -1;
    this.element.append(this.cell);
    body.append(this.element);
  }

  get open(): boolean {
    return this.editor?.open === true;
  }

  get offered(): boolean {
    return this.context.options.adding?.offered?.value !== false;
  }

  /** Type a name, Enter makes the record and asks for the next; answers whether that is how. */
  begin(typed: string): boolean {
    const { options, fields } = this.context;
    const { adding, source, locale, say } = options;
    const field = fields.get(source.description.names_by);
    if (adding?.make === undefined || field === undefined) {
      return false;
    }
    const { make } = adding;
    this.editor = new Editor({
      cell: this.cell,
      field: { ...field, choices: null, nullable: true },
      value: null,
      typed: typed === '' ? null : typed,
      locale,
      label: `${adding.label}: ${field.label}`,
      words: { yes: say('yes'), no: say('no'), number: '', date: '' },
      save: (value) => make(String(value ?? '')),
      done: (how, then) => {
        this.editor = null;
        if (how === 'saved' && then === 'down') {
          this.begin('');
        } else if (then !== 'stay' || document.activeElement === document.body) {
          this.cell.focus({ preventScroll: true });
        }
      },
    });
    return true;
  }

  /** It stands where the row after the last one would. */
  place(total: number, y: number): void {
    const { context, element, cell } = this;
    element.hidden = context.count.peek() === null || !this.offered;
    element.setAttribute('aria-rowindex', String(total + 1 + context.headRows));
    cell.setAttribute('aria-colspan', String(context.view.peek().length));
    element.style.transform = `translateY(${y}px)`;
    if (this.open && context.active.peek().row !== total) {
      context.active.value = { ...context.active.peek(), row: total };
      element.scrollIntoView({ block: 'nearest' });
    }
    cell.tabIndex = context.active.peek().row === total ? 0 : -1;
  }
}
