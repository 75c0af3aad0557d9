/** One cell under edit: a control in the cell, the row stays put, what is wrong is said right there. */

import type { FieldDescription } from '../core/contract.gen.ts';
import { el, hangInside } from './dom.ts';
import type { GridLocale } from './locale.ts';

export interface EditedCell {
  readonly cell: HTMLElement;
  readonly field: FieldDescription;
  readonly value: unknown;
  readonly typed: string | null; // the key that began it replaces the value
  readonly locale: GridLocale;
  readonly label: string;
  readonly words: {
    readonly yes: string;
    readonly no: string;
    readonly number: string;
    readonly date: string;
  };
  /** Answers what is wrong with a value, or null. */
  readonly save: (value: unknown, decided: boolean) => Promise<string | null>;
  readonly done: (
    how: 'saved' | 'left',
    then: 'stay' | 'down' | 'up' | 'next' | 'previous',
  ) => void;
}

type Then = 'stay' | 'down' | 'up' | 'next' | 'previous';
type Read = { readonly value: unknown } | { readonly wrong: string };

export class Editor {
  private readonly control: HTMLInputElement | HTMLSelectElement;
  private readonly wrong: HTMLElement;
  private state: 'open' | 'saving' | 'closed' = 'open';
  private readonly before: string;

  private readonly edited: EditedCell;

  constructor(edited: EditedCell) {
    this.edited = edited;
    const { cell, field, label, typed } = edited;
    this.control =
      field.choices !== null || field.type === 'boolean' ? this.select() : this.input();
    this.before = this.control.value;
    if (typed !== null && this.control instanceof HTMLInputElement) {
      this.control.value = typed;
    }
    const id = `${cell.closest('.yg')?.id ?? 'yg'}-wrong`;
    this.wrong = el('div', 'yg-wrong', { id, role: 'alert', hidden: '' });
    this.control.setAttribute('aria-label', label);
    this.control.setAttribute('aria-describedby', id);
    this.control.className =
      field.type === 'integer' || field.type === 'decimal' ? 'yg-edit end' : 'yg-edit';
    cell.classList.add('editing');
    cell.append(this.control, this.wrong);
    this.control.addEventListener('keydown', (event) => this.key(event as KeyboardEvent));
    this.control.addEventListener('blur', () => this.blur());
    this.control.focus();
    if (typed === null && this.control instanceof HTMLInputElement) {
      this.control.select();
    }
  }

  get open(): boolean {
    return this.state !== 'closed';
  }

  private select(): HTMLSelectElement {
    const { field, value, words } = this.edited;
    const made = el('select');
    const choices =
      field.choices ??
      ([
        ['true', words.yes],
        ['false', words.no],
      ] as const);
    for (const [key, label] of [...(field.nullable ? [['', ''] as const] : []), ...choices]) {
      const option = el('option', '', { value: key });
      option.textContent = label;
      made.append(option);
    }
    made.value = value === null || value === undefined ? '' : String(value);
    return made;
  }

  private input(): HTMLInputElement {
    const { field, value, locale } = this.edited;
    const made = el('input', '', { type: 'text' });
    if (field.length !== null) {
      made.maxLength = field.length;
    }
    const text = field.type === 'text' ? String(value ?? '') : locale.format(field).text(value);
    made.value = text;
    return made;
  }

  private key(event: KeyboardEvent): void {
    event.stopPropagation();
    const then = AFTER[event.key];
    if (event.key === 'Escape') {
      event.preventDefault();
      this.close('left', 'stay');
    } else if (then !== undefined) {
      event.preventDefault();
      void this.save(event.shiftKey ? (event.key === 'Tab' ? 'previous' : 'up') : then);
    }
  }

  /** Elsewhere: what is right is kept, what is wrong is not silently lost, it stays open. */
  private blur(): void {
    if (this.state === 'open') {
      void this.save('stay', false);
    }
  }

  private async save(then: Then, decided = true): Promise<void> {
    if (this.state !== 'open') {
      return;
    }
    if (this.control.value === this.before) {
      this.close('left', then);
      return;
    }
    const read = this.read();
    if ('wrong' in read) {
      this.refuse(read.wrong);
      return;
    }
    this.state = 'saving';
    this.control.setAttribute('aria-busy', 'true');
    const wrong = await this.edited.save(read.value, decided);
    if (!this.open) {
      return; // left with Escape meanwhile: that is where its user wanted to be
    }
    this.control.removeAttribute('aria-busy');
    if (wrong === null) {
      this.close('saved', then);
    } else {
      this.state = 'open';
      this.refuse(wrong);
    }
  }

  private refuse(wrong: string): void {
    this.control.setAttribute('aria-invalid', 'true');
    this.wrong.hidden = false;
    this.wrong.textContent = wrong;
    this.wrong.classList.remove('from-end', 'above');
    hangInside(this.wrong);
    this.control.focus();
  }

  private close(how: 'saved' | 'left', then: Then): void {
    this.state = 'closed';
    this.edited.cell.classList.remove('editing');
    this.control.remove();
    this.wrong.remove();
    this.edited.done(how, then);
  }

  private read(): Read {
    const { field, locale, words } = this.edited;
    const text = this.control.value.trim();
    if (text === '') {
      return { value: field.type === 'text' && !field.nullable ? '' : null };
    }
    switch (field.type) {
      case 'boolean':
        return { value: text === 'true' };
      case 'integer':
      case 'decimal': {
        const number = locale.readNumber(text);
        const whole = field.type === 'integer';
        if (number === null || (whole && !/^-?\d+$/.test(number))) {
          return { wrong: words.number };
        }
        return { value: whole ? Number(number) : number };
      }
      case 'date': {
        const [first, last] = locale.readDate(text) ?? ['', '-'];
        return first === last ? { value: first } : { wrong: words.date };
      }
      default:
        return { value: text };
    }
  }
}

const AFTER: Readonly<Record<string, Then>> = { Enter: 'down', Tab: 'next' };

/** What the grid itself can edit; the rest is for a form. */
export function editable(field: FieldDescription): boolean {
  const known = ['text', 'integer', 'decimal', 'date', 'boolean'].includes(field.type);
  return known && !field.readonly;
}
