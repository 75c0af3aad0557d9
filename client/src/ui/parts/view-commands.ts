/** The actions of a view as commands: their keys work while it is in front, the palette lists them. */

import { computed } from '@preact/signals-core';
import type { Command } from '../../core/commands.ts';
import type { ActionDescription } from '../../core/contract.gen.ts';
import type { View } from '../../core/view.ts';
import type { App } from '../kit/app.tsx';
import { chosenRows, listIn } from '../kit/open-lists.ts';
import { flagsOf, subjectOf } from './view-facts.ts';

/** `Ctrl+S` as the server writes it, as the keyboard module reads it. */
export function keysOf(written: string): string {
  return written
    .split('+')
    .map((key) => {
      if (key === 'Ctrl') return '$mod';
      if (/^[A-Z]$/.test(key)) return `Key${key}`;
      return /^\d$/.test(key) ? `Digit${key}` : key;
    })
    .join('+');
}

/** Keys that belong to the thing that has the focus: the grid opens its own rows. */
const OF_THE_FOCUS: readonly string[] = ['Enter', 'Space'];

export function viewCommands(app: App, view: View): readonly Command[] {
  const inFront = computed(() => app.desk.current.value === view);
  return view.offer.actions.map((action) => {
    const flags = computed(() => flagsOf(view.flags.value, action));
    const keys = action.keys === undefined ? undefined : keysOf(action.keys);
    return {
      id: `view-${view.id}-${action.id}`,
      label: action.label,
      group: view.offer.view.title || view.offer.label,
      visible: computed(() => inFront.value && flags.value.visible),
      enabled: computed(() => flags.value.enabled),
      ...(action.icon === undefined ? {} : { icon: action.icon }),
      ...(keys === undefined || OF_THE_FOCUS.includes(keys) ? {} : { keys: [keys] }),
      run: () => onTicked(view, action) ?? app.desk.run(view, action.id),
    };
  });
}

/** What is done to records is done to those that are ticked, by keyboard as by the menu. */
function onTicked(view: View, action: ActionDescription): Promise<void> | undefined {
  const list = listIn(view);
  const ofRows = (action.categories ?? []).includes('record');
  if (!ofRows || list === undefined || list.cursor !== subjectOf(view, action)) return undefined;
  return chosenRows(view).peek() > 0 ? list.act(action.id) : undefined;
}
