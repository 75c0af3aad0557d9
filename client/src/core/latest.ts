/**
 * One request under way and at most one waiting, the newest: what was overtaken is never sent.
 */

export class Latest<T> {
  readonly #send: (wanted: T) => Promise<void>;
  #busy = false;
  #next: { readonly wanted: T } | undefined;

  constructor(send: (wanted: T) => Promise<void>) {
    this.#send = send;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Whether something newer waits than what is under way. */
  get overtaken(): boolean {
    return this.#next !== undefined;
  }

  /** Ask for something; the promise resolves when nothing is left to send. */
  async ask(wanted: T): Promise<void> {
    this.#next = { wanted };
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#next !== undefined) {
        const { wanted: now } = this.#next;
        this.#next = undefined;
        await this.#send(now);
      }
    } finally {
      this.#busy = false;
    }
  }

  forget(): void {
    this.#next = undefined;
  }
}
