/** A page of the gallery: one module in `sections/`, found by being there. */

import type { ComponentType } from 'react';

export interface Section {
  readonly title: string;
  readonly body: ComponentType;
}
