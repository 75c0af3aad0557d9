/** Files on their way in: how far each is, and why one was not taken, beside its name. */

import { type ReadonlySignal, signal } from '@preact/signals-core';
import { Failure, raise } from '../../core/failure.ts';
import { type Destination, type Upload, type Uploaded, upload } from '../../core/upload.ts';
import { explain } from '../app/explain.ts';
import type { App } from '../kit/app.tsx';

/** Why one was not taken; `final`: the same file will not be taken another time. */
export interface Trouble {
  readonly text: string;
  readonly final: boolean;
}

export interface Coming {
  readonly id: number;
  readonly name: string;
  /** Of one: 1 has been sent, and is being looked at. */
  readonly part: ReadonlySignal<number>;
  readonly error: ReadonlySignal<Trouble | undefined>;
  readonly stop: () => void;
  readonly again: () => void;
}

const AT_ONCE = 2;
const FINAL = ['file_refused', 'denied', 'not_found', 'invalid'];

let made = 0;

/** The files one place is receiving. */
export class ComingFiles {
  readonly #app: App;
  readonly #list = signal<readonly Coming[]>([]);
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  /** In the order they came; what has arrived is not among them any more. */
  readonly list: ReadonlySignal<readonly Coming[]> = this.#list;

  constructor(app: App) {
    this.#app = app;
  }

  add(
    files: readonly File[],
    to: Destination,
    arrived: (made: Uploaded) => void | Promise<void>,
  ): void {
    for (const file of files) this.#begin(file, to, arrived);
  }

  #begin(file: File, to: Destination, arrived: (made: Uploaded) => void | Promise<void>): void {
    made += 1;
    const id = made;
    const part = signal(0);
    const error = signal<Trouble | undefined>(undefined);
    let running: Upload | undefined;
    const leave = () => {
      this.#list.value = this.#list.peek().filter((one) => one.id !== id);
    };
    const run = async () => {
      const told = (value: number) => {
        part.value = value;
      };
      try {
        running = upload(file, to, { locale: this.#app.i18n.locale, told });
        await arrived(await running.done);
        leave();
      } catch (failed) {
        if (!(failed instanceof Failure)) raise(failed);
        const final = failed instanceof Failure && FINAL.includes(failed.code);
        error.value = { text: explain(this.#app.i18n, failed), final };
      }
    };
    const begin = () => {
      error.value = undefined;
      part.value = 0;
      this.#queue(run);
    };
    const stop = () => {
      running?.stop();
      leave();
    };
    this.#list.value = [
      ...this.#list.peek(),
      { id, name: file.name, part, error, stop, again: begin },
    ];
    begin();
  }

  #queue(run: () => Promise<void>): void {
    this.#waiting.push(run);
    this.#next();
  }

  #next(): void {
    if (this.#running >= AT_ONCE) return;
    const run = this.#waiting.shift();
    if (run === undefined) return;
    this.#running += 1;
    run()
      .catch(raise)
      .finally(() => {
        this.#running -= 1;
        this.#next();
      });
  }
}
