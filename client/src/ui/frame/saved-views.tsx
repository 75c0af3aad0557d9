/** The person's saved views of lists, one press away. */

import { raise } from '../../core/failure.ts';
import type { WholeApp } from '../app/shell.ts';
import { CUSTOMERS } from '../app/view-facts.ts';
import { Icon } from '../kit/icon.tsx';
import { listIn } from '../kit/open-lists.ts';
import { useComputed } from '../kit/use-value.ts';
import { NavLine, NavSection } from './nav-line.tsx';
import type { NavShown } from './nav-shown.ts';

const SHOWN = 12;

/** The lists that are open or were: their saved views are worth showing. */
function useSources(app: WholeApp): string {
  return useComputed(() => {
    const named = app.desk.views.value.flatMap((view) =>
      [...view.cursors.values()].slice(0, 1).map((cursor) => cursor.described.source.name),
    );
    return [...new Set([CUSTOMERS, ...named])].toSorted().join(' ');
  }, [app]);
}

export function SavedViews({ app, nav }: { readonly app: WholeApp; readonly nav: NavShown }) {
  const { i18n, services, desk } = app;
  const sources = useSources(app);
  const views = useComputed(
    () =>
      sources
        .split(' ')
        .flatMap((one) => services.views.of(one).value)
        .slice(0, SHOWN),
    [services, sources],
  );
  if (views.length === 0) return null;
  return (
    <NavSection nav={nav} label={i18n.gettext('Saved views')}>
      {views.map((one) => (
        <NavLine
          key={one.id}
          nav={nav}
          label={one.name}
          mark={<Icon name="bookmark" />}
          onGo={() => {
            const open = desk.views.peek().find((view) => listIn(view)?.source === one.source);
            if (open !== undefined && listIn(open)?.showSaved(one.id) === true) {
              desk.show(open);
              return;
            }
            const content = { source: one.source };
            desk.open({ operation: 'view', content, options: { saved_view: one.id } }).catch(raise);
          }}
        />
      ))}
    </NavSection>
  );
}
