/** Erasing somebody, or a customer, for good: told first, asked once more, then done. */

import './privacy.css';
import { useEffect, useState } from 'react';
import { raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { ErasureDone, ErasurePreview } from '../../core/privacy.ts';
import { useDoing } from '../imports/doing.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import type { PartProps } from '../parts/registry.ts';

const SUBJECT: Readonly<Record<string, ErasurePreview['subject']>> = {
  'org.persons': 'person',
  'auth.users': 'user',
  'org.customers': 'customer',
};

export function ErasureView({ view }: PartProps) {
  const { i18n, services, desk } = useApp();
  const { content } = view.offer.intent;
  const subject = SUBJECT[content?.source ?? ''] ?? 'person';
  const id = String(content?.ids?.[0] ?? '');
  const [told, setTold] = useState<ErasurePreview>();
  const [done, setDone] = useState<ErasureDone>();
  const [typed, setTyped] = useState('');
  const { busy, trouble, doing } = useDoing();

  useEffect(() => {
    let stale = false;
    doing(async () => {
      const found = await services.privacy.preview(subject, id);
      if (!stale) setTold(found);
    });
    return () => {
      stale = true;
    };
  }, [subject, id, services, doing]);

  const close = () => {
    desk.close(view).catch(raise);
  };
  if (done !== undefined) {
    return (
      <div className="erasure">
        <div className="erasure-body">
          <Strip level="ok" urgent>
            {i18n.gettext('Erased. What was done is in the audit, without what was erased.')}
          </Strip>
          <Counts title={i18n.gettext('What went')} counted={done.gone} />
        </div>
        <footer className="erasure-foot">
          <Button look="go" autoFocus onPress={close}>
            {i18n.gettext('Close')}
          </Button>
        </footer>
      </div>
    );
  }
  const named = told?.code === '' || typed.trim().toUpperCase() === told?.code.toUpperCase();
  const ready = told !== undefined && told.blocked === '' && named && !busy;
  return (
    <div className="erasure" aria-busy={busy}>
      <div className="erasure-body">
        {trouble === undefined ? null : (
          <Strip level="danger" urgent>
            {trouble}
          </Strip>
        )}
        {told === undefined ? (
          <p role="status">{i18n.gettext('Looking for everything there is…')}</p>
        ) : (
          <Told told={told} />
        )}
        {told === undefined || told.code === '' || told.blocked !== '' ? null : (
          <label className="erasure-typed">
            <span>{i18n.gettext('Type the code {code} to confirm', { code: told.code })}</span>
            <input
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
        )}
      </div>
      <footer className="erasure-foot">
        <Button onPress={close}>{i18n.gettext('Cancel')}</Button>
        <Button
          look="stop-go"
          isDisabled={!ready}
          onPress={() =>
            doing(async () => setDone(await services.privacy.erase(subject, id, typed)))
          }
        >
          {subject === 'customer'
            ? i18n.gettext('Delete for good')
            : i18n.gettext('Erase for good')}
        </Button>
      </footer>
    </div>
  );
}

function Told({ told }: { readonly told: ErasurePreview }) {
  const { i18n } = useApp();
  return (
    <>
      <p className="erasure-who">{told.title}</p>
      {told.blocked === '' ? null : <Strip level="warn">{told.blocked}</Strip>}
      {told.lasts ? (
        <Strip level="warn">
          {i18n.gettext(
            'This person works here, or holds a safety role, today: by law their data may still be needed.',
          )}
        </Strip>
      ) : null}
      {told.subject === 'customer' ? (
        <Strip level="warn">
          {i18n.gettext(
            'Everything of this customer goes, and nothing brings it back. Export all data first.',
          )}
        </Strip>
      ) : null}
      {told.empties.length === 0 ? null : (
        <section>
          <h3>{i18n.gettext('Emptied')}</h3>
          <p>{told.empties.join(', ')}</p>
        </section>
      )}
      <Counts title={i18n.gettext('Deleted')} counted={told.gone} />
      <section>
        <h3>{i18n.gettext('Stays, and why')}</h3>
        <ul className="erasure-list">
          {told.kept.map((one) => (
            <li key={`${one.label} ${one.why}`}>
              <span>{one.label}</span>
              <span className="count">{one.count === 0 ? '' : i18n.number(one.count)}</span>
              <span className="why">{one.why}</span>
            </li>
          ))}
        </ul>
      </section>
      {told.mentions === 0 ? null : <Strip level="info">{mentioned(told.mentions, i18n)}</Strip>}
    </>
  );
}

const mentioned = (many: number, i18n: I18n): string =>
  i18n.ngettext(
    '{n} text elsewhere names this person. It stays as it is: look at it yourself.',
    '{n} texts elsewhere name this person. They stay as they are: look at them yourself.',
    many,
  );

interface CountsProps {
  readonly title: string;
  readonly counted: ErasurePreview['gone'];
}

function Counts({ title, counted }: CountsProps) {
  const { i18n } = useApp();
  return (
    <section>
      <h3>{title}</h3>
      {counted.length === 0 ? (
        <p>{i18n.gettext('Nothing else.')}</p>
      ) : (
        <ul className="bring-counts">
          {counted.map((one) => (
            <li key={one.label}>
              <span>{one.label}</span>
              <b>{i18n.number(one.count)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
