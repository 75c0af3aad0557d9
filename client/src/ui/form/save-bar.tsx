/** What is unsaved, and what to do about it: always at the foot of the form, always pressable. */

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { View } from '../../core/view.ts';
import { isBlank } from '../fields/facts.ts';
import { spelled } from '../keys/spelled.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { focusField } from './focus-field.ts';
import type { FieldSlot, RecordForm } from './form-model.ts';
import { rowEdits, unsavedCount } from './save-all.ts';
import { baseOf, Told } from './told.tsx';

const SAID_FOR = 6000;

export interface SaveBarProps {
  readonly view: View;
  readonly form: RecordForm;
  readonly save: () => void;
  readonly saveAndNew?: (() => void) | undefined;
  readonly discard: () => void;
  /** Closes without saving, in a form that stands over its origin. */
  readonly cancel?: (() => void) | undefined;
}

export function SaveBar({ view, form, save, saveAndNew, discard, cancel }: SaveBarProps) {
  const i18n = useI18n();
  const count = useComputed(() => unsavedCount(view, form), [view, form]);
  const state = useValue(form.record.state);
  const kept = useKeptFocus(form, count);
  return (
    <div {...kept} className="save-bar" role="toolbar" aria-label={i18n.gettext('Saving')}>
      <SaveState view={view} form={form} count={count} />
      <span className="save-space" />
      {cancel === undefined ? null : <Button onPress={cancel}>{i18n.gettext('Cancel')}</Button>}
      <Button look="stop" isDisabled={count === 0} onPress={discard}>
        {i18n.gettext('Discard')}
      </Button>
      {saveAndNew === undefined ? null : (
        <Button keys={spelled('$mod+Enter', i18n)} onPress={saveAndNew}>
          {i18n.gettext('Save and new')}
        </Button>
      )}
      <Button look="go" keys={spelled('$mod+KeyS', i18n)} onPress={save}>
        {state === 'unknown' ? i18n.gettext('Try again') : i18n.gettext('Save')}
      </Button>
    </div>
  );
}

/** Whoever pressed a button that cannot be pressed any more, or goes, is in his field again. */
function useKeptFocus(form: RecordForm, count: number) {
  const bar = useRef<HTMLDivElement>(null);
  const inside = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is unsaved decides what can be pressed
  useLayoutEffect(() => {
    // while a page is being changed nobody is told that the focus has gone
    if (inside.current && document.activeElement === document.body) goBack(form);
  }, [form, count]);
  useLayoutEffect(() => {
    const element = bar.current;
    return () => {
      if (element?.contains(document.activeElement)) queueMicrotask(() => goBack(form));
    };
  }, [form]);
  return {
    ref: bar,
    onFocus: () => {
      inside.current = true;
    },
    onBlur: () => {
      inside.current = false;
    },
  };
}

const goBack = (form: RecordForm): void => {
  const slots = [...form.slots.values()].filter((slot) => slot.visible.peek());
  const last = form.slots.get(form.focused.peek() ?? '');
  for (const slot of [...(last === undefined ? [] : [last]), ...slots])
    if (focusField(slot)) return;
};

interface SaveStateProps {
  readonly view: View;
  readonly form: RecordForm;
  readonly count: number;
}

function SaveState({ view, form, count }: SaveStateProps) {
  const { client, i18n } = useApp();
  const state = useValue(form.record.state);
  const failure = useValue(form.record.failure);
  const saved = useSavedLately(form);
  const isNew = useValue(form.isNew);
  const kept = useKept(view);
  const online = useComputed(() => client.line.standing.value.phase === 'online', [client]);
  if (state === 'saving') {
    return (
      <span className="save-words" role="status">
        {i18n.gettext('Saving…')}
      </span>
    );
  }
  if (state === 'unknown') {
    return (
      <span className="save-words danger" role="alert">
        {online
          ? i18n.gettext('Nobody knows whether it arrived: try again, it is not saved twice.')
          : i18n.gettext('No connection: it is saved by itself as soon as it is back, once.')}
      </span>
    );
  }
  if (state === 'failed' && failure !== undefined && failure.code !== 'invalid_fields') {
    return (
      <span className="save-words danger" role="alert">
        {failure.message}
      </span>
    );
  }
  if (count === 0) {
    return (
      <span className="save-words faint" role="status">
        {isNew ? (
          <Begun form={form} />
        ) : saved ? (
          i18n.gettext('Saved')
        ) : (
          i18n.gettext('No unsaved changes')
        )}
      </span>
    );
  }
  return (
    <>
      <i className="unsaved-dot" />
      <span className="save-words" role="status">
        {i18n.ngettext('{n} unsaved change', '{n} unsaved changes', count)}
      </span>
      {kept === undefined ? null : (
        <span className="save-draft faint">
          {i18n.gettext('draft on the server at {time}', { time: kept })}
        </span>
      )}
      <Review view={view} form={form} />
    </>
  );
}

/** Nobody has written into a new record: what it wants, or that it is none yet. */
function Begun({ form }: { readonly form: RecordForm }) {
  const i18n = useI18n();
  const wants = useComputed(
    () =>
      [...form.slots.values()].some(
        (slot) =>
          slot.field.required && !slot.locked && slot.visible.value && isBlank(slot.value.value),
      ),
    [form],
  );
  return wants ? i18n.gettext('Fill in what is marked with *') : i18n.gettext('Not saved yet');
}

/** For a moment after everything has been saved. */
function useSavedLately(form: RecordForm): boolean {
  const at = useValue(form.savedAt);
  const [over, setOver] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(at), SAID_FOR);
    return () => clearTimeout(timer);
  }, [at]);
  return at > over && Date.now() - at < SAID_FOR;
}

/** When the server was last given what is unsaved. */
function useKept(view: View): string | undefined {
  const i18n = useI18n();
  return useComputed(() => {
    const times = [...view.edits.values()].flatMap((edits) => edits.keptAt.value ?? []);
    if (times.length === 0) return undefined;
    const last = new Date(Math.max(...times)).toISOString();
    return i18n.moment(last, { hour: '2-digit', minute: '2-digit' });
  }, [view, i18n]);
}

/** Every change, as it was and as it is, each to be taken back by itself. */
function Review({ view, form }: Omit<SaveStateProps, 'count'>) {
  const i18n = useI18n();
  const changed = useValue(form.changed);
  const rows = useComputed(
    () =>
      rowEdits(view).flatMap((edits) =>
        edits.dirtyKeys.value.length + edits.created.value.length > 0 ? [edits] : [],
      ).length,
    [view],
  );
  return (
    <DialogTrigger>
      <AriaButton className="link-button">{i18n.gettext('Review')}</AriaButton>
      <Popover className="floating review" placement="top start" offset={6}>
        <Dialog className="review-dialog" aria-label={i18n.gettext('Unsaved changes')}>
          <h3 className="review-title">{i18n.gettext('Unsaved changes')}</h3>
          <ul className="review-list">
            {changed.map((slot) => (
              <Change key={slot.id} slot={slot} />
            ))}
          </ul>
          {rows === 0 ? null : (
            <p className="faint">{i18n.gettext('Changed rows are marked in their tables.')}</p>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Change({ slot }: { readonly slot: FieldSlot }) {
  const i18n = useI18n();
  const value = useValue(slot.value);
  const before = baseOf(slot);
  return (
    <li className="review-line">
      <span className="review-field cut">{slot.field.label}</span>
      <span className="review-values">
        <del className="cut">
          <Told slot={slot} value={before} />
        </del>
        <span aria-hidden="true">→</span>
        <ins className="cut">
          <Told slot={slot} value={value} />
        </ins>
      </span>
      <IconButton
        small
        icon="undo"
        label={i18n.gettext('Take back {field}', { field: slot.field.label })}
        onPress={() => slot.set(before)}
      />
    </li>
  );
}

export function useDiscard(view: View, form: RecordForm | undefined): () => void {
  const { notices, i18n } = useApp();
  return () => {
    if (form === undefined) return;
    const { changes } = form.record;
    const count = unsavedCount(view, form);
    if (count === 0) return;
    form.record.discard();
    form.tried.value = false;
    for (const slot of form.slots.values()) slot.left.value = false;
    for (const edits of rowEdits(view)) edits.clear();
    const again = () => {
      for (const [name, value] of Object.entries(changes)) form.record.set(name, value);
    };
    notices.tell({
      level: 'info',
      text: i18n.ngettext('{n} change discarded', '{n} changes discarded', count),
      ...(Object.keys(changes).length > 0
        ? { action: { label: i18n.gettext('Undo'), run: again } }
        : {}),
    });
  };
}
