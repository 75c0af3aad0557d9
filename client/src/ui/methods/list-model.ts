/** Finding methods by words. Pure. */

import type { MethodFamily, MethodListed } from '../../core/methods.ts';
import { folded } from './paste-model.ts';

/** The families with the methods that fit every word; aids to others only if they are wanted. */
export function found(
  families: readonly MethodFamily[],
  words: string,
  aids: boolean,
): readonly MethodFamily[] {
  const sought = folded(words)
    .split(/\s+/)
    .filter((one) => one !== '');
  return families
    .map((family) => ({
      ...family,
      methods: family.methods.filter(
        (one) => (aids || !one.part) && fits(one, family.name, sought),
      ),
    }))
    .filter((family) => family.methods.length > 0);
}

function fits(method: MethodListed, family: string, sought: readonly string[]): boolean {
  const text = folded(`${method.name} ${method.id} ${method.edition} ${family} ${method.about}`);
  const told = text.split(/[^\p{L}\p{N}]+/u);
  return sought.every((word) => told.some((one) => one.startsWith(word)));
}
