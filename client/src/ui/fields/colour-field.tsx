/** A colour: its patch, which opens the browser's own choice, and its number to type. */

import { useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { useTyped } from './use-typed.ts';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

const COLOUR = /^#[0-9a-f]{6}$/i;

export function ColourField(props: WidgetProps) {
  const i18n = useI18n();
  const { slot } = props;
  const { text, type, leave } = useTyped(slot);
  const value = useValue(slot.value);
  const shown = typeof value === 'string' && COLOUR.test(value) ? value : '#808080';
  return (
    <span className="control">
      <input
        type="color"
        className="control-colour"
        tabIndex={-1}
        aria-label={i18n.gettext('Choose the colour: {field}', { field: slot.field.label })}
        value={shown}
        onChange={(event) => slot.set(event.target.value)}
        onBlur={() => slot.leave()}
      />
      <input
        {...namesOf(props)}
        className="control-text zeros"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={leave}
      />
    </span>
  );
}

registerWidget('text/colour', ColourField);
