/** Parts that only arrange or say: a section under its heading, and words. */

import { useI18n } from '../kit/app.tsx';
import { PartStack } from './part-view.tsx';
import type { PartProps } from './registry.ts';
import { labelOf, partsOf } from './view-facts.ts';

export function SectionPart({ view, part, path }: PartProps) {
  const label = labelOf(part, useI18n().locale);
  return (
    <section
      className={part['beside'] === true ? 'part-section beside' : 'part-section'}
      aria-label={label}
    >
      {label === undefined || part['headed'] === false ? null : (
        <h3 className="part-head">{label}</h3>
      )}
      <PartStack view={view} parts={partsOf(part)} path={path} />
    </section>
  );
}

export function TextPart({ part }: PartProps) {
  return <p className="part-text">{labelOf(part, useI18n().locale)}</p>;
}
