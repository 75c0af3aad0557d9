/** What came of every record, and taking it back. */

import { isRecord } from '../../core/failure.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';

export interface Refused {
  readonly key: string;
  readonly title: string;
  readonly reason: string;
}

export interface Answer {
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
  readonly told: readonly Refused[];
}

/** What the server said; undefined: it could not be done, and that was told. */
export function readAnswer(said: unknown): Answer | undefined {
  if (!isRecord(said)) return undefined;
  const told = Array.isArray(said['told']) ? said['told'].filter(isRecord) : [];
  return {
    changed: Number(said['changed']),
    same: Number(said['same']),
    refused: Number(said['refused']),
    told: told.map((one) => ({
      key: String(one['key']),
      title: String(one['title']),
      reason: String(one['reason']),
    })),
  };
}

export interface BulkResultProps {
  readonly answer: Answer;
  /** What came of taking it back. */
  readonly back: Answer | undefined;
  readonly busy: boolean;
  readonly close: () => void;
  readonly onBack: () => void;
}

export function BulkResult({ answer, back, busy, close, onBack }: BulkResultProps) {
  const { i18n } = useApp();
  return (
    <div className="bulk">
      <section className="bulk-result" aria-label={i18n.gettext('Result')}>
        <Strip level={answer.refused > 0 ? 'warn' : 'ok'} urgent>
          {[
            i18n.ngettext('{n} record changed', '{n} records changed', answer.changed),
            ...(answer.same > 0
              ? [i18n.ngettext('{n} was so already', '{n} were so already', answer.same)]
              : []),
            ...(answer.refused > 0
              ? [i18n.ngettext('{n} refused', '{n} refused', answer.refused)]
              : []),
          ].join(' · ')}
        </Strip>
        <RefusedList answer={answer} label={i18n.gettext('Refused records')} />
        {back === undefined ? null : (
          <>
            <Strip level={back.refused > 0 ? 'warn' : 'ok'} urgent>
              {back.refused === 0
                ? i18n.gettext('Taken back: everything is as it was before.')
                : i18n.ngettext(
                    'Taken back, but for {n} record that was changed since.',
                    'Taken back, but for {n} records that were changed since.',
                    back.refused,
                  )}
            </Strip>
            <RefusedList answer={back} label={i18n.gettext('Records that stay as they are')} />
          </>
        )}
      </section>
      <footer className="bulk-foot">
        {answer.changed === 0 || back !== undefined ? null : (
          <Button icon="undo" isDisabled={busy} onPress={onBack}>
            {i18n.gettext('Take it back')}
          </Button>
        )}
        <span className="bulk-room" />
        <Button look="go" onPress={close}>
          {i18n.gettext('Close')}
        </Button>
      </footer>
    </div>
  );
}

function RefusedList({ answer, label }: { readonly answer: Answer; readonly label: string }) {
  const { i18n } = useApp();
  if (answer.told.length === 0) return null;
  const more = answer.refused - answer.told.length;
  return (
    <>
      <ul className="bulk-refused" aria-label={label}>
        {answer.told.map((one) => (
          <li key={one.key}>
            <b>{one.title}</b> <span>{one.reason}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p>{i18n.ngettext('and {n} more', 'and {n} more', more)}</p> : null}
    </>
  );
}
