/**
 * The text of a control while somebody types: shown as it was typed until one leaves it, then as the
 * value reads. What cannot be read stays as it was typed, in the record itself.
 */

import { useState } from 'react';
import type { FieldSlot } from '../form/form-model.ts';
import { useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { readText } from './read.ts';
import { valueText } from './say.ts';

/** After such a pause what is typed next is taken back by itself. */
const PAUSE = 800;

export interface Typed {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly leave: () => void;
}

export function useTyped(slot: FieldSlot): Typed {
  const i18n = useI18n();
  const value = useValue(slot.value);
  const [typed, setTyped] = useState<{ text: string; value: unknown; at: number }>();
  const kept = typed !== undefined && JSON.stringify(typed.value) === JSON.stringify(value);
  return {
    text: kept ? typed.text : valueText(value, slot.field, i18n),
    type: (text) => {
      const read = readText(text, slot.field, i18n);
      const now = Date.now();
      const before = typed?.text ?? '';
      if (now - (typed?.at ?? now) > PAUSE || (/\s$/.test(text) && !/\s$/.test(before))) {
        slot.record.seal();
      }
      setTyped({ text, value: read, at: now });
      slot.set(read);
    },
    leave: () => {
      setTyped(undefined);
      slot.leave();
    },
  };
}
