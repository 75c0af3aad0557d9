/** Signals of the core as React sees them: a component is painted anew when the value is another one. */

import { computed, type ReadonlySignal } from '@preact/signals-core';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

export function useValue<T>(from: ReadonlySignal<T>): T {
  const subscribe = useCallback(
    (changed: () => void) => {
      let first = true; // a signal tells its value at once, React asks for that by itself
      return from.subscribe(() => {
        if (!first) changed();
        first = false;
      });
    },
    [from],
  );
  return useSyncExternalStore(subscribe, () => from.peek());
}

/** What follows from several signals; `make` must read them, and is kept while `on` is the same. */
export function useComputed<T>(make: () => T, on: readonly unknown[]): T {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what it depends on
  return useValue(useMemo(() => computed(make), on));
}
