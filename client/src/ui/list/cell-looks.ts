/** How the cells of a column look, from what the server says of its field. */

import type { FieldDescription } from '../../core/contract.gen.ts';
import type { CellLook, Level, Mark } from '../../grid/looks.ts';
import { SIGN_EDGE, SIGNS } from '../fields/hazard-paths.ts';

/** The marks of the states we know; a state nobody knows is only its word. */
const MARKS: Readonly<Record<string, Mark>> = {
  draft: 'draft',
  prospect: 'draft',
  proposed: 'draft',
  planned: 'plan',
  todo: 'plan',
  in_progress: 'run',
  running: 'run',
  active: 'calm',
  open: 'calm',
  in_force: 'calm',
  done: 'done',
  verified: 'check',
  suspended: 'hold',
  paused: 'hold',
  inactive: 'hold',
  closed: 'hold',
  ceased: 'hold',
  archived: 'hold',
  late: 'late',
  expired: 'late',
  overdue: 'late',
  // checks, outcomes, equipment, sheets
  soon: 'plan',
  later: 'calm',
  none: 'draft',
  idle: 'hold',
  answered: 'hold',
  ok: 'calm',
  ok_with_limits: 'plan',
  fail: 'late',
  in_use: 'calm',
  out_of_service: 'hold',
  disposed: 'hold',
  missing: 'late',
  old: 'late',
  current: 'calm',
};

const LEVELS: readonly Level[] = [0, 1, 2, 3, 4];

const levelOf = (value: unknown): Level | null =>
  LEVELS.find((level) => String(level) === String(value)) ?? null;

const isState = (field: FieldDescription): boolean =>
  field.choices !== null &&
  (field.widget === 'state' ||
    field.widget === 'status' ||
    /(^|_)(status|state)$/.test(field.name)) &&
  field.choices.every(([value]) => value in MARKS);

export function lookOf(field: FieldDescription): CellLook | null {
  if (field.widget === 'level') return { kind: 'level', of: levelOf };
  // `3 Alto`: the level, then the word of the method's own band
  if (field.widget === 'rating') {
    const of = (value: unknown) => levelOf(String(value).split(' ', 1)[0]);
    return { kind: 'level', of, word: (text) => text.slice(text.indexOf(' ') + 1) };
  }
  if (field.name === 'pictograms') {
    const shapes = (value: unknown) =>
      (Array.isArray(value) ? value : []).flatMap((code) => SIGNS[String(code)] ?? []);
    return { kind: 'signs', edge: SIGN_EDGE, of: shapes };
  }
  if (isState(field)) return { kind: 'state', of: (value) => MARKS[String(value)] ?? 'hold' };
  if (field.widget === 'code' || /(^|_)(code|vat|tax_code|ateco)$/.test(field.name)) {
    return { kind: 'code' };
  }
  if (field.widget === 'faint' || ['created_at', 'updated_at', 'id'].includes(field.name)) {
    return { kind: 'faint' };
  }
  return null;
}

export function looksOf(fields: readonly FieldDescription[]): Readonly<Record<string, CellLook>> {
  const looks: Record<string, CellLook> = {};
  for (const field of fields) {
    const look = lookOf(field);
    if (look !== null) looks[field.name] = look;
  }
  return looks;
}
