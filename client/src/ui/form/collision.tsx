/** One field that two people changed: as it was, yours, theirs, and which of them stands. */

import { useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import type { FieldSlot } from './form-model.ts';
import { Told } from './told.tsx';

export type Choice = 'mine' | 'theirs';

interface CollisionProps {
  readonly slot: FieldSlot;
  readonly chosen: Choice | undefined;
  readonly choose: (choice: Choice) => void;
}

export function Collision({ slot, chosen, choose }: CollisionProps) {
  const i18n = useI18n();
  const conflict = useValue(slot.conflict);
  if (conflict === undefined) return null;
  const options = [
    ['mine', conflict.mine, i18n.gettext('yours')],
    ['theirs', conflict.theirs, i18n.gettext('theirs')],
  ] as const;
  return (
    <div className="merge-line" role="radiogroup" aria-label={slot.field.label}>
      <b className="merge-field cut">{slot.field.label}</b>
      <span className="merge-before cut faint">
        {i18n.gettext('before:')} <Told slot={slot} value={conflict.base} />
      </span>
      {options.map(([choice, value, whose]) => (
        <label key={choice} className="merge-option">
          <input
            type="radio"
            name={`${slot.id}-merge`}
            checked={chosen === choice}
            onChange={() => choose(choice)}
          />
          <span className="cut">
            <Told slot={slot} value={value} />
          </span>
          <span className="merge-whose faint">{whose}</span>
        </label>
      ))}
    </div>
  );
}
