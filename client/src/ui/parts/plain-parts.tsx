/** Parts that only arrange or say: a section under its heading, and words. */

import { PartStack } from './part-view.tsx';
import type { PartProps } from './registry.ts';
import { partsOf } from './view-facts.ts';

export function SectionPart({ view, part, path }: PartProps) {
  return (
    <section className="part-section" aria-label={part.label}>
      {part.label === undefined ? null : <h3 className="part-head">{part.label}</h3>}
      <PartStack view={view} parts={partsOf(part)} path={path} />
    </section>
  );
}

export function TextPart({ part }: PartProps) {
  return <p className="part-text">{part.label}</p>;
}
