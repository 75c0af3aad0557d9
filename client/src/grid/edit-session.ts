/** Which cell is being edited, if any, and what the rest of the grid must know about it. */

import type { GridContext } from './context.ts';
import { el, hangInside } from './dom.ts';
import { Editor, editable } from './editor.ts';
import { isGroup } from './nodes.ts';
import type { RowKey } from './source.ts';
import type { Viewport } from './viewport.ts';

const TOLD = 4000; // ms

type Then = 'stay' | 'down' | 'up' | 'next' | 'previous';

export class EditSession {
  private editor: Editor | null = null;
  private takeBack: () => void = () => undefined; // what was said at a cell

  private readonly context: GridContext;
  private readonly viewport: Viewport;
  private readonly done: (then: Then) => void;

  constructor(context: GridContext, viewport: Viewport, done: (then: Then) => void) {
    this.context = context;
    this.viewport = viewport;
    this.done = done;
  }

  get open(): boolean {
    return this.editor?.open === true;
  }

  /** Whether the active cell can be written in. */
  get allowed(): boolean {
    const { context, viewport } = this;
    const { row: index, column } = context.active.peek();
    const field = context.view.peek()[column]?.field ?? null;
    const row = viewport.cache.row(index);
    const { editing } = context.options;
    if (editing === undefined || field === null || row === undefined) {
      return false;
    }
    return !isGroup(row[0] as RowKey) && editable(field) && editing.allowed(field, row);
  }

  /** Say at the active cell that it is only read; answers whether there was anything to say. */
  refuse(): boolean {
    const { context, viewport } = this;
    const { row, column } = context.active.peek();
    const cell = viewport.rows.element(row, column);
    const field = context.view.peek()[column]?.field;
    const key = viewport.cache.row(row)?.[0] as RowKey | undefined;
    if (context.options.editing === undefined || !cell || !field || !key || isGroup(key)) {
      return false;
    }
    this.takeBack();
    const said = el('div', 'yg-wrong yg-only-read', { role: 'status' });
    said.textContent = context.options.say('only_read', { column: field.label });
    cell.classList.add('telling');
    cell.append(said);
    hangInside(said);
    const gone = new AbortController();
    const takeBack = (): void => {
      clearTimeout(timer);
      gone.abort();
      cell.classList.remove('telling');
      said.remove();
    };
    const timer = setTimeout(takeBack, TOLD);
    cell.addEventListener('focusout', takeBack, { signal: gone.signal });
    this.takeBack = takeBack;
    return true;
  }

  /** Begin in the active cell; answers false when it cannot be edited. */
  begin(typed: string | null): boolean {
    const { context, viewport } = this;
    const { editing, locale, say } = context.options;
    const { row: index, column } = context.active.peek();
    const field = context.view.peek()[column]?.field ?? null;
    const row = viewport.cache.row(index);
    const cell = viewport.rows.element(index, column);
    if (editing === undefined || field === null || row === undefined || cell === undefined) {
      return false;
    }
    if (!this.allowed) {
      return false;
    }
    this.takeBack();
    const key = row[0] as RowKey;
    const at = context.view.peek()[column]?.at ?? 0;
    let before = row[at];
    this.editor = new Editor({
      cell,
      field,
      value: row[at],
      typed,
      locale,
      label: say('edit_of', { column: field.label }),
      words: {
        yes: say('yes'),
        no: say('no'),
        number: say('bad_number'),
        date: say('bad_date', { example: locale.datePattern }),
      },
      save: async (value, decided) => {
        const wrong = editing.check?.(field, value, row) ?? null;
        if (wrong !== null) {
          return wrong;
        }
        const seen = { value: before, decided };
        const refused = await editing.save(key, field, value, seen);
        before = seen.value;
        return refused;
      },
      done: (_how, then) => {
        this.editor = null;
        this.done(then);
      },
    });
    return true;
  }
}
