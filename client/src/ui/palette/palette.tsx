/**
 * Ctrl+K: what can be done here, records, and commands in one list; recent ones while nothing is typed.
 *
 * Commands answer at once; records are asked of the server while one types, and the newest question
 * counts. `>` asks for commands alone, `@` for records alone.
 */

import './palette.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { spelled } from '../keys/spelled.ts';
import { type App, useApp } from '../kit/app.tsx';
import { hueOf } from '../kit/customer-hue.ts';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { type Arranged, arranged, type Entry, marked, scopeOf } from './entries.ts';
import { commandEntries, recentEntries, useFound } from './sources.ts';
import { paletteOpen } from './state.ts';

const BEGINNING = 6; // commands of the view in front, while nothing is typed

export function Palette() {
  const open = useValue(paletteOpen);
  const { i18n } = useApp();
  return (
    <ModalOverlay
      className="palette-scrim"
      isOpen={open !== undefined}
      isDismissable
      onOpenChange={(now) => {
        if (!now) paletteOpen.value = undefined;
      }}
    >
      <Modal className="palette">
        <Dialog className="palette-inside" aria-label={i18n.gettext('Search or run a command')}>
          <Asking start={open?.text ?? ''} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

const close = () => {
  paletteOpen.value = undefined;
};

function useGroups(app: App, typed: string): Arranged & { readonly busy: boolean } {
  const { scope, text } = scopeOf(typed);
  const commands = useValue(app.commands.visible);
  const found = useFound(app, scope === 'commands' ? '' : text);
  const recents = useMemo(() => recentEntries(app), [app]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the commands there are decide, too
  const lines = useMemo((): Arranged => {
    const own = scope === 'records' ? [] : commandEntries(app, text);
    const records = scope === 'commands' ? [] : text === '' ? recents : found.groups;
    // nobody has asked yet: what one had open, then what this screen does; all else is for the asking
    if (scope === 'all' && text === '') {
      const short = own
        .filter((one) => one.here)
        .map((one) => ({ ...one, entries: one.entries.slice(0, BEGINNING) }));
      const begun = [...recents, ...short].filter((group) => group.entries.length > 0);
      if (begun.length > 0) return { groups: begun, steady: true };
    }
    return arranged(own, records, text);
  }, [app, scope, text, commands, found.groups, recents]);
  return { ...lines, busy: found.busy };
}

function Asking({ start }: { readonly start: string }) {
  const app = useApp();
  const { i18n } = app;
  const [typed, type] = useState(start);
  // by its name: what is found meanwhile comes above it
  const [picked, pick] = useState<string>();
  const [entered, enter] = useState(false);
  const { groups, steady, busy } = useGroups(app, typed);
  const entries = groups.flatMap((group) => group.entries);
  const hand = entries.find((one) => one.id === picked);
  const chosen = hand ?? entries[0];
  const { text } = scopeOf(typed);
  // Enter is quicker than the answer: the first line is still that of what was typed before
  const waits = busy && !steady && hand === undefined;

  const run = (entry: Entry) => {
    close();
    entry.run();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs what is there when the answer is
  useEffect(() => {
    if (!entered || waits) return;
    enter(false);
    if (chosen !== undefined) run(chosen);
  }, [entered, waits]);
  const key = (event: React.KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined && chosen !== undefined) {
      event.preventDefault();
      const one = Math.abs(by) === 1;
      const to = entries.indexOf(chosen) + by;
      const round = (to + entries.length) % entries.length;
      pick(entries[one ? round : Math.max(0, Math.min(entries.length - 1, to))]?.id);
      enter(false);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      enter(true);
    }
  };

  return (
    <>
      <div className="palette-ask">
        <Icon name="search" />
        <input
          // biome-ignore lint/a11y/noAutofocus: a dialog begins where one types
          autoFocus
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : `palette-${chosen.id}`}
          aria-label={i18n.gettext('Search or run a command')}
          placeholder={i18n.gettext('Search or run a command')}
          value={typed}
          onChange={(event) => {
            type(event.target.value);
            pick(undefined);
            enter(false);
          }}
          onKeyDown={key}
        />
        <kbd>Esc</kbd>
      </div>
      <div
        id="palette-list"
        className="palette-list"
        role="listbox"
        aria-label={i18n.gettext('Results')}
        aria-busy={busy}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: groups of options have no element of their own
          <div key={group.label} role="group" aria-label={group.label}>
            <div className="palette-head" aria-hidden="true">
              {group.label}
            </div>
            {group.entries.map((entry) => (
              <Line
                key={entry.id}
                entry={entry}
                words={text}
                chosen={entry === chosen}
                onRun={() => run(entry)}
                onPoint={() => pick(entry.id)}
              />
            ))}
          </div>
        ))}
      </div>
      {entries.length > 0 ? null : (
        <p className="palette-none" role="status">
          {text === ''
            ? i18n.gettext('Type a name or a code.')
            : busy
              ? i18n.gettext('Searching…')
              : i18n.gettext('Nothing is called «{text}».', { text })}
        </p>
      )}
      <Foot />
    </>
  );
}

interface LineProps {
  readonly entry: Entry;
  readonly words: string;
  readonly chosen: boolean;
  readonly onRun: () => void;
  readonly onPoint: () => void;
}

function Line({ entry, words, chosen, onRun, onPoint }: LineProps) {
  const { i18n } = useApp();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) box.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays where one types
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter is heard by the field above
    <div
      ref={box}
      id={`palette-${entry.id}`}
      role="option"
      aria-selected={chosen}
      className={chosen ? 'palette-line on' : 'palette-line'}
      onClick={onRun}
      onPointerMove={onPoint}
    >
      <span className="palette-mark">
        {entry.customer === undefined ? (
          <Icon name={entry.icon} />
        ) : (
          <i className={`customer-bar ${hueOf(entry.customer)}`} />
        )}
      </span>
      <span className="cut">
        {marked(entry.label, words).map((piece) =>
          piece.hit ? <mark key={piece.at}>{piece.text}</mark> : piece.text,
        )}
      </span>
      <span className="palette-more cut">{entry.detail}</span>
      {entry.keys === undefined ? null : <kbd>{spelled(entry.keys, i18n)}</kbd>}
    </div>
  );
}

function Foot() {
  const { i18n } = useApp();
  return (
    <div className="palette-foot" aria-hidden="true">
      <span>
        <kbd>↑</kbd> <kbd>↓</kbd> {i18n.gettext('choose')}
      </span>
      <span>
        <kbd>{i18n.gettext('Enter')}</kbd> {i18n.gettext('open')}
      </span>
      <span className="palette-right">
        <kbd>&gt;</kbd> {i18n.gettext('commands only')}
      </span>
      <span>
        <kbd>@</kbd> {i18n.gettext('records only')}
      </span>
    </div>
  );
}
