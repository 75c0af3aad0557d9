/** A cursor as a grid, or as a tree: React only gives it a place. */

import { useLayoutEffect, useMemo, useRef } from 'react';
import '../../grid/grid.css';
import type { Cursor } from '../../core/cursor.ts';
import { useApp } from '../kit/app.tsx';
import { ListBar } from '../list/list-bar.tsx';
import { listAt } from '../list/list-model.ts';
import { RowMenu } from '../list/row-menu.tsx';
import { FallbackPart } from './fallback.tsx';
import type { PartProps } from './registry.ts';
import { cursorOf, firstGridPath, partsOf } from './view-facts.ts';

export function GridPart(props: PartProps) {
  const cursor = cursorOf(props.view, props.part);
  return cursor === undefined ? <FallbackPart {...props} /> : <Shown {...props} cursor={cursor} />;
}

function Shown({ view, part, path, cursor }: PartProps & { readonly cursor: Cursor }) {
  const app = useApp();
  const first = useMemo(
    () => part['bar'] !== false && firstGridPath(partsOf(view.offer.view)) === path,
    [view, part, path],
  );
  const list = useMemo(
    () => listAt(path, { app, view, part, cursor, first }),
    [app, view, part, path, cursor, first],
  );
  const barred = first || part['bar'] === true;
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (place.current === null ? undefined : list.show(place.current)), [list]);
  return (
    <div className="list">
      {barred ? <ListBar list={list} /> : null}
      <div ref={place} className="list-grid" />
      <RowMenu list={list} />
    </div>
  );
}
