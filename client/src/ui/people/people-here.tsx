/** Who else is here: in the top bar everybody, on a tab or in a head those at that record. */

import './people.css';
import { useEffect } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { View } from '../../core/view.ts';
import { type App, useApp } from '../kit/app.tsx';
import { Avatar } from '../kit/avatar.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { at, type Person, persons } from './persons.ts';
import { declare } from './places.ts';

const AT_MOST = 4;

export function PeopleHere() {
  const { services, i18n } = useApp();
  const people = persons(useValue(services.presence.people));
  if (people.length === 0) return null;
  const name = i18n.ngettext('{n} colleague here', '{n} colleagues here', people.length);
  return (
    <DialogTrigger>
      <AriaButton className="people" aria-label={name}>
        {people.slice(0, AT_MOST).map((one) => (
          <Avatar key={one.user_id} initials={one.initials} name={one.name} who={one.who} />
        ))}
        {people.length > AT_MOST ? (
          <span className="tool-count">+{i18n.number(people.length - AT_MOST)}</span>
        ) : null}
      </AriaButton>
      <Popover className="floating" placement="bottom end" offset={4}>
        <Dialog className="people-list" aria-label={name}>
          <h2 className="drawer-head">{name}</h2>
          <ul className="drawer-list">
            {people.map((one) => (
              <li key={one.user_id} className="people-line">
                <Avatar initials={one.initials} name={one.name} who={one.who} />
                <span className="cut">{one.name}</span>
                <span className="faint">
                  {one.editing ? i18n.gettext('is editing') : i18n.gettext('is looking')}
                </span>
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The people at one record; nothing while one is alone. */
export function PeopleAt(props: { readonly source: string; readonly record: string | number }) {
  const { services, i18n } = useApp();
  const { source, record } = props;
  const found = useComputed(
    () => persons(at(services.presence.people.value, source, record)),
    [services, source, record],
  );
  return found.map((one) => (
    <Avatar
      key={one.user_id}
      initials={one.initials}
      name={
        one.editing
          ? i18n.gettext('{name} is editing', { name: one.name })
          : i18n.gettext('{name} is here', { name: one.name })
      }
      who={one.who}
      small
    />
  ));
}

/** Whoever types into a field of a record now. */
export function usePeopleAtField(
  source: string,
  record: string | number | undefined,
  field: string,
): readonly Person[] {
  const { services } = useApp();
  return useComputed(() => {
    if (record === undefined) return [];
    const here = at(services.presence.people.value, source, record);
    return here.filter((one) => one.field === field);
  }, [services, source, record, field]);
}

/** Say that a view shows a record, for as long as it is on the screen. */
export function usePlace(
  view: View,
  source: string,
  record: string | number | undefined,
  editing: boolean,
  field: string | null = null,
): void {
  const app: App = useApp();
  useEffect(() => {
    if (record === undefined) return;
    return declare(app.services.presence, {
      view: String(view.id),
      source,
      key: record,
      editing,
      field,
    });
  }, [app, view, source, record, editing, field]);
}
