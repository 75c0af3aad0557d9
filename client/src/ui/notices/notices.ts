/**
 * What is told in passing and can be found again: shown as a toast for a while, kept in a log.
 * An error that needs work is never a notice: it stands where the work is.
 */

import { type ReadonlySignal, signal } from '@preact/signals-core';

export type NoticeLevel = 'info' | 'ok' | 'warn' | 'danger';

export interface Notice {
  readonly id: number;
  readonly level: NoticeLevel;
  readonly text: string;
  readonly detail?: string;
  /** To be read out to whoever helps. */
  readonly incident?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly at: number;
}

export type NewNotice = Omit<Notice, 'id' | 'at'>;

const KEPT = 100;

export class Notices {
  readonly #log = signal<readonly Notice[]>([]);
  readonly #shown = signal<readonly Notice[]>([]);
  readonly #unread = signal(0);
  #made = 0;

  /** Everything told since the page was opened, the latest first. */
  readonly log: ReadonlySignal<readonly Notice[]> = this.#log;
  /** What is on the screen as toasts now. */
  readonly shown: ReadonlySignal<readonly Notice[]> = this.#shown;
  readonly unread: ReadonlySignal<number> = this.#unread;

  tell(said: NewNotice): Notice {
    this.#made += 1;
    const notice = { ...said, id: this.#made, at: Date.now() };
    this.#log.value = [notice, ...this.#log.peek()].slice(0, KEPT);
    this.#shown.value = [...this.#shown.peek(), notice];
    this.#unread.value += 1;
    return notice;
  }

  /** Take a toast off the screen; it stays in the log. */
  hide(id: number): void {
    this.#shown.value = this.#shown.peek().filter((one) => one.id !== id);
  }

  /** The log was looked at. */
  read(): void {
    this.#unread.value = 0;
  }
}
