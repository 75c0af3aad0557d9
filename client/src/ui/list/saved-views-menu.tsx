/** The saved views of a list under their button: choose one, keep how it is arranged now, share it. */

import { type SubmitEvent, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { SavedView } from '../../core/contract.gen.ts';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { askConfirm } from '../dialogs/confirm.tsx';
import { type App, useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { Menu, type MenuEntry, type MenuGroup } from '../kit/menu.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import type { ListModel } from './list-model.ts';
import type { SavedViews, ViewChange } from './saved-views.ts';

export function SavedViewsMenu({ list }: { readonly list: ListModel }) {
  const app = useApp();
  const { i18n } = app;
  const { saved } = list;
  const current = useValue(saved.current);
  const changed = useValue(saved.changed);
  const groups = useComputed(() => groupsOf(app, list), [app, list]);
  const standing = useValue(saved.standing);
  const name = current?.name ?? standing?.label ?? i18n.gettext('The whole list');
  return (
    <Menu
      label={i18n.gettext('Saved views')}
      groups={groups}
      trigger={
        <AriaButton
          className="view-select"
          aria-label={
            changed
              ? i18n.gettext('Saved view: {name}, changed', { name })
              : i18n.gettext('Saved view: {name}', { name })
          }
        >
          {current?.locked === true ? <Icon name="lock" small /> : null}
          <span className="cut">{name}</span>
          {changed ? (
            <i className="unsaved-dot" title={i18n.gettext('Changed since it was saved')} />
          ) : null}
          <Icon name="chevron-down" small />
        </AriaButton>
      }
    />
  );
}

/** Reads signals: it is computed anew when one of them changes. */
function groupsOf(app: App, list: ListModel): readonly MenuGroup[] {
  const { i18n } = app;
  const { saved } = list;
  const all = saved.all.value;
  const current = saved.current.value;
  const choose = (view: SavedView): MenuEntry => ({
    id: view.id,
    label: view.name,
    checked: view.id === current?.id,
    ...hintOf(view, i18n),
    run: () => saved.show(view),
  });
  return [
    {
      one: true,
      entries: [
        {
          id: 'none',
          label: i18n.gettext('The whole list'),
          checked: current === undefined && saved.standing.value === undefined,
          run: () => saved.leave(),
        },
        ...saved.ready.map((one) => ({
          id: `ready-${one.id}`,
          label: one.label,
          checked: saved.standing.value === one,
          run: () => saved.arrangeAs(one),
        })),
      ],
    },
    { label: i18n.gettext('Mine'), one: true, entries: all.filter((one) => one.mine).map(choose) },
    {
      label: i18n.gettext('Shared'),
      one: true,
      entries: all.filter((one) => !one.mine).map(choose),
    },
    { entries: keeping(app, list) },
    ...(current === undefined
      ? []
      : [{ label: current.name, entries: changing(app, list, current) }]),
  ];
}

function hintOf(view: SavedView, i18n: I18n): { readonly hint?: string } {
  const said = [
    ...(view.mine ? [] : [view.owner]),
    ...(view.mine && view.shared ? [i18n.gettext('shared')] : []),
    ...(view.default_for_all
      ? [i18n.gettext('default for all')]
      : view.default
        ? [i18n.gettext('my default')]
        : []),
    ...(view.locked ? [i18n.gettext('locked')] : []),
  ];
  return said.length === 0 ? {} : { hint: said.join(' · ') };
}

function keeping(app: App, list: ListModel): readonly MenuEntry[] {
  const { i18n } = app;
  const { saved } = list;
  const current = saved.current.value;
  const changed = saved.changed.value;
  const saves: readonly MenuEntry[] =
    current === undefined
      ? []
      : [
          {
            id: 'save',
            label: i18n.gettext('Save the changes'),
            icon: 'save',
            disabled: !changed || !current.may_change,
            run: () => {
              saved.save().catch(raise);
            },
          },
          {
            id: 'undo',
            label: i18n.gettext('Undo the changes'),
            icon: 'undo',
            disabled: !changed,
            run: () => saved.undo(),
          },
        ];
  return [
    ...saves,
    {
      id: 'save-as',
      label: i18n.gettext('Save as a new view…'),
      icon: 'plus',
      run: () => {
        nameView(app, saved, undefined).catch(raise);
      },
    },
    {
      id: 'link',
      label: i18n.gettext('Copy the link to this view'),
      icon: 'link',
      disabled: current === undefined,
      run: () => copyLink(app, list),
    },
  ];
}

function changing(app: App, list: ListModel, view: SavedView): readonly MenuEntry[] {
  const { i18n } = app;
  const { saved } = list;
  const change = (what: ViewChange) => () => {
    saved.change(view, what).catch(raise);
  };
  const admin = isAdmin(app);
  return [
    {
      id: 'default',
      label: i18n.gettext('My default'),
      checked: view.default && !view.default_for_all,
      run: change({ default: !view.default }),
    },
    {
      id: 'shared',
      label: i18n.gettext('Share with the studio'),
      checked: view.shared,
      disabled: !view.may_change,
      run: change({ shared: !view.shared }),
    },
    ...(admin
      ? [
          {
            id: 'for-all',
            label: i18n.gettext('Default for all'),
            checked: view.default_for_all,
            disabled: !view.shared,
            run: change({ default_for_all: !view.default_for_all }),
          },
          {
            id: 'locked',
            label: i18n.gettext('Locked: only administrators change it'),
            checked: view.locked,
            disabled: !view.shared,
            run: change({ locked: !view.locked }),
          },
        ]
      : []),
    {
      id: 'rename',
      label: i18n.gettext('Rename…'),
      icon: 'pencil',
      disabled: !view.may_change,
      run: () => {
        nameView(app, saved, view).catch(raise);
      },
    },
    {
      id: 'delete',
      label: i18n.gettext('Delete the view…'),
      icon: 'trash',
      destructive: true,
      disabled: !view.may_change,
      run: () => {
        dropView(app, saved, view).catch(raise);
      },
    },
  ];
}

const isAdmin = (app: App): boolean => app.client.session.started.peek()?.user['role'] === 'admin';

async function dropView(app: App, saved: SavedViews, view: SavedView): Promise<void> {
  const { dialogs, i18n } = app;
  const title = i18n.gettext('Delete the view “{name}”?', { name: view.name });
  const text = view.shared
    ? i18n.gettext('It is shared: it goes for everybody. The rows stay as they are.')
    : i18n.gettext('The rows stay as they are.');
  const action = i18n.gettext('Delete');
  const yes = await askConfirm(dialogs, i18n, { title, text, action, destructive: true });
  if (yes) await saved.remove(view);
}

function copyLink(app: App, list: ListModel): void {
  const { i18n, notices, desk } = app;
  const { intent } = list.view.offer;
  const view = list.saved.shown;
  if (view === null) return;
  const address = desk.address({ ...intent, options: { ...intent.options, saved_view: view } });
  const link = new URL(address, location.href).href;
  navigator.clipboard.writeText(link).then(
    () => notices.tell({ level: 'ok', text: i18n.gettext('The link is on the clipboard.') }),
    () => notices.tell({ level: 'warn', text: link }),
  );
}

async function nameView(app: App, saved: SavedViews, view: SavedView | undefined): Promise<void> {
  const { dialogs, i18n } = app;
  const title =
    view === undefined ? i18n.gettext('Save as a new view') : i18n.gettext('Rename the view');
  const answer = await dialogs.ask<NewName | null>(
    title,
    (done) => <NameForm name={view?.name ?? ''} fresh={view === undefined} done={done} />,
    null,
  );
  if (answer === null) return;
  const { name, ...change } = answer;
  if (view === undefined) await saved.saveAs(name, change);
  else await saved.change(view, { name });
}

interface NewName {
  readonly name: string;
  readonly shared: boolean;
  readonly default: boolean;
}

interface NameProps {
  readonly name: string;
  readonly fresh: boolean;
  readonly done: (answer: NewName | null) => void;
}

function NameForm({ name, fresh, done }: NameProps) {
  const i18n = useI18n();
  const [typed, setTyped] = useState(name);
  const [shared, setShared] = useState(false);
  const [first, setFirst] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') done({ name: typed.trim(), shared, default: first });
  };
  return (
    <form className="name-view" onSubmit={submit}>
      <label>
        <span>{i18n.gettext('Name')}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: it is what the dialog asks for
          autoFocus
          required
          maxLength={80}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      {fresh ? (
        <>
          <label className="check">
            <input
              type="checkbox"
              checked={first}
              onChange={(event) => setFirst(event.target.checked)}
            />
            {i18n.gettext('I get it when I open this list')}
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={shared}
              onChange={(event) => setShared(event.target.checked)}
            />
            {i18n.gettext('Share with the studio')}
          </label>
        </>
      ) : null}
      <div className="dialog-buttons">
        <Button onPress={() => done(null)}>{i18n.gettext('Cancel')}</Button>
        <Button look="go" type="submit" isDisabled={typed.trim() === ''}>
          {i18n.gettext('Save')}
        </Button>
      </div>
    </form>
  );
}
