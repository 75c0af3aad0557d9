/** Finding methods by words. Pure. */

import type { MethodFamily, MethodListed } from '../../core/methods.ts';
import { folded } from './paste-model.ts';

/** The families with the methods that fit every word; aids to others only if they are wanted. */
export function found(
  families: readonly MethodFamily[],
  words: string,
  aids: boolean,
): readonly MethodFamily[] {
  const sought = wordsOf(words).filter((one) => one !== '');
  const shown = families
    .map((family) => {
      const fitting = family.methods.filter(
        (one) => (aids || !one.part) && fits(one, family.name, sought),
      );
      return { ...family, methods: byName(fitting, sought) };
    })
    .filter((family) => family.methods.length > 0);
  const best = ({ methods }: MethodFamily) => Math.min(...methods.map((one) => rank(one, sought)));
  return sought.length === 0 ? shown : shown.toSorted((one, other) => best(one) - best(other));
}

/** What is called so comes before what only speaks of it. */
const byName = (methods: readonly MethodListed[], sought: readonly string[]) =>
  sought.length === 0
    ? methods
    : methods.toSorted((one, other) => rank(one, sought) - rank(other, sought));

const rank = ({ name, id }: MethodListed, sought: readonly string[]): number =>
  holds(`${name} ${id}`, sought) ? 0 : 1;

function fits(method: MethodListed, family: string, sought: readonly string[]): boolean {
  const { name, id, edition, about } = method;
  return holds(`${name} ${id} ${edition} ${family} ${about}`, sought);
}

function holds(text: string, sought: readonly string[]): boolean {
  const told = wordsOf(text);
  return sought.every((word) => told.some((one) => one.startsWith(word)));
}

/** Letters and numbers only: a method is found by its own name, signs and all. */
const wordsOf = (text: string): readonly string[] => folded(text).split(/[^\p{L}\p{N}]+/u);
