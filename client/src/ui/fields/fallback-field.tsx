/** What no widget is made for: shown, with its label, and not typed into. */

import { isRecord } from '../../core/failure.ts';
import { useI18n } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { isBlank } from './facts.ts';
import { valueText } from './say.ts';
import type { WidgetProps } from './widget.ts';

export function FallbackField({ slot, id, describedBy }: WidgetProps) {
  const i18n = useI18n();
  const value = useValue(slot.value);
  const said = isRecord(value)
    ? Object.entries(value).map(
        ([name, part]) => `${name}: ${typeof part === 'string' ? part : JSON.stringify(part)}`,
      )
    : [valueText(value, slot.field, i18n)];
  return (
    <span className="control locked area">
      <output
        id={id}
        className="control-text lines"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it can be read and copied by keyboard
        tabIndex={0}
        aria-labelledby={`${id}-label`}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      >
        {isBlank(value) ? <span className="faint">—</span> : said.join('\n')}
      </output>
    </span>
  );
}
