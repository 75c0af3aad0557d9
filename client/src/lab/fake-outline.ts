/** Groups and trees of made-up rows, as the server answers them. */

import type { OpenRequest, QueryRequest } from '../core/contract.gen.ts';
import type { Row } from '../grid/source.ts';

const BRANCH = 20; // rows of one tree

/** The rows in sight, each with its node at the end; they come sorted. */
export function outlined(
  rows: readonly Row[],
  columns: readonly string[],
  request: QueryRequest,
): readonly Row[] {
  const open = request.open ?? { all: true };
  const lines: Row[] = [];
  if (request.tree === true) {
    branches(rows, null, 1, open, lines);
  } else {
    groups(rows, columns, request.group ?? [], [], open, lines);
  }
  return lines;
}

function shows(open: OpenRequest, key: unknown): boolean {
  return open.all !== (open.except ?? []).includes(key as string);
}

function groups(
  rows: readonly Row[],
  columns: readonly string[],
  by: readonly string[],
  above: readonly unknown[],
  open: OpenRequest,
  lines: Row[],
): void {
  const [name, ...inner] = by;
  if (name === undefined) {
    lines.push(...rows.map((row) => [...row, [above.length + 1, null, 0, null]]));
    return;
  }
  const at = columns.indexOf(name);
  const values = [...new Set(rows.map((row) => row[at]))].toSorted((one, other) =>
    String(one ?? '').localeCompare(String(other ?? '')),
  );
  for (const value of values) {
    const same = rows.filter((row) => row[at] === value);
    const path = [...above, value];
    const key = `g:${JSON.stringify(path)}`;
    const isOpen = shows(open, key);
    const header: unknown[] = columns.slice(0, -1).map(() => null);
    header[0] = key;
    header[at] = value;
    lines.push([...header, [path.length, isOpen, same.length, name]]);
    if (isOpen) {
      groups(same, columns, inner, path, open, lines);
    }
  }
}

function parentOf(row: Row): number | null {
  const number = Number(row[0]);
  const place = number % BRANCH;
  return place === 0 ? null : number - place + Math.floor((place - 1) / 3);
}

function branches(
  rows: readonly Row[],
  parent: number | null,
  level: number,
  open: OpenRequest,
  lines: Row[],
): void {
  for (const row of rows.filter((one) => parentOf(one) === parent)) {
    const count = rows.filter((one) => parentOf(one) === row[0]).length;
    const isOpen = count === 0 ? null : shows(open, row[0]);
    lines.push([...row, [level, isOpen, count, null]]);
    if (isOpen === true) {
      branches(rows, Number(row[0]), level + 1, open, lines);
    }
  }
}
