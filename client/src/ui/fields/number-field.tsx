/** Numbers as they are read and written here, with their unit; amounts in euro. */

import { useI18n } from '../kit/app.tsx';
import { unitOf } from './say.ts';
import { useTyped } from './use-typed.ts';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

export function NumberField(props: WidgetProps) {
  const i18n = useI18n();
  const { slot } = props;
  const { text, type, leave } = useTyped(slot);
  const unit = unitOf(slot.field);
  const money = unit === '€';
  return (
    <span className="control">
      {money ? (
        <span className="control-unit" aria-hidden="true">
          €
        </span>
      ) : null}
      <input
        {...namesOf(props)}
        className="control-text end"
        type="text"
        inputMode={slot.field.type === 'integer' ? 'numeric' : 'decimal'}
        autoComplete="off"
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
        {...(money ? { 'aria-description': i18n.gettext('Amount in euro') } : {})}
      />
      {unit === null || money ? null : (
        <span className="control-unit" aria-hidden="true">
          {unit}
        </span>
      )}
    </span>
  );
}

registerWidget('integer', NumberField);
registerWidget('decimal', NumberField);
