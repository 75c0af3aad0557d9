/**
 * One field under change: what was read, what was typed, what somebody else saved meanwhile.
 */

import { computed, type Signal, signal } from '@preact/signals-core';

export interface FieldConflict {
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export class FieldBuffer {
  readonly base: Signal<unknown>;
  readonly typed = signal<{ readonly value: unknown } | undefined>(undefined);
  readonly theirs = signal<{ readonly value: unknown } | undefined>(undefined);
  readonly error = signal<string | undefined>(undefined);
  readonly value = computed(() => (this.typed.value ?? { value: this.base.value }).value);
  readonly dirty = computed(() => this.typed.value !== undefined);
  readonly conflict = computed<FieldConflict | undefined>(() => {
    const [typed, theirs] = [this.typed.value, this.theirs.value];
    if (typed === undefined || theirs === undefined) return undefined;
    return { base: this.base.value, theirs: theirs.value, mine: typed.value };
  });

  constructor(base: unknown) {
    this.base = signal(base);
  }

  type(value: unknown): void {
    this.typed.value = same(value, this.base.peek()) ? undefined : { value };
  }

  /** Somebody saved: what was not typed into follows, what was may collide. */
  follow(value: unknown): void {
    const typed = this.typed.peek();
    if (typed === undefined || same(typed.value, value)) {
      this.settle(value);
      return;
    }
    this.theirs.value = same(value, this.base.peek()) ? undefined : { value };
  }

  settle(value: unknown): void {
    this.base.value = value;
    this.typed.value = undefined;
    this.theirs.value = undefined;
    this.error.value = undefined;
  }

  /** Decide a conflict: mine stands against theirs from now on, or theirs replaces it. */
  resolve(choice: 'mine' | 'theirs'): void {
    const theirs = this.theirs.peek();
    if (theirs === undefined) return;
    if (choice === 'theirs') {
      this.settle(theirs.value);
      return;
    }
    this.base.value = theirs.value;
    this.theirs.value = undefined;
  }
}

export const same = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) ||
  (typeof one === 'object' && one !== null && JSON.stringify(one) === JSON.stringify(other));
