/** A button that opens a menu; entries come from actions and commands alike. */

import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Header,
  Keyboard,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: string;
  readonly keys?: string;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly destructive?: boolean;
  /** Set: the entry can be on or off. */
  readonly checked?: boolean;
  readonly run: () => void;
}

export interface MenuGroup {
  readonly label?: string;
  /** Of the entries that can be on, one is. */
  readonly one?: boolean;
  readonly entries: readonly MenuEntry[];
}

export interface MenuProps {
  /** The name of the menu. */
  readonly label: string;
  /** The button that opens it: one of ours. */
  readonly trigger: ReactNode;
  readonly groups: readonly MenuGroup[];
}

export function Menu({ label, trigger, groups }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="floating menu-box" offset={2}>
        <MenuBody label={label} groups={groups} />
      </Popover>
    </MenuTrigger>
  );
}

/** The list alone, for a menu opened at a place of its own. */
export function MenuBody({ label, groups }: Omit<MenuProps, 'trigger'>) {
  const entries = groups.flatMap((group) => group.entries);
  return (
    <AriaMenu
      aria-label={label}
      className="menu"
      disabledKeys={entries.filter((one) => one.disabled === true).map((one) => one.id)}
      onAction={(id) => entries.find((one) => one.id === id)?.run()}
    >
      {groups
        .filter((group) => group.entries.length > 0)
        .flatMap((group, at) => sections(group, group.label ?? label, at))}
    </AriaMenu>
  );
}

/** What can be on is told as such, so it stands in a section of its own: usually the whole group. */
function sections(group: MenuGroup, name: string, at: number): readonly ReactNode[] {
  const runs: (readonly MenuEntry[])[] = [];
  for (const entry of group.entries) {
    const last = runs.at(-1);
    const same = last !== undefined && isSwitch(last[0]) === isSwitch(entry);
    if (same) runs[runs.length - 1] = [...last, entry];
    else runs.push([entry]);
  }
  return runs.map((entries, part) => (
    <MenuSection
      key={`${at} ${entries[0]?.id}`}
      aria-label={name}
      className={part === 0 ? 'menu-section' : 'menu-section on'}
      {...(isSwitch(entries[0]) ? chosen(entries, group.one === true) : {})}
    >
      {part > 0 || group.label === undefined ? null : (
        <Header className="menu-head">{group.label}</Header>
      )}
      {entries.map((entry) => (
        <MenuLine key={entry.id} entry={entry} />
      ))}
    </MenuSection>
  ));
}

const isSwitch = (entry: MenuEntry | undefined): boolean => entry?.checked !== undefined;

/** Which entries are on is for their owner to say: choosing one only runs it. */
const chosen = (entries: readonly MenuEntry[], one: boolean) => ({
  selectionMode: one ? ('single' as const) : ('multiple' as const),
  selectedKeys: entries.filter((entry) => entry.checked === true).map((entry) => entry.id),
  shouldCloseOnSelect: true,
});

function MenuLine({ entry }: { readonly entry: MenuEntry }) {
  const { id, label, icon, keys, hint, destructive = false, checked } = entry;
  const mark = checked === undefined ? icon : checked ? 'check' : undefined;
  return (
    <MenuItem id={id} textValue={label} className={destructive ? 'menu-line stop' : 'menu-line'}>
      <span className="menu-mark">{mark === undefined ? null : <Icon name={mark} />}</span>
      <span className="menu-words">
        <Text slot="label">{label}</Text>
        {hint === undefined ? null : (
          <Text slot="description" elementType="small">
            {hint}
          </Text>
        )}
      </span>
      {keys === undefined ? null : <Keyboard>{keys}</Keyboard>}
    </MenuItem>
  );
}
