/** Which cell is being edited, if any, and what the rest of the grid must know about it. */

import type { GridContext } from './context.ts';
import { Editor, editable } from './editor.ts';
import type { RowKey } from './source.ts';
import type { Viewport } from './viewport.ts';

type Then = 'stay' | 'down' | 'up' | 'next' | 'previous';

export class EditSession {
  private editor: Editor | null = null;

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
    if (!editable(field) || !editing.allowed(field, row)) {
      return false;
    }
    const key = row[0] as RowKey;
    const at = context.view.peek()[column]?.at ?? 0;
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
      save: async (value) =>
        editing.check?.(field, value, row) ?? (await editing.save(key, field, value)),
      done: (_how, then) => {
        this.editor = null;
        this.done(then);
      },
    });
    return true;
  }
}
