/** A part of a kind this client does not know: what it holds, with its names, to be read only. */

import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed } from '../kit/use-value.ts';
import { formatOf, localeOf } from '../list/formats.ts';
import { PartStack } from './part-view.tsx';
import type { PartProps } from './registry.ts';
import { cursorOf, labelOf, partsOf } from './view-facts.ts';

const MOST = 40;

export function FallbackPart({ view, part, path }: PartProps) {
  const i18n = useI18n();
  const cursor = cursorOf(view, part);
  const values = useComputed(() => {
    if (cursor === undefined) return [];
    const key = cursor.current.value;
    cursor.layout.value;
    const row = (key === null ? undefined : cursor.row(key).value) ?? cursor.rows[0];
    if (row === undefined) return [];
    const record = cursor.record(row);
    return cursor.described.source.fields
      .filter((field) => !field.hidden)
      .slice(0, MOST)
      .map((field) => {
        const { text } = formatOf(localeOf(i18n), field);
        return [field.label, text(record[field.name])] as const;
      });
  }, [cursor, i18n]);
  const facts = Object.entries(part)
    .filter(
      ([name, value]) => !['kind', 'label', 'parts', 'cursor'].includes(name) && isSaid(value),
    )
    .map(([name, value]) => [name, said(value)] as const);
  const label = labelOf(part, i18n.locale) ?? part.kind;
  const inner = partsOf(part);
  return (
    <section className="fallback" aria-label={label}>
      <h3>{label}</h3>
      <dl>
        {[...facts, ...values].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === '' ? '·' : value}</dd>
          </div>
        ))}
      </dl>
      <p className="fallback-note">
        <Icon name="lock" small />
        {i18n.gettext(
          'This version only shows it (type “{kind}”). Reload the page to be able to change it.',
          { kind: part.kind },
        )}
      </p>
      {inner.length > 0 ? <PartStack view={view} parts={inner} path={path} /> : null}
    </section>
  );
}

const isSaid = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

const said = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
};
