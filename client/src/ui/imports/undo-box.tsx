/** Taking an import back: all of it, or nothing and what stands in the way, or the rest of it. */

import { useState } from 'react';
import type { I18n } from '../../core/i18n.ts';
import type { ImportKept, ImportUndone } from '../../core/imports.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useDoing } from './doing.ts';

export interface UndoBoxProps {
  readonly batch: string;
  /** It was no sheet: a preset or a copy. */
  readonly made?: boolean;
}

export function UndoBox({ batch, made = false }: UndoBoxProps) {
  const { i18n, services } = useApp();
  const { busy, trouble, doing } = useDoing();
  const [answer, setAnswer] = useState<ImportUndone>();
  const [sure, setSure] = useState(false);
  const said = saidOf(i18n, made);
  const undo = (rest: boolean) =>
    doing(async () => setAnswer(await services.imports.undo(batch, rest)));
  const stuck = answer !== undefined && answer.undone === 0 && answer.kept_rows > 0;
  if (answer !== undefined && !stuck) {
    return (
      <section className="import-undo" aria-label={said.name}>
        <Strip level="ok" urgent>
          {answer.kept_rows === 0
            ? said.done
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
    <section className="import-undo" aria-label={said.name}>
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
          <p>{said.about}</p>
          {sure ? (
            <div className="import-next">
              <Button look="stop-go" isDisabled={busy} onPress={() => undo(false)}>
                {said.yes}
              </Button>
              <Button onPress={() => setSure(false)}>{i18n.gettext('Keep it')}</Button>
            </div>
          ) : (
            <Button look="stop" onPress={() => setSure(true)}>
              {said.name}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

const saidOf = (i18n: I18n, made: boolean) =>
  made
    ? {
        name: i18n.gettext('Undo what was made'),
        yes: i18n.gettext('Yes, undo it'),
        done: i18n.gettext('Undone: everything is as it was before.'),
        about: i18n.gettext('Undoing deletes what was made, exactly; what others use since stays.'),
      }
    : {
        name: i18n.gettext('Undo the import'),
        yes: i18n.gettext('Yes, undo the import'),
        done: i18n.gettext('The import has been undone: everything is as it was before.'),
        about: i18n.gettext(
          'Undoing deletes what the import made and puts back what it changed, exactly.',
        ),
      };

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
