/** The shortcuts a person has given to commands, by id; kept with his preferences. */

import type { ReadonlySignal } from '@preact/signals-core';
import type { Commands } from '../../core/commands.ts';
import { isRecord } from '../../core/failure.ts';
import type { Prefs } from '../../core/prefs.ts';

export const REMAPPED = 'keys';

type Remapped = Readonly<Record<string, readonly string[]>>;

const isRemapped = (value: unknown): value is Remapped =>
  isRecord(value) &&
  Object.values(value).every(
    (keys) => Array.isArray(keys) && keys.every((one) => typeof one === 'string'),
  );

export const keysOf = (prefs: Prefs): ReadonlySignal<Remapped> =>
  prefs.of(REMAPPED, {}, isRemapped);

/** Let commands answer the person's own keys, until the answer is called. */
export const followKeys = (prefs: Prefs, commands: Commands): (() => void) =>
  keysOf(prefs).subscribe((keys) => commands.remap(keys));
