/**
 * The conditions of the filter builder: groups joined by "and" or "or", inside each other, with one
 * column, operator and value at each leaf. Pure: made, changed, checked, said in words, and put into
 * the filter grammar of the wire and back. A path names a part: the places from the outermost group.
 */

import type { FieldDescription } from '../core/contract.gen.ts';
import { type Operator, offeredOperators, SIGN_OF, toTest, usualOperator } from './filters.ts';
import type { Say } from './labels.ts';
import type { CellFormat } from './locale.ts';

export interface Condition {
  readonly kind: 'condition';
  readonly column: string;
  readonly operator: Operator;
  /** As it travels; `between`: a pair, `in`: a list, instants by their day; null: not given yet. */
  readonly value: unknown;
}

export interface ConditionGroup {
  readonly kind: 'group';
  readonly join: 'and' | 'or';
  readonly negated: boolean;
  readonly parts: readonly ConditionPart[];
}

export type ConditionPart = Condition | ConditionGroup;
export type PartPath = readonly number[];
export type Fields = ReadonlyMap<string, FieldDescription>;

/** What is wrong with a condition, by its path. */
export interface Problem {
  readonly path: PartPath;
  readonly label: 'condition_column' | 'condition_operator' | 'condition_value' | 'condition_pair';
}

export const DEEPEST = 6; // groups inside each other; the server takes eight levels
export const MOST_CONDITIONS = 60; // the server takes 64 tests

export const NO_CONDITIONS: ConditionGroup = {
  kind: 'group',
  join: 'and',
  negated: false,
  parts: [],
};

// -- operators

/** The operators one may choose for a column in the builder. */
export function conditionOperators(field: FieldDescription): readonly Operator[] {
  const more = (['words', 'under'] as const).filter((one) => field.operators.includes(one));
  const listed = field.operators.includes('in') && (field.choices !== null || field.type === 'key');
  const plain = field.type === 'key' ? keyOperators(field) : offeredOperators(field);
  const some: readonly Operator[] = listed && !plain.includes('in') ? ['in'] : [];
  return field.filters ? [...plain, ...some, ...more] : [];
}

/** How many values an operator takes. */
export function valuesOf(operator: Operator): 'none' | 'one' | 'two' | 'many' {
  switch (operator) {
    case 'null':
    case 'notnull':
      return 'none';
    case 'between':
      return 'two';
    case 'in':
      return 'many';
    default:
      return 'one';
  }
}

function keyOperators(field: FieldDescription): readonly Operator[] {
  return (['eq', 'ne', 'null', 'notnull'] as const).filter((one) => field.operators.includes(one));
}

// -- making and changing

/** A new condition on a column, with the operator one most often wants. */
export function conditionOn(field: FieldDescription): Condition {
  const offered = conditionOperators(field);
  const usual = usualOperator(field);
  const operator = offered.includes(usual) ? usual : (offered[0] ?? 'eq');
  return { kind: 'condition', column: field.name, operator, value: null };
}

/** The same condition with another operator: the value stays when it still fits. */
export function withOperator(condition: Condition, operator: Operator): Condition {
  const [was, is] = [valuesOf(condition.operator), valuesOf(operator)];
  return {
    ...condition,
    operator,
    value: was === is ? condition.value : refit(condition.value, is),
  };
}

function refit(value: unknown, to: 'none' | 'one' | 'two' | 'many'): unknown {
  const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== null);
  switch (to) {
    case 'none':
      return null;
    case 'one':
      return values[0] ?? null;
    case 'two':
      return [values[0] ?? null, values[1] ?? null];
    case 'many':
      return values;
  }
}

export function partAt(group: ConditionGroup, path: PartPath): ConditionPart | undefined {
  let part: ConditionPart | undefined = group;
  for (const place of path) {
    part = part?.kind === 'group' ? part.parts[place] : undefined;
  }
  return part;
}

/** Put another part in the place of one; null takes it away, and groups that become empty with it. */
export function putPart(
  group: ConditionGroup,
  path: PartPath,
  part: ConditionPart | null,
): ConditionGroup {
  const [place, ...rest] = path;
  if (place === undefined) {
    return part?.kind === 'group' ? part : NO_CONDITIONS;
  }
  const inner = group.parts[place];
  const next =
    rest.length === 0 || inner === undefined || inner.kind !== 'group'
      ? part
      : emptied(putPart(inner, rest, part));
  const parts = group.parts.toSpliced(place, 1, ...(next === null ? [] : [next]));
  return { ...group, parts };
}

function emptied(group: ConditionGroup): ConditionGroup | null {
  return group.parts.length === 0 ? null : group;
}

/** Add a part at the end of the group at a path. */
export function addPart(
  group: ConditionGroup,
  path: PartPath,
  part: ConditionPart,
): ConditionGroup {
  const into = partAt(group, path);
  if (into?.kind !== 'group') {
    return group;
  }
  return putPart(group, path, { ...into, parts: [...into.parts, part] });
}

export function countConditions(part: ConditionPart): number {
  return part.kind === 'condition'
    ? 1
    : part.parts.reduce((sum, inner) => sum + countConditions(inner), 0);
}

// -- checking

/** What is still to be filled in or put right; empty: it can be asked. */
export function problems(group: ConditionGroup, fields: Fields): readonly Problem[] {
  const found: Problem[] = [];
  const walk = (part: ConditionPart, path: PartPath): void => {
    if (part.kind === 'group') {
      part.parts.forEach((inner, place) => {
        walk(inner, [...path, place]);
      });
      return;
    }
    const label = problem(part, fields.get(part.column));
    if (label !== null) {
      found.push({ path, label });
    }
  };
  walk(group, []);
  return found;
}

function problem(
  condition: Condition,
  field: FieldDescription | undefined,
): Problem['label'] | null {
  if (field === undefined || !field.filters) {
    return 'condition_column';
  }
  if (!conditionOperators(field).includes(condition.operator)) {
    return 'condition_operator';
  }
  const { value } = condition;
  const given = (one: unknown): boolean => one !== null && one !== undefined && one !== '';
  switch (valuesOf(condition.operator)) {
    case 'none':
      return null;
    case 'one':
      return given(value) && !Array.isArray(value) ? null : 'condition_value';
    case 'many':
      return Array.isArray(value) && value.length > 0 && value.every(given)
        ? null
        : 'condition_value';
    case 'two': {
      const [low, high] = Array.isArray(value) ? (value as readonly unknown[]) : [];
      return given(low) && given(high) && !beyond(field, low, high) ? null : 'condition_pair';
    }
  }
}

function beyond(field: FieldDescription, low: unknown, high: unknown): boolean {
  return field.type === 'integer' || field.type === 'decimal'
    ? Number(low) > Number(high)
    : String(low) > String(high);
}

// -- the wire

/** As the server asks for it, without what is not filled in yet; undefined: no condition. */
export function conditionsToWire(group: ConditionGroup | null, fields: Fields): unknown {
  return group === null ? undefined : wired(group, fields);
}

function wired(part: ConditionPart, fields: Fields): unknown {
  if (part.kind === 'condition') {
    const field = fields.get(part.column);
    return problem(part, field) === null ? toTest(part, field) : undefined;
  }
  const parts = part.parts
    .map((inner) => wired(inner, fields))
    .filter((inner) => inner !== undefined);
  if (parts.length === 0) {
    return undefined;
  }
  const joined = parts.length === 1 ? parts[0] : { [part.join]: parts };
  return part.negated ? { not: joined } : joined;
}

/** A filter of the wire as conditions; null when it says something the builder cannot show. */
export function conditionsFromWire(wire: unknown, fields: Fields): ConditionGroup | null {
  if (wire === undefined || wire === null) {
    return NO_CONDITIONS;
  }
  const part = unwired(wire, fields);
  if (part === null) {
    return null;
  }
  return part.kind === 'group' ? part : { ...NO_CONDITIONS, parts: [part] };
}

function unwired(wire: unknown, fields: Fields): ConditionPart | null {
  if (Array.isArray(wire)) {
    return tested(wire, fields);
  }
  if (typeof wire !== 'object' || wire === null) {
    return null;
  }
  const days = wholeDays(wire, fields);
  if (days !== null) {
    return days;
  }
  const [[name, inner] = [], ...more] = Object.entries(wire);
  if (more.length > 0) {
    return null;
  }
  if (name === 'not') {
    return negated(unwired(inner, fields));
  }
  if ((name !== 'and' && name !== 'or') || !Array.isArray(inner)) {
    return null;
  }
  const parts = inner.map((one) => unwired(one, fields));
  const known = parts.filter((one) => one !== null);
  return known.length === parts.length
    ? { kind: 'group', join: name, negated: false, parts: known }
    : null;
}

function negated(part: ConditionPart | null): ConditionPart | null {
  if (part === null) {
    return null;
  }
  if (part.kind === 'group') {
    return { ...part, negated: !part.negated };
  }
  return part.operator === 'eq'
    ? { ...part, operator: 'ne' }
    : { kind: 'group', join: 'and', negated: true, parts: [part] };
}

function tested(wire: readonly unknown[], fields: Fields): Condition | null {
  const [column, operator, value = null] = wire;
  const field = typeof column === 'string' ? fields.get(column) : undefined;
  if (field === undefined || !conditionOperators(field).includes(operator as Operator)) {
    return null;
  }
  const made: Condition = {
    kind: 'condition',
    column: field.name,
    operator: operator as Operator,
    value,
  };
  if (field.type !== 'datetime' || valuesOf(made.operator) === 'none') {
    return made;
  }
  const day = dayOf(value);
  return day === null ? null : { ...made, value: day };
}

/** Two instants at midnight are how days of the person travel: `since this, before that`. */
function wholeDays(wire: object, fields: Fields): Condition | null {
  const parts = 'and' in wire && Array.isArray(wire.and) ? (wire.and as unknown[]) : [];
  const [low, high] = parts;
  if (parts.length !== 2 || !Array.isArray(low) || !Array.isArray(high)) {
    return null;
  }
  const column = low[0] as unknown;
  const field = typeof column === 'string' ? fields.get(column) : undefined;
  const says = high[0] === column && low[1] === 'ge' && high[1] === 'lt';
  const [first, last] = [dayOf(low[2]), dayOf(high[2], -1)];
  if (field?.type !== 'datetime' || !says || first === null || last === null) {
    return null;
  }
  return first === last
    ? { kind: 'condition', column: field.name, operator: 'eq', value: first }
    : { kind: 'condition', column: field.name, operator: 'between', value: [first, last] };
}

function dayOf(value: unknown, later = 0): string | null {
  const at = new Date(String(value));
  if (Number.isNaN(at.getTime())) {
    return null;
  }
  at.setDate(at.getDate() + later);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

// -- in words

/** Conditions as one sentence, for a chip: `Town = Riva and (Level ≥ 3 or Level empty)`. */
export function describeConditions(
  part: ConditionPart,
  fields: Fields,
  words: { readonly say: Say; readonly format: (field: FieldDescription) => CellFormat },
): string {
  return told(part, fields, words, true);
}

function told(
  part: ConditionPart,
  fields: Fields,
  words: { readonly say: Say; readonly format: (field: FieldDescription) => CellFormat },
  outermost: boolean,
): string {
  const { say } = words;
  if (part.kind === 'condition') {
    return toldCondition(part, fields.get(part.column), words);
  }
  const inner = part.parts.map((one) => told(one, fields, words, false));
  const joined = inner.join(` ${say(part.join)} `);
  const plain = outermost && !part.negated;
  const bracketed = inner.length > 1 && !plain ? `(${joined})` : joined;
  return part.negated ? `${say('not')} ${bracketed}` : bracketed;
}

function toldCondition(
  { column, operator, value }: Condition,
  field: FieldDescription | undefined,
  words: { readonly say: Say; readonly format: (field: FieldDescription) => CellFormat },
): string {
  const { say } = words;
  const name = field?.label ?? column;
  const how = SIGN_OF[operator] ?? say(`op_${operator}`);
  if (valuesOf(operator) === 'none' || field === undefined) {
    return `${name} ${how}`;
  }
  const format = words.format(
    field.type === 'datetime' ? { ...field, name: `${column}@day`, type: 'date' } : field,
  );
  const written = (one: unknown): string => (one === null ? '…' : format.text(one));
  const values = Array.isArray(value) ? value.map(written) : [written(value)];
  return operator === 'between'
    ? `${name} ${values.join(' – ')}`
    : `${name} ${how} ${values.join(', ')}`;
}
