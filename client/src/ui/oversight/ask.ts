/** What an action of a view answers, asked anew whenever what it is about is another. */

import { useEffect, useRef, useState } from 'react';
import { Failure, isRecord, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import type { PartProps } from '../parts/registry.ts';
import { textOf } from '../parts/view-facts.ts';

export type Told = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly told: Told | undefined;
  readonly failed: boolean;
  readonly again: () => void;
}

/** Ask an action about a record; the newest question wins. `marks`: asked again when it changes. */
export function useAnswer(
  view: View,
  action: string | undefined,
  key: string | number | null | undefined,
  marks: unknown,
): Answer {
  const [told, setTold] = useState<Told>();
  const [failed, setFailed] = useState(false);
  const [times, setTimes] = useState(0);
  const turn = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: marks and times are why it is asked again
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (action === undefined || key === null || key === undefined) {
      setTold(undefined);
      return;
    }
    const shown = (ok: boolean, result: unknown) => {
      if (turn.current !== mine) return;
      setFailed(!ok);
      setTold(ok && isRecord(result) ? result : undefined);
    };
    view.run(action, { keys: [key] }, false).then(
      (answer) => shown(answer.ok, answer.result),
      (error: unknown) => {
        if (!(error instanceof Failure)) raise(error);
        shown(false, undefined);
      },
    );
  }, [view, action, key, marks, times]);
  return { told, failed, again: () => setTimes((before) => before + 1) };
}

/** Count what happens to the rows that a part follows: a reason to ask its question again. */
export function useFollowed({ view, part }: PartProps): number {
  const followed = view.cursors.get(textOf(part['follows']) ?? '');
  const [times, setTimes] = useState(0);
  useEffect(
    () =>
      followed?.changes.connect((change) => {
        const moved = change.kind === 'ops' && change.ops.every(([op]) => op === 'state');
        if (!moved) setTimes((before) => before + 1);
      }),
    [followed],
  );
  return times;
}

export const recordsOf = (value: unknown): readonly Told[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

export const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
