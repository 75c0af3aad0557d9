/** Who else is in the record of a tab: one of them, by his initials. */

import type { WholeApp } from '../app/shell.ts';
import type { Tab } from '../app/tab.ts';
import { Avatar } from '../kit/avatar.tsx';
import { useComputed } from '../kit/use-value.ts';

export function TabPeople({ app, tab }: { readonly app: WholeApp; readonly tab: Tab }) {
  const content = tab.view?.offer.intent.content;
  const key = content?.ids?.length === 1 ? String(content.ids[0]) : undefined;
  const source = content?.source;
  const people = useComputed(
    () =>
      key === undefined
        ? []
        : app.services.presence.people.value.filter(
            (one) => one.source === source && String(one.key) === key,
          ),
    [app, source, key],
  );
  const [first] = people;
  if (first === undefined) return null;
  return <Avatar small initials={first.initials} name={first.name} who={first.who} />;
}
