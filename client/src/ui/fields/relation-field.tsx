/**
 * A link to another record: found by typing, those used lately first, or picked from the whole list,
 * or made on the spot. The record can be looked at without leaving, and opened.
 */

import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { IntentWire } from '../../core/contract.gen.ts';
import { Failure, raise } from '../../core/failure.ts';
import { useFormHost } from '../form/form-host.tsx';
import { spelled } from '../keys/spelled.ts';
import { type App, useApp } from '../kit/app.tsx';
import { Icon } from '../kit/icon.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { Combo, type ComboOption } from './combo.tsx';
import { isUnread } from './facts.ts';
import { picking } from './picking.ts';
import { type Named, namesBy, useFreshNames, useNamed } from './relation-name.tsx';
import { namesOf, registerWidget, type WidgetProps } from './widget.ts';

type Key = string | number;

type Within = Readonly<Record<string, unknown>>;

const WAIT = 60;
const SHOWN = 12;
const KEPT = 6;

const isKeys = (value: unknown): value is readonly Key[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number');

const recentOf = (app: App, source: string) => app.prefs.of(`relation.${source}`, [], isKeys);

const remember = (app: App, source: string, key: Key): void => {
  const before = recentOf(app, source).peek();
  if (before[0] === key) return;
  const now = [key, ...before.filter((one) => one !== key)].slice(0, KEPT);
  app.prefs.set(`relation.${source}`, now);
};

interface Found {
  readonly options: readonly Named[];
  readonly state: 'idle' | 'busy' | 'done' | 'failed';
}

/** What fits the typed words, newest question wins; nothing typed: those used lately. */
export function useFound(source: string, typed: string | undefined, within: string): Found {
  const app = useApp();
  const [found, setFound] = useState<Found>({ options: [], state: 'idle' });
  const turn = useRef(0);
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (typed === undefined) {
      setFound({ options: [], state: 'idle' });
      return;
    }
    const show = (options: readonly Named[]) => {
      if (turn.current === mine) setFound({ options, state: 'done' });
    };
    const failed = (error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
      if (turn.current === mine) setFound((before) => ({ ...before, state: 'failed' }));
    };
    setFound((before) => ({ ...before, state: 'busy' }));
    const words = typed.trim();
    const bound = JSON.parse(within) as Within;
    const timer = setTimeout(
      () => {
        const asked =
          words === '' ? lately(app, source, bound) : searched(app, source, words, bound);
        asked.then(show, failed);
      },
      words === '' ? 0 : WAIT,
    );
    return () => clearTimeout(timer);
  }, [app, source, typed, within]);
  return found;
}

const lately = async (app: App, source: string, within: Within): Promise<readonly Named[]> => {
  const keys = recentOf(app, source).peek();
  // those used lately may belong to somebody else: where it is bound, the first ones are asked for
  if (keys.length === 0 || Object.keys(within).length > 0) {
    return await searched(app, source, '', within);
  }
  const hits = await app.services.search.titles(keys.map((key) => ({ source, key })));
  const known = hits.flatMap((hit) => (hit ? [named(hit)] : []));
  for (const one of known) namesBy(app.services.search).learn(source, one);
  const rest = known.length < SHOWN / 2 ? await searched(app, source, '', within) : [];
  return [...known, ...rest.filter((one) => !known.some(({ key }) => key === one.key))];
};

const searched = async (
  app: App,
  source: string,
  words: string,
  within: Within,
): Promise<readonly Named[]> => {
  const hits = await app.services.search.choices(source, words, SHOWN, within);
  return hits.map(named);
};

const named = (hit: {
  readonly key: Key;
  readonly title: string;
  readonly subtitle?: string | null;
}): Named => ({ key: hit.key, title: hit.title, subtitle: hit.subtitle ?? undefined });

export function RelationField(props: WidgetProps) {
  const app = useApp();
  const { i18n, desk } = app;
  const { view } = useFormHost();
  const { slot } = props;
  const { field } = slot;
  const source = field.reference ?? '';
  const value = useValue(slot.value);
  const now = useNamed(source, value);
  useFreshNames(source, value);
  const [typed, setTyped] = useState<string>();
  const [peeking, setPeeking] = useState(false);
  const within = useWithin(slot);
  const found = useFound(source, typed, JSON.stringify(within));
  const byKey = new Map(found.options.map((one) => [String(one.key), one]));

  const choose = (chosen: Named) => {
    namesBy(app.services.search).learn(source, chosen);
    remember(app, source, chosen.key);
    slot.set(chosen.key);
  };
  const started = (intent: IntentWire) => {
    picking(view, desk.pick(intent, view)).then(
      (keys) => {
        const [key] = keys ?? [];
        if (key === undefined) return;
        remember(app, source, key);
        slot.set(key);
      },
      raise, // the desk has told why nothing could be picked
    );
  };
  const create = () => {
    const called = typed?.trim() ?? '';
    started({
      operation: 'create',
      content: { source, values: within },
      ...(called === '' ? {} : { options: { named: called } }),
    });
  };
  const pick = () =>
    started({
      operation: 'pick',
      content: Object.keys(within).length > 0 ? { source, values: within } : { source },
    });
  const open = () => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const intent = { operation: 'view', content: { source, ids: [value] } };
    desk.open(intent, view).catch(raise);
  };
  const options: readonly ComboOption[] = [
    ...found.options.map((one) => ({
      id: String(one.key),
      label: one.title,
      hint: one.subtitle,
    })),
    ...(found.state === 'busy'
      ? []
      : [
          {
            id: '+all',
            label: i18n.gettext('Choose from the whole list'),
            icon: 'list',
            act: pick,
          },
          ...(field.creates === false
            ? []
            : [{ id: '+new', label: i18n.gettext('Create a new one'), icon: 'plus', act: create }]),
        ]),
  ];
  const text = isUnread(value) ? value.unread : (now?.title ?? '');
  return (
    <Combo
      names={namesOf(props)}
      listLabel={field.label}
      text={value === null || value === undefined ? '' : text}
      chosen={typeof value === 'string' || typeof value === 'number' ? String(value) : undefined}
      options={options}
      status={statusOf(found, typed, i18n)}
      busy={found.state === 'busy'}
      autoFocus={props.autoFocus === true}
      onTyped={setTyped}
      onPick={(id) => {
        const chosen = byKey.get(id);
        if (chosen !== undefined) choose(chosen);
      }}
      onClear={() => slot.set(null)}
      onUnread={(unread) => slot.set({ unread })}
      onLeave={() => slot.leave()}
      onKey={(event) => {
        if (event.key === 'F4') pick();
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && now) open();
        else if (event.key === 'Enter' && event.altKey && now) setPeeking(true);
        else return false;
        event.stopPropagation();
        return true;
      }}
      tools={
        now ? (
          <Peek named={now} id={props.id} open={open} isOpen={peeking} setOpen={setPeeking} />
        ) : null
      }
    />
  );
}

/** What the chosen record must share with this one, as far as it is known here. */
export function useWithin(slot: WidgetProps['slot']): Within {
  return useComputed(() => {
    const shared = Object.entries(slot.field.within ?? {}).flatMap(([theirs, ours]) => {
      const value = slot.record.field(ours).value.value;
      return value === null || value === undefined || isUnread(value) ? [] : [[theirs, value]];
    });
    return Object.fromEntries(shared);
  }, [slot]);
}

export const statusOf = (
  found: Found,
  typed: string | undefined,
  i18n: App['i18n'],
): string | undefined => {
  if (found.state === 'failed') return i18n.gettext('Cannot search now. Try again in a moment.');
  if (found.options.length > 0 || typed === undefined || typed.trim() === '') return undefined;
  return found.state === 'busy'
    ? i18n.gettext('Searching…')
    : i18n.gettext('Nothing fits what you typed.');
};

/** What is known of the record, and the way to it; Alt+Enter shows it, Ctrl+Enter goes there at once. */
function Peek({
  named: shown,
  id,
  open,
  isOpen,
  setOpen,
}: {
  readonly named: Named;
  readonly id: string;
  readonly open: () => void;
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}) {
  const { i18n } = useApp();
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton
        className="control-tool"
        excludeFromTabOrder
        aria-label={i18n.gettext('Look at the record')}
        aria-describedby={`${id}-label`}
      >
        <Icon name="eye" small />
      </AriaButton>
      <Popover className="floating peek" placement="bottom end" offset={4}>
        <Dialog className="peek-dialog" aria-label={shown.title}>
          <h3 className="peek-title">{shown.title}</h3>
          {shown.subtitle === undefined ? null : <p className="faint">{shown.subtitle}</p>}
          <AriaButton className="button quiet" onPress={open} slot="close">
            <Icon name="external-link" small />
            {i18n.gettext('Open')}
            <kbd>{spelled('$mod+Enter', i18n)}</kbd>
          </AriaButton>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

registerWidget('relation', RelationField);
