/** The words one looks for in a list, asked a moment after the last letter. */

import { type RefObject, useEffect, useRef, useState } from 'react';
import { raise } from '../../core/failure.ts';
import type { RowKey } from '../../grid/source.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { firstMatch } from './first-match.ts';
import type { ListModel } from './list-model.ts';

const WAIT = 120;

export function QuickSearch({
  list,
  input,
  onEnter,
}: {
  readonly list: ListModel;
  readonly input: RefObject<HTMLInputElement | null>;
  /** What Enter means, if not going into the rows. */
  readonly onEnter?: () => void;
}) {
  const i18n = useI18n();
  const asked = useValue(list.grid.words);
  const [typed, setTyped] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // a chip, a saved view or a link changed the words
  useEffect(() => {
    setTyped((now) => (now.trim() === asked.trim() ? now : asked));
  }, [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (words: string, wait: number) => {
    setTyped(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      list.grid.words.value = words.trim();
    }, wait);
  };
  /** Into the rows that answer, once they are here; Enter again meanwhile opens what is found. */
  const leading = useRef<{ opens: boolean }>(undefined);
  const lead = (enter: boolean) => {
    if (leading.current !== undefined) {
      leading.current.opens ||= enter;
      return;
    }
    const mine = { opens: false };
    leading.current = mine;
    const arrived = (first: RowKey | undefined) => {
      leading.current = undefined;
      if (document.activeElement !== input.current) return;
      const current = list.cursor.current.peek();
      const stays = current !== null && list.cursor.indexOf(current) !== undefined;
      const key = stays ? current : first;
      if (key === undefined || !list.grid.focusRow(key)) list.grid.focus();
      else if (mine.opens) list.open(key).catch(raise);
    };
    firstMatch(list).then(arrived, raise);
  };
  const { plural } = list.source.description;
  const name = i18n.gettext('Search: {plural}', { plural });
  const keys = useKeys(`list-search-${list.view.id}`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is not known to every reader yet
    <div className="quick-search" role="search" aria-label={name}>
      <Icon name="search" small />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        aria-label={name}
        placeholder={i18n.gettext('Search')}
        title={keys === undefined ? name : `${name} (${keys})`}
        value={typed}
        onChange={(event) => ask(event.target.value, WAIT)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') {
            event.stopPropagation();
            ask('', 0);
          } else if (event.key === 'Escape' && onEnter === undefined) {
            list.grid.focus(); // in a dialog it closes that
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            ask(typed, 0);
            if (event.key === 'Enter' && onEnter !== undefined) onEnter();
            else lead(event.key === 'Enter');
          }
        }}
      />
      {typed === '' ? (
        <kbd>{keys}</kbd>
      ) : (
        <IconButton
          small
          icon="x"
          label={i18n.gettext('Clear the search')}
          onPress={() => {
            ask('', 0);
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
