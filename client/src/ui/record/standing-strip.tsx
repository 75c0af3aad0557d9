/**
 * What became of a record while somebody has it open: gone, with what was typed still here, or put away.
 */

import { useMemo } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { RelationName } from '../fields/relation-name.tsx';
import { toldText } from '../fields/say.ts';
import type { RecordForm } from '../form/form-model.ts';
import { useApp, useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';

/** The record this screen is of is not among what its cursor finds any more. */
const useGone = (form: RecordForm): boolean =>
  useComputed(
    () =>
      form.record.key.value !== undefined &&
      form.cursor.ready.value &&
      form.cursor.total.value.n === 0,
    [form],
  );

export function StandingStrip({ view, form }: { readonly view: View; readonly form: RecordForm }) {
  const gone = useGone(form);
  return gone ? <GoneStrip view={view} form={form} /> : <AwayStrip form={form} />;
}

function GoneStrip({ view, form }: { readonly view: View; readonly form: RecordForm }) {
  const { desk, notices, i18n } = useApp();
  const changed = useValue(form.changed);
  const text = useMemo(
    () => () =>
      changed
        .map(({ field, value }) => `${field.label}: ${toldText(value.peek(), field, i18n)}`)
        .join('\n'),
    [changed, i18n],
  );
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      notices.tell({ level: 'ok', text: i18n.gettext('What you typed is on the clipboard.') });
    } catch {
      // the browser keeps the clipboard to itself: it can still be read here
      notices.tell({ level: 'info', text: i18n.gettext('What you typed'), detail: text() });
    }
  };
  const close = () => {
    desk.close(view).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  };
  return (
    <Strip
      level="warn"
      urgent
      actions={
        <>
          {changed.length === 0 ? null : (
            <Button
              onPress={() => {
                copy().catch(raise);
              }}
            >
              {i18n.gettext('Copy what you typed')}
            </Button>
          )}
          <Button look="quiet" onPress={close}>
            {i18n.gettext('Close')}
          </Button>
        </>
      }
    >
      <b>{i18n.gettext('Somebody has deleted this record, or it is no longer yours to see.')}</b>{' '}
      {changed.length === 0
        ? null
        : i18n.gettext(
            'It cannot be saved any more. What you typed stays here until you close it.',
          )}
    </Strip>
  );
}

/** Put away it can be read and changed, but is on no list: whoever works in it should know. */
function AwayStrip({ form }: { readonly form: RecordForm }) {
  const i18n = useI18n();
  const at = useValue(form.record.field('archived_at').value);
  const by = useValue(form.record.field('archived_by').value);
  if (typeof at !== 'string') return null;
  return (
    <Strip level="info" icon="archive">
      <b>{i18n.gettext('Archived {time}.', { time: i18n.moment(at) })}</b>{' '}
      {typeof by === 'string' ? (
        <>
          {i18n.gettext('By:')} <RelationName source="auth.users" value={by} />.{' '}
        </>
      ) : null}
      {i18n.gettext('It stands on no list and in no choice until it is restored.')}
    </Strip>
  );
}
