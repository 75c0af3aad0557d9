/**
 * A declared event, and who receives it.
 *
 * `await signal.notify(…)` runs every receiver, one after the other, to its end, and publishes what
 * belongs to a node. A receiver that fails stops nobody; at the end the notifier is told of all
 * failures at once. (Reactive values are another thing: those are `@preact/signals-core`'s.)
 */

export type Listener<Args extends readonly unknown[]> = (...args: Args) => unknown;

/** What ends a subscription; twice is harmless. */
export type Unsubscribe = () => void;

/** What a signal of a node does beside telling whoever connected to it. */
export interface SignalHost {
  /** The declared handlers of the node, in order. */
  handlersOf(name: string): readonly Listener<never>[];
  /** Let other nodes hear it. */
  publish(name: string, args: readonly unknown[]): Promise<void>;
}

export class Signal<Args extends readonly unknown[] = readonly unknown[]> {
  readonly name: string;
  readonly local: boolean;
  readonly #host: SignalHost | undefined;
  readonly #listeners = new Set<{ readonly hear: Listener<Args> }>();

  constructor(name = '', host?: SignalHost, options: { readonly local?: boolean } = {}) {
    this.name = name;
    this.local = options.local ?? false;
    this.#host = host;
  }

  connect(hear: Listener<Args>): Unsubscribe {
    const entry = { hear };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  clear(): void {
    this.#listeners.clear();
  }

  async notify(...args: Args): Promise<void> {
    const errors: unknown[] = [];
    for (const hear of this.#host?.handlersOf(this.name) ?? []) {
      await settle(() => (hear as Listener<Args>)(...args), errors);
    }
    for (const entry of [...this.#listeners]) {
      // whoever was disconnected before its turn is not called any more
      if (this.#listeners.has(entry)) await settle(() => entry.hear(...args), errors);
    }
    const host = this.#host;
    if (host !== undefined && !this.local)
      await settle(() => host.publish(this.name, args), errors);
    if (errors.length > 0) throw new AggregateError(errors, `handlers of ${this.name} failed`);
  }
}

/** Do it, and collect its failure instead of raising it. */
export const settle = async (work: () => unknown, errors: unknown[]): Promise<void> => {
  try {
    await work();
  } catch (error) {
    errors.push(error);
  }
};
