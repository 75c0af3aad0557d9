/** Waits for what comes out of a context that a view has begun. */

import type { View } from '../../core/view.ts';

type Keys = readonly (string | number)[];

/** `begin` answers the context begun, or nothing if none was; null: it was cancelled, or its asker has gone. */
export async function resultOf(from: View, begin: () => Promise<string>): Promise<Keys | null> {
  const told = new Map<string, Keys | null>();
  let hear: () => void = () => undefined;
  const ends = [
    from.resulted.connect(({ context, content }) => {
      told.set(context, content === null ? null : (content.ids ?? []));
      hear();
    }),
    from.onNodeUnbind.connect(() => hear()),
  ];
  try {
    const context = await begin();
    while (context !== '' && !told.has(context) && from.nodePhase === 'bound') {
      await new Promise<void>((resolve) => {
        hear = resolve;
      });
    }
    return told.get(context) ?? null;
  } finally {
    for (const end of ends) end();
  }
}
