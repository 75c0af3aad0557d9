/** The actions of some categories as buttons: the next step filled, what does not fit under “More”. */

import type { ActionDescription } from '../../core/contract.gen.ts';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { spelled } from '../keys/spelled.ts';
import { useApp } from '../kit/app.tsx';
import { Button, IconButton } from '../kit/button.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { useComputed } from '../kit/use-value.ts';
import type { PartProps } from './registry.ts';
import { keysOf } from './view-commands.ts';
import { actionsOf, flagsOf, labelOf, namesOf } from './view-facts.ts';

const BESIDE = 3; // so many buttons stand in the open

export interface OfferedAction extends ActionDescription {
  /** Its keys as people read them. */
  readonly spelled: string;
  readonly run: () => void;
}

const going = new WeakMap<View, Set<string>>();

/** What makes a record is on its way until the server has answered: who clicks twice means it once. */
function once(view: View, { id, categories = [] }: ActionDescription, run: () => Promise<unknown>) {
  const begun = going.get(view) ?? new Set<string>();
  if (begun.has(id)) return;
  if (categories.includes('list')) going.set(view, begun.add(id));
  run()
    .catch(raise)
    .finally(() => begun.delete(id));
}

/** The actions that can be seen now, with what they do. */
export function useActions(view: View, categories: readonly string[]): readonly OfferedAction[] {
  const { desk, i18n } = useApp();
  const asked = categories.join(' ');
  return useComputed(() => {
    const flags = view.flags.value;
    return actionsOf(view, asked === '' ? [] : asked.split(' '))
      .map((action) => ({ ...action, ...flagsOf(flags, action) }))
      .filter((action) => action.visible)
      .map((action) => ({
        ...action,
        spelled: action.keys === undefined ? '' : spelled(keysOf(action.keys), i18n),
        run: () => {
          once(view, action, () => desk.run(view, action.id));
        },
      }));
  }, [view, asked, desk, i18n]);
}

export const isDestructive = (action: ActionDescription): boolean =>
  action.style === 'danger' ||
  (action.categories ?? []).includes('destructive') ||
  /(^|_)(delete|remove)($|_)/.test(action.id);

/** What was put away can be taken out again: nobody is warned in red. */
const isLasting = (action: ActionDescription): boolean =>
  isDestructive(action) && !/(^|_)archive($|_)/.test(action.id);

export const entryOf = (action: OfferedAction): MenuEntry => ({
  id: action.id,
  label: action.label,
  disabled: !action.enabled,
  destructive: isLasting(action),
  run: action.run,
  ...(action.icon === undefined ? {} : { icon: action.icon }),
  ...(action.keys === undefined ? {} : { keys: action.spelled }),
  ...(action.hint === undefined ? {} : { hint: action.hint }),
});

export function ActionsPart({ view, part }: PartProps) {
  const { i18n } = useApp();
  const actions = useActions(view, namesOf(part['categories']));
  if (actions.length === 0) return null;
  return (
    <div
      className="action-bar"
      role="toolbar"
      aria-label={labelOf(part, i18n.locale) ?? i18n.gettext('Actions')}
    >
      <ActionButtons actions={actions} />
    </div>
  );
}

export function ActionButtons({ actions }: { readonly actions: readonly OfferedAction[] }) {
  const { i18n } = useApp();
  const first =
    actions.find((one) => one.style === 'primary') ??
    actions.find((one) => (one.categories ?? []).includes('go'));
  const rest = actions.filter((one) => one !== first);
  const beside = rest.filter((one) => !(isDestructive(one) || isRare(one))).slice(0, BESIDE);
  const under = rest.filter((one) => !beside.includes(one));
  return (
    <>
      {beside.map((action) => (
        <ActionButton key={action.id} action={action} look="plain" />
      ))}
      {under.length === 0 ? null : (
        <Menu
          label={i18n.gettext('More actions')}
          trigger={<IconButton icon="ellipsis" label={i18n.gettext('More actions')} />}
          groups={[
            { entries: under.filter((one) => !isDestructive(one)).map(entryOf) },
            { entries: under.filter(isDestructive).map(entryOf) },
          ].filter(({ entries }) => entries.length > 0)}
        />
      )}
      {first === undefined ? null : <ActionButton action={first} look="go" />}
    </>
  );
}

/** Seldom wanted: found in the menu, however much room there is. */
const isRare = (action: OfferedAction): boolean => (action.categories ?? []).includes('menu');

export function ActionButton({
  action,
  look,
}: {
  readonly action: OfferedAction;
  readonly look: 'go' | 'plain' | 'quiet';
}) {
  return (
    <Button
      look={look}
      isDisabled={!action.enabled}
      onPress={action.run}
      {...(action.icon === undefined ? {} : { icon: action.icon })}
    >
      {action.label}
    </Button>
  );
}
