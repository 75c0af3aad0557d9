/**
 * Results while somebody types: computed by the server, one request under way and the newest waiting.
 * Only the scenario that changed is asked again; what is shown is never older than what was answered.
 */

import { batch, type ReadonlySignal, signal } from '@preact/signals-core';
import { useEffect, useMemo, useRef } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import { Latest } from '../../core/latest.ts';
import type { Inputs, MethodDescribed, MethodHint, MethodResult } from '../../core/methods.ts';
import { useApp } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { asked, type Values } from './form-model.ts';

export interface Results {
  readonly before: MethodResult | undefined;
  readonly after: MethodResult | undefined;
  /** Why there is nothing newer: the line, most likely. */
  readonly trouble: string | undefined;
}

interface Wanted {
  readonly before: Inputs;
  readonly after: Inputs | undefined;
}

type Evaluate = (scenarios: readonly Inputs[]) => Promise<readonly MethodResult[]>;

const AGAIN = 1_500;
const NONE: Results = { before: undefined, after: undefined, trouble: undefined };

/** Asks for both scenarios of a case, and keeps what was answered for each. */
export class LiveResults {
  readonly #evaluate: Evaluate;
  readonly #results = signal<Results>(NONE);
  readonly #latest = new Latest<Wanted>((wanted) => this.#send(wanted));
  #said: Record<'before' | 'after', string | undefined> = { before: undefined, after: undefined };
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly results: ReadonlySignal<Results> = this.#results;

  constructor(evaluate: Evaluate) {
    this.#evaluate = evaluate;
  }

  async ask(wanted: Wanted): Promise<void> {
    clearTimeout(this.#timer);
    await this.#latest.ask(wanted);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#latest.forget();
  }

  async #send(wanted: Wanted): Promise<void> {
    const sides = (['before', 'after'] as const).flatMap((side) => {
      const inputs = wanted[side];
      const said = inputs === undefined ? undefined : JSON.stringify(inputs);
      return inputs === undefined || said === this.#said[side] ? [] : [{ side, inputs, said }];
    });
    const gone = wanted.after === undefined && this.#results.peek().after !== undefined;
    if (gone) {
      this.#said.after = undefined;
      this.#results.value = { ...this.#results.peek(), after: undefined };
    }
    if (sides.length === 0) return;
    try {
      const told = await this.#evaluate(sides.map(({ inputs }) => inputs));
      const next: Record<string, unknown> = { ...this.#results.peek(), trouble: undefined };
      for (const [at, { side, said }] of sides.entries()) {
        this.#said[side] = said;
        next[side] = told[at];
      }
      batch(() => {
        this.#results.value = next as unknown as Results;
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#results.value = { ...this.#results.peek(), trouble: error.message };
      if (error.retry && !this.#latest.overtaken) {
        this.#timer = setTimeout(() => {
          this.ask(wanted).catch(raise);
        }, AGAIN);
      }
    }
  }
}

/** The results of a case as it stands. */
export function useResults(
  { id, version, inputs }: MethodDescribed,
  before: Values,
  after: Values | null,
): Results {
  const { services } = useApp();
  const live = useMemo(
    () => new LiveResults((scenarios) => services.methods.evaluate(id, version, scenarios)),
    [services, id, version],
  );
  useEffect(() => () => live.dispose(), [live]);
  useEffect(() => {
    const wanted = {
      before: asked(inputs, before),
      after: after === null ? undefined : asked(inputs, after),
    };
    live.ask(wanted).catch(raise);
  }, [live, inputs, before, after]);
  return useValue(live.results);
}

const QUIET = 350;
const NO_HINTS: readonly MethodHint[] = [];

/** What must change for a better band; asked when nobody has typed for a moment. */
export function useHints(
  { id, version, inputs }: MethodDescribed,
  values: Values,
  result: MethodResult | undefined,
): readonly MethodHint[] {
  const { services } = useApp();
  const hints = useMemo(() => signal<readonly MethodHint[]>(NO_HINTS), []);
  const turn = useRef(0);
  const level = result?.band?.level ?? 0;
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (level === 0) {
      hints.value = NO_HINTS;
      return;
    }
    const timer = setTimeout(() => {
      services.methods.sensitivity(id, version, asked(inputs, values)).then(
        (told) => {
          if (turn.current === mine) hints.value = told;
        },
        (error: unknown) => {
          if (!(error instanceof Failure)) raise(error);
          else if (turn.current === mine) hints.value = NO_HINTS;
        },
      );
    }, QUIET);
    return () => clearTimeout(timer);
  }, [services, hints, id, version, inputs, values, level]);
  return useValue(hints);
}
