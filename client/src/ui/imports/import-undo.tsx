/** Beside the list of imports: what the current one did, and taking it back. */

import './imports.css';
import { useApp } from '../kit/app.tsx';
import { useComputed } from '../kit/use-value.ts';
import type { PartProps } from '../parts/registry.ts';
import { cursorOf } from '../parts/view-facts.ts';
import { UndoBox } from './undo-box.tsx';

export function ImportUndoPart({ view, part }: PartProps) {
  const { i18n } = useApp();
  const cursor = cursorOf(view, part);
  const current = useComputed(() => cursor?.current.value ?? null, [cursor]);
  const undone = useComputed(() => {
    cursor?.layout.value;
    const key = cursor?.current.value ?? null;
    const row = key === null ? undefined : cursor?.row(key).value;
    return row !== undefined && cursor?.value(row, 'state') === 'undone';
  }, [cursor]);
  const none = useComputed(
    () => cursor?.ready.value === true && cursor.total.value.n === 0,
    [cursor],
  );
  if (current === null) {
    return (
      <p className="import-none">
        {none
          ? i18n.gettext(
              'A sheet comes in where its rows will be: in the lists of sites, jobs, people, equipment and substances, by “Import from a sheet…”.',
            )
          : i18n.gettext('Choose an import to see what it did.')}
      </p>
    );
  }
  return (
    <div className="import-side">
      <h3>{i18n.gettext('Undo the import')}</h3>
      {undone ? (
        <p>{i18n.gettext('This import has been undone: everything is as it was before.')}</p>
      ) : (
        <UndoBox key={String(current)} batch={String(current)} />
      )}
    </div>
  );
}
