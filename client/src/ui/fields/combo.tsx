/**
 * A control one types into to choose: what fits is listed below, the first of it is at hand.
 * What was typed and chooses nothing is not thrown away: it is told to whoever owns the value.
 */

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Popover } from 'react-aria-components';
import { useI18n } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';

export interface ComboOption {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly code?: string | undefined;
  readonly icon?: string;
  /** It does something instead of being chosen. */
  readonly act?: () => void;
}

export interface ComboProps {
  /** Names of the control: id, label, description, state. */
  readonly names: Readonly<Record<string, unknown>>;
  /** The name of the list. */
  readonly listLabel: string;
  /** The value as it reads while nobody types. */
  readonly text: string;
  readonly chosen: string | undefined;
  readonly options: readonly ComboOption[];
  /** Said where nothing fits, or while it is being looked for. */
  readonly status?: string | undefined;
  /** What is listed is not yet what fits the typed text. */
  readonly busy?: boolean;
  readonly autoFocus?: boolean;
  /** What is being typed; undefined: nobody does any more. */
  readonly onTyped: (text: string | undefined) => void;
  readonly onPick: (id: string) => void;
  readonly onClear: () => void;
  /** Left with a text that chooses nothing. */
  readonly onUnread: (text: string) => void;
  readonly onLeave: () => void;
  /** Keys of its own; answers whether it took one. */
  readonly onKey?: (event: KeyboardEvent<HTMLInputElement>) => boolean;
  /** Buttons in the control, before the arrow. */
  readonly tools?: ReactNode;
}

export function Combo(props: ComboProps) {
  const i18n = useI18n();
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [hasty, setHasty] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { options, names } = props;
  const listId = `${String(names['id'])}-list`;
  const waits = open && props.busy === true;
  const active = open ? options[Math.min(at, options.length - 1)] : undefined;

  const say = (text: string | undefined) => {
    setTyped(text);
    props.onTyped(text);
  };
  const show = () => {
    if (open) return;
    setOpen(true);
    setAt(
      Math.max(
        0,
        options.findIndex((one) => one.id === props.chosen),
      ),
    );
    if (typed === undefined) props.onTyped('');
  };
  const hide = () => {
    setOpen(false);
    say(undefined);
  };
  const take = (option: ComboOption) => {
    hide();
    if (option.act === undefined) props.onPick(option.id);
    else option.act();
  };
  const latest = useRef(take);
  latest.current = take;
  const leave = () => {
    setOpen(false);
    setHasty(false);
    const text = typed?.trim();
    if (text === '') props.onClear();
    else if (text !== undefined) settle(text);
    say(undefined);
    props.onLeave();
  };
  const settle = (text: string) => {
    const folded = text.toLocaleLowerCase(i18n.locale);
    const exact = options.filter(
      (one) =>
        one.act === undefined &&
        [one.label, one.code].some((word) => word?.toLocaleLowerCase(i18n.locale) === folded),
    );
    if (exact[0] !== undefined && exact.length === 1) props.onPick(exact[0].id);
    else if (text !== props.text) props.onUnread(text);
  };
  const move = (step: number) => {
    if (!open) show();
    else if (options.length > 0)
      setAt((Math.min(at, options.length - 1) + step + options.length) % options.length);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (props.onKey?.(event) === true) {
      event.preventDefault();
      return;
    }
    const used = pressed(event);
    if (used) event.preventDefault();
  };
  /** Quicker than the answer: the first that fits is taken when it comes. */
  const takeActive = () => {
    if (props.busy === true) setHasty(true);
    else if (active !== undefined) take(active);
  };
  useEffect(() => {
    if (!hasty || props.busy === true) return;
    setHasty(false);
    const [first] = options;
    if (first !== undefined && first.act === undefined) latest.current(first);
  }, [hasty, props.busy, options]);
  /** Going on from a text takes what fits it; going on from a list that is only open takes nothing. */
  const takeTyped = () => {
    if (typed !== undefined && typed !== '' && active?.act === undefined) takeActive();
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>): boolean => {
    if (event.ctrlKey || event.metaKey) return false;
    switch (event.key) {
      case 'ArrowDown':
        move(1);
        return true;
      case 'ArrowUp':
        if (event.altKey) hide();
        else move(-1);
        return true;
      case 'Enter':
        takeActive();
        return active !== undefined || waits;
      case 'Tab':
        takeTyped();
        return false;
      case 'Escape':
        if (!open && typed === undefined) return false;
        hide();
        event.stopPropagation();
        return true;
      default:
        return false;
    }
  };

  return (
    <span className="control" ref={box}>
      <input
        {...names}
        ref={input}
        className="control-text"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: a cell that begins to be edited has the focus
        autoFocus={props.autoFocus === true}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        value={typed ?? props.text}
        onChange={(event) => {
          setHasty(false);
          say(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onClick={show}
        onFocus={(event) => event.target.select()}
        onBlur={leave}
        onKeyDown={key}
      />
      {props.tools}
      <span className="control-mark" aria-hidden="true">
        <Icon name="chevron-down" small />
      </span>
      <Popover
        className="floating combo-box"
        triggerRef={box}
        isNonModal
        isOpen={open && (options.length > 0 || props.status !== undefined)}
        onOpenChange={(wanted) => {
          if (!wanted) setOpen(false);
        }}
        placement="bottom start"
        offset={2}
      >
        <ComboList {...props} listId={listId} active={active} take={take} hover={setAt} />
      </Popover>
    </span>
  );
}

interface ComboListProps extends ComboProps {
  readonly listId: string;
  readonly active: ComboOption | undefined;
  readonly take: (option: ComboOption) => void;
  readonly hover: (at: number) => void;
}

function ComboList({
  listId,
  listLabel,
  options,
  status,
  chosen,
  active,
  take,
  hover,
}: ComboListProps) {
  return (
    <>
      <div className="combo-list" id={listId} role="listbox" aria-label={listLabel}>
        {options.map((option, at) => (
          <ComboLine
            key={option.id}
            id={`${listId}-${option.id}`}
            option={option}
            chosen={option.id === chosen}
            active={option === active}
            take={take}
            hover={() => hover(at)}
          />
        ))}
      </div>
      {status === undefined ? null : (
        <div className="combo-status" role="status">
          {status}
        </div>
      )}
    </>
  );
}

interface ComboLineProps {
  readonly id: string;
  readonly option: ComboOption;
  readonly chosen: boolean;
  readonly active: boolean;
  readonly take: (option: ComboOption) => void;
  readonly hover: () => void;
}

function ComboLine({ id, option, chosen, active, take, hover }: ComboLineProps) {
  const mark = option.icon ?? (chosen ? 'check' : undefined);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard where the focus is, in the control
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={`combo-line${option.act === undefined ? '' : ' act'}`}
      data-active={active || undefined}
      ref={active ? intoView : undefined}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={active ? undefined : hover}
      onClick={() => take(option)}
    >
      <span className="menu-mark">{mark === undefined ? null : <Icon name={mark} small />}</span>
      {option.code === undefined ? null : <span className="code">{option.code}</span>}
      <span className="cut">{option.label}</span>
      {option.hint === undefined ? null : <span className="combo-hint cut">{option.hint}</span>}
    </div>
  );
}

/** The list alone scrolls, nothing around it. */
const intoView = (line: HTMLElement | null): void => {
  const list = line?.closest('.combo-list');
  if (!line || !list) return;
  const [seen, box] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
  if (box.top < seen.top) list.scrollTop -= seen.top - box.top;
  else if (box.bottom > seen.bottom) list.scrollTop += box.bottom - seen.bottom;
};
