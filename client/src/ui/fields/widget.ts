/** What every widget is given, and which one edits a field: by its widget, else by its type. */

import type { ComponentType } from 'react';
import type { FieldSlot } from '../form/form-model.ts';
import type { FieldFacts } from './facts.ts';

export interface WidgetProps {
  readonly slot: FieldSlot;
  /** Of the control, so that the label is its own. */
  readonly id: string;
  /** In a cell of a table, where there is no label beside it. */
  readonly label?: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly autoFocus?: boolean;
}

export type Widget = ComponentType<WidgetProps>;

const KINDS = new Map<string, Widget>();

export function registerWidget(kind: string, widget: Widget): void {
  KINDS.set(kind, widget);
}

/** The names under which a field looks for its widget, the nearest first. */
export const kindsOf = (field: FieldFacts): readonly string[] => [
  ...(field.widget === 'file' ? ['file'] : []),
  ...(field.reference !== null && field.type === 'key' ? ['relation'] : []),
  ...(field.choices === null || field.type === 'texts' ? [] : ['choice']),
  `${field.type}/${field.widget}`,
  field.type,
];

export const widgetOf = (field: FieldFacts): Widget | undefined =>
  kindsOf(field)
    .map((kind) => KINDS.get(kind))
    .find((widget) => widget !== undefined);

/** The names a control needs to be found and understood. */
export const namesOf = (props: WidgetProps) => ({
  id: props.id,
  ...(props.label === undefined ? {} : { 'aria-label': props.label }),
  ...(props.describedBy === undefined ? {} : { 'aria-describedby': props.describedBy }),
  ...(props.invalid ? { 'aria-invalid': true as const } : {}),
  ...(props.slot.field.required ? { 'aria-required': true as const } : {}),
});
