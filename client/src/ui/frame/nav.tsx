/** Where one can go: what the desktop offers, the customers in hand, and the person's saved views. */

import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { ActionDescription } from '../../core/contract.gen.ts';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { homeAddress } from '../app/address.ts';
import type { WholeApp } from '../app/shell.ts';
import { CUSTOMERS } from '../app/view-facts.ts';
import { hueOf } from '../kit/customer-hue.ts';
import { Icon } from '../kit/icon.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { FoldedSection, NavLine, NavSection } from './nav-line.tsx';
import type { NavShown } from './nav-shown.ts';
import { placesOf } from './place-commands.ts';
import { customersOf } from './recent-customers.ts';
import { SavedViews } from './saved-views.tsx';

export interface NavProps {
  readonly app: WholeApp;
  readonly nav: NavShown;
}

export function Nav({ app, nav }: NavProps) {
  const { i18n } = app;
  const box = useRef<HTMLElement>(null);
  const drawer = nav.shown === 'drawer';
  useEffect(() => {
    if (drawer) box.current?.querySelector('button')?.focus();
  }, [drawer]);
  if (nav.shown === 'closed') return null;
  return (
    <>
      {drawer ? (
        <AriaButton
          className="nav-scrim"
          aria-label={i18n.gettext('Close the navigation')}
          excludeFromTabOrder
          onPress={() => nav.leave()}
        />
      ) : null}
      <nav
        ref={box}
        className={`nav ${nav.shown}`}
        aria-label={i18n.gettext('Main')}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && drawer) nav.leave();
          else moveByArrows(event);
        }}
      >
        <OpenActions app={app} nav={nav}>
          <Customers app={app} nav={nav} />
        </OpenActions>
        <SavedViews app={app} nav={nav} />
      </nav>
    </>
  );
}

/** Up and down as in a list; Tab goes on from where one is. */
function moveByArrows(event: React.KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const lines = event.currentTarget.querySelectorAll<HTMLElement>('.nav-line, .nav-fold');
  const all = [...lines].filter((one) => one.closest('[hidden]') === null);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = all[(at + by + all.length) % all.length];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** What it opened last time is in front again, instead of a second one. */
function useOpened(app: WholeApp, action: ActionDescription): boolean {
  return useComputed(() => {
    const tab = app.desk.frontTab.value;
    return tab !== undefined && app.opened.get(action.id) === tab.address;
  }, [app, action.id]);
}

/** What can be opened, under its headings; the customers in hand follow the first: work is there. */
function OpenActions({ app, nav, children }: NavProps & { readonly children: ReactNode }) {
  const { desk, i18n } = app;
  const home = useComputed(() => {
    const tabs = [...desk.tabs.value.values()];
    return tabs.find((tab) => tab.address === homeAddress)?.view;
  }, [desk]);
  const atHome = useComputed(() => desk.frontTab.value?.address === homeAddress, [desk]);
  const groups = home === undefined ? [] : grouped(placesOf(home));
  const first = groups.find(({ group }) => group !== '')?.group;
  return (
    <>
      <NavLine
        nav={nav}
        label={home?.offer.label ?? i18n.gettext('Desktop')}
        mark={<Icon name={home?.offer.icon ?? 'layout-dashboard'} />}
        current={atHome}
        onGo={() => {
          if (desk.home !== undefined) desk.showTab(desk.home.key);
        }}
      />
      {home === undefined
        ? null
        : groups.map(({ group, inside }) => {
            const lines = inside.map((action) => (
              <OpenLine key={action.id} app={app} nav={nav} home={home} action={action} />
            ));
            return (
              <Fragment key={group}>
                {group === '' ? (
                  lines
                ) : (
                  <FoldedSection app={app} nav={nav} label={group} name={inside[0]?.id ?? ''}>
                    {lines}
                  </FoldedSection>
                )}
                {group === first ? children : null}
              </Fragment>
            );
          })}
      {first === undefined ? children : null}
    </>
  );
}

/** Those of one heading together, headings in the order their first one comes. */
function grouped(
  actions: readonly ActionDescription[],
): readonly { group: string; inside: readonly ActionDescription[] }[] {
  const found = new Map<string, ActionDescription[]>();
  for (const action of actions) {
    const group = action.group ?? '';
    found.set(group, [...(found.get(group) ?? []), action]);
  }
  return [...found].map(([group, inside]) => ({ group, inside }));
}

interface OpenLineProps extends NavProps {
  readonly home: View;
  readonly action: ActionDescription;
}

function OpenLine({ app, nav, home, action }: OpenLineProps) {
  const current = useOpened(app, action);
  const flags = useValue(home.flags)[action.id];
  if (flags?.visible === false) return null;
  return (
    <NavLine
      nav={nav}
      label={action.label}
      mark={<Icon name={action.icon ?? 'circle'} />}
      current={current}
      {...(action.hint !== undefined && { hint: action.hint })}
      onGo={() => {
        app.opened.go(home, action.id).catch(raise);
      }}
    />
  );
}

function Customers({ app, nav }: NavProps) {
  const { i18n, desk } = app;
  const customers = useValue(customersOf(app));
  const front = useComputed(() => desk.frontTab.value?.address, [desk]);
  if (customers.length === 0) return null;
  const intent = (id: string) => ({ operation: 'view', content: { source: CUSTOMERS, ids: [id] } });
  return (
    <NavSection nav={nav} label={i18n.gettext('Customers in hand')}>
      {customers.map((one) => (
        <NavLine
          key={one.id}
          nav={nav}
          className={hueOf(one.id)}
          label={nav.shown === 'rail' ? `${one.code} ${one.name}` : one.name}
          hint={`${one.code} ${one.name}`}
          mark={<i className="nav-customer" data-code={one.code.slice(0, 3)} />}
          current={front === desk.address(intent(one.id))}
          onGo={() => {
            desk.open(intent(one.id)).catch(raise);
          }}
        />
      ))}
    </NavSection>
  );
}
