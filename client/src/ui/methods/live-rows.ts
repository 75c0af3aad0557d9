/** The results of many rows: what was asked once is not asked again; one request under way. */

import { signal } from '@preact/signals-core';
import { useEffect, useMemo } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import { Latest } from '../../core/latest.ts';
import type { Inputs, MethodDescribed, MethodResult } from '../../core/methods.ts';
import { useApp } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { type CaseRow, isBlankRow, parted, question, type Rated } from './table-model.ts';

interface Known {
  readonly results: ReadonlyMap<string, MethodResult>;
  readonly trouble: string | undefined;
}

const MOST_KEPT = 5_000;

type Evaluate = (rows: readonly Inputs[]) => Promise<readonly MethodResult[]>;

/** Asks for what is not known yet, part by part, and keeps what was answered by what was asked. */
export class LiveRows {
  readonly #evaluate: Evaluate;
  readonly #latest = new Latest<readonly Inputs[]>((wanted) => this.#send(wanted));
  readonly known = signal<Known>({ results: new Map(), trouble: undefined });

  constructor(evaluate: Evaluate) {
    this.#evaluate = evaluate;
  }

  async ask(wanted: readonly Inputs[]): Promise<void> {
    await this.#latest.ask(wanted);
  }

  async #send(wanted: readonly Inputs[]): Promise<void> {
    const { results: before } = this.known.peek();
    const fresh = new Map(wanted.map((one) => [JSON.stringify(one), one]));
    for (const text of before.keys()) fresh.delete(text);
    if (fresh.size === 0) return;
    let kept = before.size > MOST_KEPT ? new Map<string, MethodResult>() : before;
    try {
      for (const part of parted([...fresh], ([text]) => text)) {
        if (this.#latest.overtaken) return;
        const told = await this.#evaluate(part.map(([, one]) => one));
        const answered = part.flatMap(([text], at) => {
          const result = told[at];
          return result === undefined ? [] : [[text, result] as const];
        });
        kept = new Map([...kept, ...answered]);
        this.known.value = { results: kept, trouble: undefined };
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.known.value = { ...this.known.peek(), trouble: error.message };
    }
  }
}

export function useRated(
  description: MethodDescribed,
  rows: readonly CaseRow[],
): { readonly rated: readonly Rated[]; readonly trouble: string | undefined } {
  const { services } = useApp();
  const { id, version } = description;
  const live = useMemo(
    () => new LiveRows((wanted) => services.methods.rows(id, version, wanted)),
    [services, id, version],
  );
  const questions = useMemo(
    () =>
      rows.map((row) => (isBlankRow(row, description) ? undefined : question(row, description))),
    [rows, description],
  );
  useEffect(() => {
    live.ask(questions.filter((one) => one !== undefined)).catch(raise);
  }, [live, questions]);
  const { results, trouble } = useValue<Known>(live.known);
  const rated = useMemo(
    () =>
      rows.map((row, at) => {
        const one = questions[at];
        return { row, result: one === undefined ? undefined : results.get(JSON.stringify(one)) };
      }),
    [rows, questions, results],
  );
  return { rated, trouble };
}
