/** While a tab is dragged: the sides of a pane, to have a pane of its own, and its middle, to join it. */

import { useState } from 'react';
import * as docking from '../app/dock.ts';
import type { WholeApp } from '../app/shell.ts';
import { useValue } from '../kit/use-value.ts';
import { dragged } from './drag.ts';

type Zone = docking.Edge | 'middle';

export interface DropZonesProps {
  readonly app: WholeApp;
  readonly groups: docking.Placed['groups'];
}

export function DropZones({ app, groups }: DropZonesProps) {
  const key = useValue(dragged);
  if (key === undefined) return null;
  return groups.map(({ group, rect }) => (
    <Drop key={group.id} app={app} group={group} rect={rect} tab={key} />
  ));
}

interface DropProps {
  readonly app: WholeApp;
  readonly group: docking.Group;
  readonly rect: docking.Rect;
  readonly tab: number;
}

function Drop({ app, group, rect, tab }: DropProps) {
  const [zone, setZone] = useState<Zone>();
  const percent = (part: number) => `${part * 100}%`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only for who drags; the tab's menu does the same
    <div
      className="drop-pane"
      style={{
        left: percent(rect.x),
        top: percent(rect.y),
        width: percent(rect.width),
        height: percent(rect.height),
      }}
      onDragOver={(event) => {
        event.preventDefault();
        setZone(zoneAt(event));
      }}
      onDragLeave={() => setZone(undefined)}
      onDrop={(event) => {
        event.preventDefault();
        const at = zoneAt(event);
        dragged.value = undefined;
        app.desk.arrange((dock) =>
          at === 'middle'
            ? docking.moveTab(dock, tab, group.id)
            : docking.splitTab(dock, tab, group.id, at),
        );
      }}
    >
      {zone === undefined ? null : <div className={`drop-zone ${zone}`} />}
    </div>
  );
}

const EDGE = 0.25;

function zoneAt(event: React.DragEvent<HTMLElement>): Zone {
  const box = event.currentTarget.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width;
  const y = (event.clientY - box.top) / box.height;
  const sides: readonly (readonly [Zone, number])[] = [
    ['left', x],
    ['right', 1 - x],
    ['top', y],
    ['bottom', 1 - y],
  ];
  const [side, distance] = sides.toSorted(([, one], [, other]) => one - other)[0] ?? ['middle', 1];
  return distance < EDGE ? side : 'middle';
}
