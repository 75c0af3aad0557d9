/**
 * The floor on which panes stand. Panels are laid by their place, never moved in the document, so
 * a view keeps its scroll, focus and state wherever its tab goes. Those not seen cost nothing to paint;
 * the ones not looked at for long are not kept drawn.
 */

import { type CSSProperties, useEffect, useRef } from 'react';
import * as docking from '../app/dock.ts';
import type { WholeApp } from '../app/shell.ts';
import type { Tab } from '../app/tab.ts';
import { useValue } from '../kit/use-value.ts';
import { DockBorder } from './dock-border.tsx';
import { DropZones } from './drop-zones.tsx';
import { TabPanel } from './tab-panel.tsx';
import { TabStrip } from './tab-strip.tsx';

const KEPT_DRAWN = 10;

/** The same tabs in one pane, for a window with no room for more. */
function flattened(dock: docking.Dock): docking.Dock {
  const group = docking.activeGroup(dock);
  return {
    ...dock,
    root: { ...group, tabs: docking.tabsOf(dock) },
    active: group.id,
  };
}

const percent = (part: number) => `${part * 100}%`;

export function placeOf(rect: docking.Rect): CSSProperties {
  return {
    left: percent(rect.x),
    top: percent(rect.y),
    width: percent(rect.width),
    height: percent(rect.height),
  };
}

export interface DockFloorProps {
  readonly app: WholeApp;
  readonly narrow: boolean;
}

export function DockFloor({ app, narrow }: DockFloorProps) {
  const { desk } = app;
  const arranged = useValue(desk.dock);
  const tabs = useValue(desk.tabs);
  const dock = narrow ? flattened(arranged) : arranged;
  const { groups, borders } = docking.placed(dock.root);
  const drawn = useDrawn(groups.map(({ group }) => group.front));
  const floor = useRef<HTMLDivElement>(null);
  return (
    <div className="dock" ref={floor}>
      {groups.map(({ group, rect }) => (
        <div key={group.id} className="dock-group" style={placeOf(rect)}>
          <TabStrip
            app={app}
            group={group}
            tabs={group.tabs.flatMap((key) => tabs.get(key) ?? [])}
            active={group.id === dock.active}
            alone={groups.length === 1}
          />
        </div>
      ))}
      {[...tabs.values()]
        .toSorted((one, other) => one.key - other.key)
        .map((tab) => (
          <Panel
            key={tab.key}
            app={app}
            tab={tab}
            place={groups.find(({ group }) => group.tabs.includes(tab.key))}
            active={dock.active}
            drawn={drawn.includes(tab.key)}
          />
        ))}
      {borders.map((border) => (
        <DockBorder key={`${border.split} ${border.at}`} app={app} border={border} floor={floor} />
      ))}
      <DropZones app={app} groups={groups} />
    </div>
  );
}

/** The tabs in front, and those that were lately. */
function useDrawn(fronts: readonly (number | undefined)[]): readonly number[] {
  const drawn = useRef<readonly number[]>([]);
  const now = fronts.filter((key) => key !== undefined);
  const all = [...now, ...drawn.current.filter((key) => !now.includes(key))].slice(0, KEPT_DRAWN);
  useEffect(() => {
    drawn.current = all;
  });
  return all;
}

interface PanelProps {
  readonly app: WholeApp;
  readonly tab: Tab;
  readonly place: docking.Placed['groups'][number] | undefined;
  readonly active: number;
  readonly drawn: boolean;
}

function Panel({ app, tab, place, active, drawn }: PanelProps) {
  if (place === undefined) return null;
  const { group, rect } = place;
  const front = group.front === tab.key;
  return (
    <TabPanel
      app={app}
      tab={tab}
      front={front}
      active={front && group.id === active}
      drawn={drawn || front}
      style={placeOf(rect)}
    />
  );
}
