/**
 * Questions to the person, one after the other, as promises. Whoever asks does not know how they are
 * shown; what is closed without an answer resolves with the harmless one.
 */

import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { ReactNode } from 'react';

/** Draws what a dialog shows; it is given the answer to call. */
export type DialogBody<T> = (answer: (value: T) => void) => ReactNode;

/** How a dialog is shown. */
export interface Manner {
  /** Everything waits for this answer, and is said aloud: `text` is what it is about. */
  readonly alert?: boolean;
  readonly text?: string | undefined;
  readonly wide?: boolean;
}

export interface Question {
  readonly id: number;
  readonly title: string;
  readonly body: DialogBody<never>;
  /** What Esc and a click beside mean. */
  readonly harmless: unknown;
  readonly manner: Manner;
  readonly answer: (value: unknown) => void;
}

export interface Confirmation {
  readonly title: string;
  readonly text?: string;
  /** The verb on the button that does it. */
  readonly action: string;
  readonly destructive?: boolean;
}

export class Dialogs {
  readonly #open = signal<readonly Question[]>([]);
  #made = 0;

  /** The questions on the screen, the last one on top. */
  readonly open: ReadonlySignal<readonly Question[]> = this.#open;

  ask<T>(title: string, body: DialogBody<T>, harmless: T, manner: Manner = {}): Promise<T> {
    this.#made += 1;
    const id = this.#made;
    return new Promise((resolve) => {
      const answer = (value: unknown) => {
        this.#open.value = this.#open.peek().filter((one) => one.id !== id);
        resolve(value as T);
      };
      const shown = { id, title, body: body as DialogBody<never>, harmless, manner, answer };
      this.#open.value = [...this.#open.peek(), shown];
    });
  }
}
