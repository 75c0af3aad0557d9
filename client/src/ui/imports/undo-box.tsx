/** Taking an import back: all of it, or nothing and what stands in the way, or the rest of it. */

import { useState } from 'react';
import type { ImportKept, ImportUndone } from '../../core/imports.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useDoing } from './doing.ts';

export interface UndoBoxProps {
  readonly batch: string;
}

export function UndoBox({ batch }: UndoBoxProps) {
  const { i18n, services } = useApp();
  const { busy, trouble, doing } = useDoing();
  const [answer, setAnswer] = useState<ImportUndone>();
  const [sure, setSure] = useState(false);
  const undo = (rest: boolean) =>
    doing(async () => setAnswer(await services.imports.undo(batch, rest)));
  const stuck = answer !== undefined && answer.undone === 0 && answer.kept_rows > 0;
  if (answer !== undefined && !stuck) {
    return (
      <section className="import-undo" aria-label={i18n.gettext('Undo the import')}>
        <Strip level="ok" urgent>
          {answer.kept_rows === 0
            ? i18n.gettext('The import has been undone: everything is as it was before.')
            : i18n.ngettext(
                'Undone, but for {n} record that was changed or used since.',
                'Undone, but for {n} records that were changed or used since.',
                answer.kept_rows,
              )}
        </Strip>
        <KeptList kept={answer.kept} />
      </section>
    );
  }
  return (
    <section className="import-undo" aria-label={i18n.gettext('Undo the import')}>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {stuck ? (
        <>
          <Strip level="warn" urgent>
            {i18n.ngettext(
              'Nothing was undone: {n} record was changed or used since the import.',
              'Nothing was undone: {n} records were changed or used since the import.',
              answer.kept_rows,
            )}
          </Strip>
          <KeptList kept={answer.kept} />
          <Button look="stop" isDisabled={busy} onPress={() => undo(true)}>
            {i18n.gettext('Undo the rest')}
          </Button>
        </>
      ) : (
        <>
          <p>
            {i18n.gettext(
              'Undoing deletes what the import made and puts back what it changed, exactly.',
            )}
          </p>
          {sure ? (
            <div className="import-next">
              <Button look="stop-go" isDisabled={busy} onPress={() => undo(false)}>
                {i18n.gettext('Yes, undo the import')}
              </Button>
              <Button onPress={() => setSure(false)}>{i18n.gettext('Keep it')}</Button>
            </div>
          ) : (
            <Button look="stop" onPress={() => setSure(true)}>
              {i18n.gettext('Undo the import')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function KeptList({ kept }: { readonly kept: readonly ImportKept[] }) {
  const { i18n } = useApp();
  if (kept.length === 0) return null;
  const why = (one: ImportKept) =>
    ({
      changed: i18n.gettext('changed by {who}', { who: one.by === '' ? '–' : one.by }),
      used: i18n.gettext('used by other data'),
      gone: i18n.gettext('deleted'),
      needed: i18n.gettext('needed by what stays'),
    })[one.why];
  return (
    <ul className="import-kept">
      {kept.map((one) => (
        <li key={one.key}>
          <span>
            {one.label}
            {one.title === '' ? '' : `: ${one.title}`}
          </span>
          <small>{why(one)}</small>
        </li>
      ))}
    </ul>
  );
}
