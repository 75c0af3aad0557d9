/**
 * What the grid asks its source for. A change of filter, order, grouping or of what is open is a
 * question to the source; all of it but what is open is something to keep.
 */

import { computed, effect, type ReadonlySignal } from '@preact/signals-core';
import type { OpenRequest, QueryRequest } from '../core/contract.gen.ts';
import { conditionsToWire } from './conditions.ts';
import type { GridContext, GridState } from './context.ts';
import { toWire } from './filters.ts';
import { NOTHING } from './selection.ts';
import type { RowKey } from './source.ts';

export const MOST_GROUPED = 3; // columns; as many as the server takes
export const MOST_EXCEPTIONS = 1000; // groups or branches that are not as all the others

export const CLOSED: OpenRequest = { all: false };
export const OPEN: OpenRequest = { all: true };

/** The request as it is now, for the source and for whoever exports what one sees. */
export function queryOf(context: GridContext): ReadonlySignal<QueryRequest> {
  const { fields, options } = context;
  return computed(() => {
    const typed = toWire(context.filters.value, fields);
    const built = conditionsToWire(context.where.value, fields);
    const tests = [typed, built].filter((one) => one !== undefined);
    const words = context.words.value.trim();
    const group = context.group.value;
    const tree = options.tree === true && group.length === 0;
    return {
      sort: context.sort.value,
      ...(tests.length === 0 ? {} : { filter: tests.length > 1 ? { and: tests } : tests[0] }),
      ...(words === '' ? {} : { words }),
      ...(group.length === 0 ? {} : { group, open: context.open.value }),
      ...(tree ? { tree, open: context.open.value } : {}),
    };
  });
}

/** Asks whenever the question is another one, and tells what is to be kept. */
export function ask(context: GridContext): () => void {
  const { source, onState } = context.options;
  const fresh = JSON.stringify({ sort: source.description.sort });
  let asked: string | null = null;
  let matching = '';
  let kept: string | null = null;
  return effect(() => {
    const request = context.query.value;
    const state: GridState = context.read();
    const text = JSON.stringify(request);
    const first = asked === null;
    if (asked !== text) {
      asked = text;
      const { filter, words } = request;
      const selects = JSON.stringify([filter, words]);
      if (!first || text !== fresh) {
        if (selects !== matching) {
          context.chosen.value = NOTHING; // "all that match" was said of other rows
        }
        source.query(request);
      }
      matching = selects;
    }
    const now = JSON.stringify(state);
    if (!first && now !== kept) {
      onState?.(state);
    }
    kept = now;
  });
}

export function isOpen(open: OpenRequest, key: RowKey): boolean {
  return open.all !== (open.except ?? []).includes(key);
}

/** Open or close some rows; too many exceptions begin anew with these. */
export function withOpen(open: OpenRequest, keys: readonly RowKey[], show: boolean): OpenRequest {
  const others = (open.except ?? []).filter((one) => !keys.includes(one));
  const except = show === open.all ? others : [...others, ...keys];
  return { all: open.all, except: except.slice(-MOST_EXCEPTIONS) };
}

/** Group by one column more, or no longer. */
export function groupBy(context: GridContext, name: string, group: boolean): void {
  const others = context.group.peek().filter((one) => one !== name);
  context.group.value = group ? [...others, name].slice(-MOST_GROUPED) : others;
}

/** What is open before anybody says so: a tree, and the groups that the screen comes with. */
export function openAtFirst(
  group: readonly string[],
  {
    tree,
    unfolded,
  }: { readonly tree?: boolean; readonly unfolded?: readonly string[] | undefined },
): OpenRequest {
  const open = group.length === 0 ? tree === true : group.join() === unfolded?.join();
  return open ? OPEN : CLOSED;
}

/** Another grouping begins anew, whoever changed it. */
export function beginAnew(context: GridContext): () => void {
  let before = context.group.peek();
  return effect(() => {
    const now = context.group.value;
    if (now.join() !== before.join()) context.open.value = openAtFirst(now, context.options);
    before = now;
  });
}
