/** What the method says is wrong, in the words of the form: choices by their labels. */

import type { I18n } from '../../core/i18n.ts';
import type { MethodFault, MethodInput } from '../../core/methods.ts';
import { type Path, pathOf } from './form-model.ts';

/** The input at a place, whatever row it is in. */
export function inputAt(inputs: readonly MethodInput[], path: Path): MethodInput | undefined {
  const [key, ...rest] = path;
  const found = inputs.find((one) => one.key === key);
  if (found === undefined || rest.length === 0) return found;
  if (found.kind === 'group') return inputAt(found.of, rest);
  if (found.kind === 'rows') return rest.length === 1 ? found : inputAt(found.of, rest.slice(1));
  return found;
}

/** The sentence of a fault; of a choice it lists what one sees, not what programs read. */
export function faultText(fault: MethodFault, input: MethodInput | undefined, i18n: I18n): string {
  if (input?.kind !== 'choice') return fault.sentence;
  const said = {
    field: input.label,
    choices: input.options.map((one) => one.label).join('; '),
  };
  if (fault.code === 'missing') {
    return i18n.gettext('{field}: missing. Allowed: {choices}.', said);
  }
  return fault.code === 'not_listed'
    ? i18n.gettext('{field}: not one of the choices. Allowed: {choices}.', said)
    : fault.sentence;
}

export const faultTextAt = (
  fault: MethodFault,
  inputs: readonly MethodInput[],
  i18n: I18n,
): string => faultText(fault, inputAt(inputs, pathOf(fault.path)), i18n);
