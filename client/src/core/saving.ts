/**
 * What a view saves, cursors together, as one wish. One at a time, and one that had no answer is asked
 * again as it was before anything newer is: the same key is done once, however often it arrives.
 */

import { batch } from '@preact/signals-core';
import type { BatchSaved } from './contract.gen.ts';
import type { Batch, BatchChanges } from './edits.ts';
import { Failure } from './failure.ts';
import type { Key } from './rows.ts';

/** A save that had no answer, as plain data. */
export interface Wish {
  readonly key: string;
  readonly changes: Readonly<Record<string, BatchChanges>>;
}

export interface Request {
  readonly key: string;
  readonly batches: readonly (readonly [name: string, batch: Batch])[];
}

type Save = (
  changes: Wish['changes'],
  key: string,
) => Promise<Readonly<Record<string, BatchSaved>>>;

const NOTHING: BatchSaved = { versions: {}, created: [], deleted: [] };

const changesOf = ({ batches }: Request): Wish['changes'] =>
  Object.fromEntries(batches.map(([name, one]) => [name, one.changes]));

export class Saving {
  readonly #save: Save;
  #unanswered: Request | undefined;
  #sending: Promise<boolean> | undefined;

  constructor(save: Save) {
    this.#save = save;
  }

  /** Something is under way, or had no answer. */
  get busy(): boolean {
    return this.#unanswered !== undefined;
  }

  /** What had no answer yet. */
  get unanswered(): Request | undefined {
    return this.#unanswered;
  }

  get wish(): Wish | undefined {
    const request = this.#unanswered;
    return request && { key: request.key, changes: changesOf(request) };
  }

  /** Be the one who waits for an answer, or nobody any more. */
  adopt(request: Request | undefined): void {
    this.#unanswered = request;
  }

  /** Wait for what is under way, and ask again what had no answer; false: that was not done. */
  async settled(): Promise<boolean> {
    if (this.#sending !== undefined) return await this.#sending;
    return this.#unanswered === undefined || (await this.send(this.#unanswered));
  }

  /** Send a wish; tells whether it was done, and of each record that was made. */
  async send(request: Request, made: (key: Key) => void = () => undefined): Promise<boolean> {
    this.#sending = this.#send(request, made);
    try {
      return await this.#sending;
    } finally {
      this.#sending = undefined;
    }
  }

  async #send(request: Request, made: (key: Key) => void): Promise<boolean> {
    this.#unanswered = request;
    try {
      const answer = await this.#save(changesOf(request), request.key);
      this.#unanswered = undefined;
      batch(() => {
        for (const [name, one] of request.batches) {
          const told = answer[name] ?? NOTHING;
          one.saved(told);
          for (const { key } of told.created) made(key);
        }
      });
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!error.retry) this.#unanswered = undefined;
      batch(() => {
        for (const [, one] of request.batches) one.refused(error);
      });
      return false;
    }
  }
}
