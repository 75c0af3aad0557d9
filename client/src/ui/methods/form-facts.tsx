/** What the lines and tables of a method's form share: sides, ids, what is said beside a field. */

import { memo } from 'react';
import type { I18n } from '../../core/i18n.ts';
import type { MethodFault, MethodInput } from '../../core/methods.ts';
import { Icon } from '../kit/icon.tsx';
import type { Column } from './controls.tsx';
import {
  faultsAt,
  isEmpty,
  isMissing,
  type Path,
  pathText,
  type Values,
  valueAt,
} from './form-model.ts';
import { faultText } from './said.ts';

export interface Side {
  readonly column: Column;
  readonly values: Values;
  readonly faults: readonly MethodFault[];
}

/** What all lines of a form share; the same object as long as nothing of it changes. */
export interface FormFacts {
  readonly id: string;
  readonly readOnly: boolean;
  readonly onlyDifferent: boolean;
  /** Fields one has left empty: from then on it is said that they are missing. */
  readonly left: ReadonlySet<string>;
  readonly onChange: (column: Column, path: string, value: unknown) => void;
}

export const controlId = (form: string, column: Column, path: string): string =>
  `${form}-${column}-${path.replace(/[^\w]/g, '_')}`;

export const faultId = (form: string, column: Column, path: string): string =>
  `${controlId(form, column, path)}-fault`;

/** What is said of a field now: of an empty one only when somebody has left it so. */
export function sentenceOf(
  form: FormFacts,
  side: Side,
  path: Path,
  input: MethodInput,
  i18n: I18n,
): string | undefined {
  const place = pathText(path);
  const list = input.kind === 'numbers' || input.kind === 'codes';
  const [fault] = faultsAt(side.faults, place, list);
  if (fault === undefined) return undefined;
  const empty = isMissing(fault) || isEmpty(valueAt(side.values, path));
  return empty && !form.left.has(`${side.column} ${place}`)
    ? undefined
    : faultText(fault, input, i18n);
}

/** The sentence without the name of the field beside which it stands. */
export const FaultSaid = memo(function FaultSaid({
  id,
  sentence,
  label,
}: {
  readonly id: string;
  readonly sentence: string;
  readonly label: string;
}) {
  const bare = sentence.startsWith(`${label}: `) ? sentence.slice(label.length + 2) : sentence;
  return (
    <span className="field-error mb-fault" id={id} role="status">
      <Icon name="circle-alert" small />
      <span>{`${bare.charAt(0).toUpperCase()}${bare.slice(1)}`}</span>
    </span>
  );
});
