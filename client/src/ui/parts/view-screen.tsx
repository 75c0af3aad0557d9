/** A screen as the server describes it: by the type of its view, then part by part. */

import { memo, useEffect, useMemo } from 'react';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import '../record/kinds.ts';
import './kinds.ts';
import { PartStack, PartView } from './part-view.tsx';
import './parts.css';
import '../list/list.css';
import { type Part, partOf } from './registry.ts';
import { viewCommands } from './view-commands.ts';
import { isGrid, partsOf } from './view-facts.ts';

/** It follows its view by itself: that its tab comes to the front or moves is none of its business. */
export const ViewScreen = memo(function ViewScreen({ view }: { readonly view: View }) {
  const app = useApp();
  useEffect(() => app.commands.register(...viewCommands(app, view)), [app, view]);
  const described = view.offer.view;
  const Whole = partOf(`${described.type}View`);
  const parts = useMemo(() => arranged(described.type, partsOf(described)), [described]);
  return (
    <div className="view-screen" data-view={described.type}>
      {Whole === undefined ? (
        <PartStack view={view} parts={parts} path="" />
      ) : (
        <PartView view={view} part={{ kind: `${described.type}View` }} path="" />
      )}
    </div>
  );
});

/**
 * Several lists of a screen that says nothing about their sizes share the height behind a bar. What
 * the bar of the first list shows anyhow is not shown twice.
 */
function arranged(type: string, parts: readonly Part[]): readonly Part[] {
  const lists = parts.filter(isGrid);
  if (lists.length === 0) return parts;
  const rest = parts.filter((part) => part.kind !== 'actions');
  if (lists.length < 2 || type === 'List') return rest;
  return [{ kind: 'split', across: 'y', parts: rest }];
}
