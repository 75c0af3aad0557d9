/** A few facts of the current row, each under its name: to be read at a glance, not to be changed. */

import { useEffect } from 'react';
import type { FieldDescription } from '../../core/contract.gen.ts';
import type { Cursor } from '../../core/cursor.ts';
import { Failure, raise } from '../../core/failure.ts';
import { RelationName } from '../fields/relation-name.tsx';
import { useApp } from '../kit/app.tsx';
import { useComputed } from '../kit/use-value.ts';
import { formatOf, localeOf } from '../list/formats.ts';
import { FallbackPart } from './fallback.tsx';
import './facts.css';
import type { PartProps } from './registry.ts';
import { cursorOf, fieldOf, labelOf, namesOf } from './view-facts.ts';

interface Fact {
  readonly field: FieldDescription;
  readonly value: unknown;
  readonly text: string;
}

export function FactsPart(props: PartProps) {
  const cursor = cursorOf(props.view, props.part);
  return cursor === undefined ? <FallbackPart {...props} /> : <Facts {...props} cursor={cursor} />;
}

function Facts({ part, cursor }: PartProps & { readonly cursor: Cursor }) {
  const { i18n } = useApp();
  useEffect(() => {
    cursor.show(0, 1).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  }, [cursor]);
  const facts = useComputed<readonly Fact[]>(() => {
    cursor.layout.value;
    const key = cursor.current.value;
    const row = key === null ? undefined : cursor.row(key).value;
    if (row === undefined) return [];
    const locale = localeOf(i18n);
    return namesOf(part['fields']).flatMap((name) => {
      const field = fieldOf(cursor, name);
      if (field === undefined) return [];
      const value = cursor.value(row, name);
      return [{ field, value, text: formatOf(locale, field).text(value) }];
    });
  }, [cursor, i18n, part]);
  const label = labelOf(part, i18n.locale);
  const heading = part['headed'] === false ? undefined : label;
  return (
    <section className="facts" aria-label={label}>
      {heading === undefined ? null : <h3 className="facts-head">{heading}</h3>}
      <dl>
        {facts.map(({ field, value, text }) => (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd>
              {field.reference !== null && typeof value === 'string' ? (
                <RelationName source={field.reference} value={value} />
              ) : (
                text || <span className="faint">–</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
