/**
 * What draws a part of a screen, by its kind. A kind nobody draws is shown as a labelled, read-only
 * fallback; whoever draws one registers it when its module is loaded.
 */

import type { ComponentType } from 'react';
import type { View } from '../../core/view.ts';

/** A part as the server describes it: `{kind, label?, parts?, …facts}`. */
export interface Part {
  readonly kind: string;
  readonly label?: string;
  readonly parts?: readonly Part[];
  readonly [fact: string]: unknown;
}

export interface PartProps {
  readonly view: View;
  readonly part: Part;
  /** Where it stands in the view, to keep what belongs to it: `0/1/0`. */
  readonly path: string;
}

const KINDS = new Map<string, ComponentType<PartProps>>();

export function registerPart(kind: string, component: ComponentType<PartProps>): void {
  KINDS.set(kind, component);
}

export function partOf(kind: string): ComponentType<PartProps> | undefined {
  return KINDS.get(kind);
}
