/** What the studio changed in an item of the catalogue, beside the words of its release. */

import type { FieldDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import { isRecord } from '../../core/failure.ts';
import { same } from '../../core/field-buffer.ts';
import type { Row } from '../../core/rows.ts';
import type { App } from '../kit/app.tsx';
import { useApp } from '../kit/app.tsx';
import { formatOf, localeOf } from '../list/formats.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { cursorOf, fieldOf, textOf } from '../parts/view-facts.ts';
import { Comparison, type Line } from './comparison.tsx';
import { useCurrentRow } from './current-row.ts';
import './library.css';

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** Numbers travel as text where they have decimals. */
const asRead = (field: FieldDescription, value: unknown): unknown =>
  field.type === 'decimal' && !isNothing(value) ? Number(value) : value;

function linesOf(app: App, cursor: Cursor, row: Row): readonly Line[] {
  const base = cursor.value(row, 'released');
  if (!isRecord(base)) return [];
  const locale = localeOf(app.i18n);
  return Object.entries(base).flatMap(([name, was]) => {
    const field = fieldOf(cursor, name);
    if (field === undefined || field.reference !== null) return [];
    const now = cursor.value(row, name);
    const equal =
      same(asRead(field, was), asRead(field, now)) || (isNothing(was) && isNothing(now));
    if (equal) return [];
    const text = (value: unknown): string | undefined => {
      if (isNothing(value)) return undefined;
      return isRecord(value)
        ? app.i18n.gettext('Otherwise')
        : textOf(formatOf(locale, field).text(value));
    };
    return [{ label: field.label, texts: [text(was), text(now)] }];
  });
}

export function ReleasedPart(props: PartProps) {
  const app = useApp();
  const { i18n } = app;
  const cursor = cursorOf(props.view, props.part);
  const current = useCurrentRow(cursor);
  if (cursor === undefined) return <FallbackPart {...props} />;
  if (current === undefined) return null;
  const value = (name: string): unknown => cursor.value(current.row, name);
  const lines = linesOf(app, cursor, current.row);
  const release = textOf(value('release')) ?? '';
  if (value('origin') !== 'system') {
    const own = i18n.gettext('The studio added this item: there is no release to compare it with.');
    return <p className="faint library-none">{own}</p>;
  }
  if (lines.length === 0) {
    const text =
      value('edited') === true
        ? i18n.gettext('What differs is a link to another item, as in the list beside it.')
        : i18n.gettext('It stands as release {release} says it.', { release });
    return <p className="faint library-none">{text}</p>;
  }
  return (
    <Comparison
      title={i18n.gettext('What the studio changed')}
      columns={[i18n.gettext('Release {release}', { release }), i18n.gettext('Now')]}
      lines={lines}
      strong={1}
    />
  );
}
