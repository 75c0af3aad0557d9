/** The places of the navigation as commands: the palette leads to them from wherever one is. */

import { computed, effect, untracked } from '@preact/signals-core';
import type { ActionDescription } from '../../core/contract.gen.ts';
import type { View } from '../../core/view.ts';
import { homeAddress } from '../app/address.ts';
import type { WholeApp } from '../app/shell.ts';

type Places = Pick<WholeApp, 'commands' | 'desk' | 'opened'>;

/** What the desktop opens; everything else it offers is its own. */
export const placesOf = (home: View): readonly ActionDescription[] =>
  home.offer.actions.filter(({ categories = [] }) => categories.includes('open'));

/** Offer them as long as there is a desktop, until the answer is called. */
export function offerPlaces({ commands, desk, opened }: Places): () => void {
  const home = computed(
    () => [...desk.tabs.value.values()].find((tab) => tab.address === homeAddress)?.view,
  );
  return effect(() => {
    const from = home.value;
    if (from === undefined) return undefined;
    return untracked(() =>
      commands.register(
        ...placesOf(from).map((action) => ({
          id: `place-${action.id}`,
          label: action.label,
          group: from.offer.label,
          // in front of it they are among its own commands
          visible: computed(
            () => desk.current.value !== from && from.flags.value[action.id]?.visible !== false,
          ),
          ...(action.icon === undefined ? {} : { icon: action.icon }),
          run: () => opened.go(from, action.id),
        })),
      ),
    );
  });
}
