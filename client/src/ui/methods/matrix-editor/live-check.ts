/** What the server says of a matrix while it is typed: one request under way, the newest waiting. */

import { type ReadonlySignal, signal } from '@preact/signals-core';
import { useEffect, useMemo } from 'react';
import { Failure, raise } from '../../../core/failure.ts';
import { Latest } from '../../../core/latest.ts';
import type { MatrixChecked } from '../../../core/methods.ts';
import { useApp } from '../../kit/app.tsx';
import { useValue } from '../../kit/use-value.ts';
import { type Definition, writeDefinition } from './matrix-model.ts';

const AGAIN = 1_500;

type Said = Readonly<Record<string, unknown>>;

class LiveCheck {
  readonly #ask: (definition: Said) => Promise<MatrixChecked>;
  readonly #told = signal<MatrixChecked | undefined>(undefined);
  readonly #latest = new Latest<Said>((wanted) => this.#send(wanted));
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly told: ReadonlySignal<MatrixChecked | undefined> = this.#told;

  constructor(ask: (definition: Said) => Promise<MatrixChecked>) {
    this.#ask = ask;
  }

  async check(definition: Said): Promise<void> {
    clearTimeout(this.#timer);
    await this.#latest.ask(definition);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#latest.forget();
  }

  async #send(definition: Said): Promise<void> {
    try {
      this.#told.value = await this.#ask(definition);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.retry && !this.#latest.overtaken) {
        this.#timer = setTimeout(() => {
          this.check(definition).catch(raise);
        }, AGAIN);
      }
    }
  }
}

/** What is wrong with a matrix as it stands, and its cells; undefined until it was asked once. */
export function useChecked(definition: Definition): MatrixChecked | undefined {
  const { services } = useApp();
  const live = useMemo(() => new LiveCheck((wanted) => services.methods.check(wanted)), [services]);
  useEffect(() => () => live.dispose(), [live]);
  useEffect(() => {
    live.check(writeDefinition(definition)).catch(raise);
  }, [live, definition]);
  return useValue(live.told);
}
