/** Few choices side by side, as radio buttons: all of them seen, one pressed. */

import type { WidgetProps } from './widget.ts';

export interface SegmentsProps extends WidgetProps {
  readonly choices: readonly (readonly [string, string])[];
  readonly chosen: string;
  readonly choose: (key: string) => void;
}

export function Segments({
  id,
  label,
  slot,
  describedBy,
  invalid,
  choices,
  chosen,
  choose,
}: SegmentsProps) {
  const none = !choices.some(([key]) => key === chosen);
  return (
    <span
      className="segments"
      role="radiogroup"
      aria-required={slot.field.required}
      aria-invalid={invalid}
      {...(label === undefined ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': label })}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    >
      {choices.map(([key, words], at) => (
        <label key={key} className="segment">
          <input
            type="radio"
            name={id}
            tabIndex={key === chosen || (none && at === 0) ? 0 : -1}
            checked={key === chosen}
            onChange={() => choose(key)}
            onBlur={() => slot.leave()}
          />
          <span>{words}</span>
        </label>
      ))}
    </span>
  );
}
