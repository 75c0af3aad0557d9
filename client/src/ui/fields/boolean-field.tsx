/** Yes or no; where nobody has said yet, that is a third answer. */

import type { KeyboardEvent } from 'react';
import { useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { Segments } from './segments.tsx';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

export function BooleanField(props: WidgetProps) {
  const i18n = useI18n();
  const { slot } = props;
  const value = useValue(slot.value);
  if (slot.field.nullable) {
    const choices = [
      ['true', i18n.gettext('Yes')],
      ['false', i18n.gettext('No')],
      ['', i18n.gettext('Not said')],
    ] as const;
    const chosen = typeof value === 'boolean' ? String(value) : '';
    const choose = (key: string) => slot.set(key === '' ? null : key === 'true');
    return <Segments {...props} choices={choices} chosen={chosen} choose={choose} />;
  }
  const toggle = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    slot.set(value !== true);
  };
  return (
    <span className="control-check">
      <input
        {...namesOf(props)}
        type="checkbox"
        checked={value === true}
        onChange={(event) => slot.set(event.target.checked)}
        onKeyDown={toggle}
        onBlur={() => slot.leave()}
      />
      <span aria-hidden="true">{value === true ? i18n.gettext('Yes') : i18n.gettext('No')}</span>
    </span>
  );
}

registerWidget('boolean', BooleanField);
