/** A value nobody types here: locked with its reason, or read in a form that only shows. */

import type { ReactNode } from 'react';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { CodesRead } from './codes-field.tsx';
import { isBlank } from './facts.ts';
import { RelationName } from './relation-name.tsx';
import { unitOf, valueText } from './say.ts';
import { StoredFile } from './stored-file.tsx';
import { tagsOf } from './tags-field.tsx';
import type { WidgetProps } from './widget.ts';

function Words({
  slot,
  bare = false,
}: Pick<WidgetProps, 'slot'> & {
  /** The unit stands in the head of the column, and what is empty is seen. */
  readonly bare?: boolean;
}): ReactNode {
  const i18n = useI18n();
  const value = useValue(slot.value);
  const { field } = slot;
  if (isBlank(value)) return bare ? null : <span className="faint">—</span>;
  if (field.widget === 'file' && typeof value === 'string' && !bare) {
    return (
      <span className="file-read">
        <StoredFile source={field.reference} value={value} />
      </span>
    );
  }
  if (field.reference !== null && field.type === 'key') {
    return <RelationName source={field.reference} value={value} />;
  }
  if (field.widget === 'codes' && field.choices !== null && !bare) {
    return <CodesRead codes={tagsOf(value)} choices={field.choices} />;
  }
  if (field.type === 'texts') {
    return tagsOf(value).map((tag) => (
      <span key={tag} className="tag zeros">
        {tag}
      </span>
    ));
  }
  const text = valueText(value, field, i18n);
  const unit = bare ? null : unitOf(field);
  if (unit === null) return text;
  return unit === '€' ? `€ ${text}` : `${text} ${unit}`;
}

const BRIEF = 32; // a longer reason is told by the help pane and the tooltip

/** In a form that edits: grey, with a lock, and why. */
export function LockedValue({ slot, id, describedBy }: WidgetProps) {
  const i18n = useI18n();
  const reason = slot.field.lock_reason;
  return (
    <span className="control locked" title={reason ?? i18n.gettext('This cannot be changed here.')}>
      <output
        id={id}
        className="control-text"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it can be read and copied by keyboard
        tabIndex={0}
        aria-labelledby={`${id}-label`}
        {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
      >
        <Words slot={slot} />
      </output>
      {reason && reason.length <= BRIEF ? (
        <span className="control-reason cut">{reason}</span>
      ) : null}
      <span className="control-mark" aria-hidden="true">
        <Icon name="lock" small />
      </span>
    </span>
  );
}

/** In a form that only shows: the text alone. */
export function ReadValue({ slot, id }: WidgetProps) {
  return (
    <output id={id} className="read-value" aria-labelledby={`${id}-label`}>
      <Words slot={slot} />
    </output>
  );
}

/** In a cell of a table: the words, and nothing where there is nothing. */
export function ReadCell({ slot }: Pick<WidgetProps, 'slot'>) {
  return <Words slot={slot} bare />;
}
