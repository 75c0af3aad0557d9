/** The tabs of a pane. The list holds tabs and nothing else; their close buttons lie over them. */

import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Popover } from 'react-aria-components';
import { raise } from '../../core/failure.ts';
import { homeAddress } from '../app/address.ts';
import * as docking from '../app/dock.ts';
import type { WholeApp } from '../app/shell.ts';
import type { Tab } from '../app/tab.ts';
import { factsOf } from '../app/view-facts.ts';
import { useKeys } from '../keys/use-keys.ts';
import { IconButton } from '../kit/button.tsx';
import { hueOf } from '../kit/customer-hue.ts';
import { Icon } from '../kit/icon.tsx';
import { Menu, MenuBody } from '../kit/menu.tsx';
import { useComputed } from '../kit/use-value.ts';
import { openPalette } from '../palette/state.ts';
import { dragged } from './drag.ts';
import { tabMenu } from './tab-menu.ts';
import { panelId, tabId } from './tab-panel.tsx';
import { TabPeople } from './tab-people.tsx';

export interface TabStripProps {
  readonly app: WholeApp;
  readonly group: docking.Group;
  readonly tabs: readonly Tab[];
  /** One works in this pane. */
  readonly active: boolean;
  readonly alone: boolean;
}

export function TabStrip({ app, group, tabs, active, alone }: TabStripProps) {
  const { i18n, desk } = app;
  const strip = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<{ tab: Tab; at: HTMLElement }>();
  const crowded = useCrowded(strip, tabs.length);
  const front = group.front;
  const titles = useTitles(tabs);
  useEffect(() => {
    const row = strip.current;
    if (front === undefined || row === null) return undefined;
    const reveal = (): void =>
      document
        .getElementById(tabId(front))
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const watch = new ResizeObserver(reveal); // a narrower window must not hide where one is
    watch.observe(row);
    reveal();
    return () => watch.disconnect();
  }, [front]);
  const columns: CSSProperties = {
    gridTemplateColumns: tabs.map(() => 'fit-content(15rem)').join(' '),
  };
  return (
    <div className={active || alone ? 'tab-strip' : 'tab-strip idle'}>
      <div className="tab-row" ref={strip} style={columns}>
        <div
          role="tablist"
          aria-label={i18n.gettext('Open views')}
          className="tab-list"
          onKeyDown={(event) => onKey(app, event, group, setMenu, tabs)}
        >
          {tabs.map((tab, at) => (
            <OneTab
              key={tab.key}
              app={app}
              tab={tab}
              at={at}
              group={group}
              onMenu={(place) => setMenu({ tab, at: place })}
            />
          ))}
        </div>
        <div className="tab-list">
          {tabs.map((tab, at) => (
            <CloseTab key={tab.key} app={app} tab={tab} at={at} front={tab.key === front} />
          ))}
        </div>
      </div>
      {crowded ? (
        <Menu
          label={i18n.gettext('All open views')}
          trigger={<IconButton icon="chevron-down" label={i18n.gettext('All open views')} />}
          groups={[
            {
              one: true,
              entries: tabs.map((tab, at) => ({
                id: String(tab.key),
                label: titles[at] ?? tab.title,
                checked: tab.key === front,
                run: () => desk.showTab(tab.key),
              })),
            },
          ]}
        />
      ) : null}
      <IconButton
        icon="plus"
        label={i18n.gettext('Open a view')}
        keys={useKeys('palette')}
        onPress={() => openPalette()}
      />
      <Popover
        className="floating menu-box"
        triggerRef={{ current: menu?.at ?? null }}
        placement="bottom start"
        aria-label={i18n.gettext('This tab')}
        isOpen={menu !== undefined}
        onOpenChange={(open) => {
          if (!open) setMenu(undefined);
        }}
      >
        {menu === undefined ? null : (
          <MenuBody label={i18n.gettext('This tab')} groups={tabMenu(app, menu.tab, group)} />
        )}
      </Popover>
    </div>
  );
}

/** What the tabs are called now: a screen learns its name when its rows come. */
function useTitles(tabs: readonly Tab[]): readonly string[] {
  const said = useComputed(
    () =>
      tabs
        .map(({ view, title }) => (view === undefined ? title : factsOf(view).title.value))
        .join('\n'),
    [tabs],
  );
  return said.split('\n');
}

/** Whether there are more tabs than the strip shows. */
function useCrowded(strip: React.RefObject<HTMLDivElement | null>, count: number): boolean {
  const [crowded, set] = useState(false);
  useLayoutEffect(() => {
    const row = strip.current;
    if (row === null) return undefined;
    const look = () => set(count > 1 && row.scrollWidth > row.clientWidth + 1);
    const watch = new ResizeObserver(look);
    watch.observe(row);
    look();
    return () => watch.disconnect();
  }, [strip, count]);
  return crowded;
}

interface OneTabProps {
  readonly app: WholeApp;
  readonly tab: Tab;
  readonly at: number;
  readonly group: docking.Group;
  readonly onMenu: (at: HTMLElement) => void;
}

function OneTab({ app, tab, at, group, onMenu }: OneTabProps) {
  const { desk, i18n } = app;
  const { view } = tab;
  const chosen = group.front === tab.key;
  const facts = view === undefined ? undefined : factsOf(view);
  const title = useComputed(() => facts?.title.value ?? tab.title, [facts, tab.title]);
  const own = useComputed(() => facts?.own.value, [facts]);
  const dirty = useComputed(() => facts?.dirty.value ?? false, [facts]);
  const home = tab.address === homeAddress;
  const name = dirty ? i18n.gettext('{title}, unsaved changes', { title }) : title;
  return (
    <button
      type="button"
      id={tabId(tab.key)}
      role="tab"
      className={`tab ${own === undefined ? '' : hueOf(own.id)}${home ? ' fixed' : ''}`}
      style={{ gridColumn: at + 1 }}
      aria-selected={chosen}
      aria-controls={panelId(tab.key)}
      aria-label={name}
      title={title}
      tabIndex={chosen ? 0 : -1}
      draggable={!home}
      onClick={() => desk.showTab(tab.key)}
      onAuxClick={(event) => {
        if (event.button === 1) desk.closeTab(tab.key).catch(raise);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(event.currentTarget);
      }}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', title);
        // where the tab lies would be drawn over while the browser takes its picture
        setTimeout(() => {
          dragged.value = tab.key;
        }, 0);
      }}
      onDragEnd={() => {
        dragged.value = undefined;
      }}
      onDragOver={(event) => {
        if (dragged.peek() !== undefined) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        const key = dragged.peek();
        if (key !== undefined && key !== tab.key) {
          desk.arrange((dock) => docking.moveTab(dock, key, group.id, at));
        }
      }}
    >
      {own === undefined ? <Icon name={tab.icon} small /> : <i className="tab-customer" />}
      <span className="cut">{title}</span>
      <TabPeople app={app} tab={tab} />
      {dirty ? <i className="tab-dirty" /> : null}
    </button>
  );
}

interface CloseTabProps {
  readonly app: WholeApp;
  readonly tab: Tab;
  readonly at: number;
  readonly front: boolean;
}

function CloseTab({ app, tab, at, front }: CloseTabProps) {
  const { desk, i18n } = app;
  const { view } = tab;
  const title = useComputed(
    () => (view === undefined ? tab.title : factsOf(view).title.value),
    [view, tab.title],
  );
  if (tab.address === homeAddress) return null;
  return (
    <button
      type="button"
      className={front ? 'tab-close front' : 'tab-close'}
      style={{ gridColumn: at + 1 }}
      aria-label={i18n.gettext('Close {name}', { name: title })}
      tabIndex={-1}
      onClick={() => desk.closeTab(tab.key).catch(raise)}
    >
      <Icon name="x" small />
    </button>
  );
}

/** Along the tabs as in every list of tabs; Delete closes, with Ctrl and Shift a tab is moved. */
function onKey(
  app: WholeApp,
  event: React.KeyboardEvent<HTMLElement>,
  group: docking.Group,
  setMenu: (menu: { tab: Tab; at: HTMLElement }) => void,
  tabs: readonly Tab[],
): void {
  const { desk } = app;
  const at = tabs.findIndex((tab) => tab.key === group.front);
  const tab = tabs[at];
  if (tab === undefined || event.altKey) return;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const focus = (key: number) => {
    requestAnimationFrame(() => document.getElementById(tabId(key))?.focus());
  };
  if (by !== undefined && event.ctrlKey && event.shiftKey) {
    event.preventDefault();
    const to = Math.min(Math.max(at + by, 0), tabs.length - 1);
    desk.arrange((dock) => docking.moveTab(dock, tab.key, group.id, to));
    focus(tab.key);
    return;
  }
  const to = targetOf(event.key, at, tabs.length);
  const next = to === undefined ? undefined : tabs[to];
  if (next !== undefined && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    desk.showTab(next.key);
    focus(next.key);
  } else if (event.key === 'Delete') {
    event.preventDefault();
    desk.closeTab(tab.key).catch(raise);
  } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    event.preventDefault();
    const place = document.getElementById(tabId(tab.key));
    if (place !== null) setMenu({ tab, at: place });
  }
}

function targetOf(key: string, at: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (key === 'ArrowRight') return (at + 1) % count;
  return key === 'ArrowLeft' ? (at - 1 + count) % count : undefined;
}
