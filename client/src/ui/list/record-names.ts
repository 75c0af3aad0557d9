/** What the records are called that a list refers to: asked together, told once for all its rows. */

import { signal } from '@preact/signals-core';
import type { I18n } from '../../core/i18n.ts';
import type { Services } from '../../core/services.ts';
import type { RecordNames } from '../../grid/context.ts';
import { namesBy } from '../fields/relation-name.tsx';

export function recordNames(search: Pick<Services['search'], 'titles'>, i18n: I18n): RecordNames {
  const told = signal(0);
  const awaited = new Set<unknown>();
  const of = (source: string, key: string): string | undefined => {
    const slot = namesBy(search).of(source, key);
    const named = slot.peek();
    if (named !== undefined) {
      return named === null ? i18n.gettext('a record you cannot see') : named.title;
    }
    if (!awaited.has(slot)) {
      awaited.add(slot);
      const stop = slot.subscribe((now) => {
        if (now === undefined) return;
        awaited.delete(slot);
        queueMicrotask(() => stop());
        told.value += 1;
      });
    }
    return undefined;
  };
  return { of, told };
}
