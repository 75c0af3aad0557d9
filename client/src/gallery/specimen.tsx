/** One widget in one state, with the name of the state above it. */

import type { ReactNode } from 'react';

export interface SpecimenProps {
  readonly name: string;
  /** Over the whole width, for what is not small. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Specimen({ name, wide = false, children }: SpecimenProps) {
  return (
    <section className={wide ? 'specimen wide' : 'specimen'} aria-label={name}>
      <h2>{name}</h2>
      <div className="specimen-body">{children}</div>
    </section>
  );
}
