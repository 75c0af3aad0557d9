/** One event of the audit: what happened in a sentence, and each field before and after. */

import './oversight.css';
import type { FieldDescription } from '../../core/contract.gen.ts';
import { isRecord, raise } from '../../core/failure.ts';
import { keysOf, RelationNames } from '../fields/many-relations.tsx';
import { RelationName } from '../fields/relation-name.tsx';
import { addressText } from '../fields/say.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import { formatOf, localeOf } from '../list/formats.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { cursorOf, labelOf, textOf } from '../parts/view-facts.ts';
import { recordsOf, type Told, useAnswer, wordsOf } from './ask.ts';

export function EventPart(props: PartProps) {
  const { view, part } = props;
  const { i18n, desk } = useApp();
  const cursor = cursorOf(view, part);
  if (cursor === undefined) return <FallbackPart {...props} />;
  return (
    <Event
      {...props}
      label={labelOf(part, i18n.locale) ?? i18n.gettext('What changed')}
      current={cursor.current}
      open={() => desk.run(view, textOf(part['open']) ?? '').catch(raise)}
    />
  );
}

interface EventProps extends PartProps {
  readonly label: string;
  readonly current: NonNullable<ReturnType<typeof cursorOf>>['current'];
  readonly open: () => void;
}

function Event({ view, part, label, current, open }: EventProps) {
  const { i18n } = useApp();
  const key = useValue(current);
  const { told, failed } = useAnswer(view, textOf(part['ask']), key, null);
  const opens = view.offer.actions.some((one) => one.id === part['open']);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard
    <section className="event" aria-label={label} tabIndex={0}>
      <h3 className="event-head">{label}</h3>
      {key === null ? <p className="faint">{i18n.gettext('Choose an event.')}</p> : null}
      {failed ? <p className="faint">{i18n.gettext('This event cannot be read now.')}</p> : null}
      {told === undefined ? null : (
        <>
          <p className="event-said">{wordsOf(told['sentence'])}</p>
          <Facts told={told} />
          <Lines lines={recordsOf(told['lines'])} />
          {opens && isRecord(told['open']) ? (
            <Button icon="external-link" onPress={open}>
              {i18n.gettext('Open the record')}
            </Button>
          ) : null}
        </>
      )}
    </section>
  );
}

function Facts({ told }: { readonly told: Told }) {
  const { i18n } = useApp();
  const at = wordsOf(told['at']);
  const facts: readonly (readonly [string, string])[] = [
    [
      i18n.gettext('When'),
      new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'long', timeStyle: 'medium' }).format(
        new Date(at),
      ),
    ],
    [i18n.gettext('Who'), wordsOf(told['who'])],
    [i18n.gettext('From'), wordsOf(told['ip'])],
    ...recordsOf(told['facts']).map(
      (one) => [wordsOf(one['label']), wordsOf(one['value'])] as const,
    ),
    [
      i18n.gettext('In the chain'),
      typeof told['position'] === 'number' ? i18n.number(told['position']) : '',
    ],
  ];
  return (
    <dl className="event-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Lines({ lines }: { readonly lines: readonly Told[] }) {
  const { i18n } = useApp();
  if (lines.length === 0) return null;
  const fresh = lines.every((line) => isNothing(line['before']));
  return (
    <table className="event-lines">
      <caption className="for-readers">{i18n.gettext('What changed')}</caption>
      <thead>
        <tr>
          <th scope="col">{i18n.gettext('Field')}</th>
          {fresh ? null : <th scope="col">{i18n.gettext('Before')}</th>}
          <th scope="col">{fresh ? i18n.gettext('Value') : i18n.gettext('After')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const field = line['field'];
          if (!isRecord(field)) return null;
          const described = field as unknown as FieldDescription;
          return (
            <tr key={described.name}>
              <th scope="row">{described.label}</th>
              {line['masked'] === true ? (
                <td colSpan={fresh ? 1 : 2} className="faint">
                  <span className="event-secret">
                    <Icon name="lock" small />
                    {i18n.gettext('changed; secret, so it is not kept')}
                  </span>
                </td>
              ) : (
                <>
                  {fresh ? null : (
                    <td className="was">
                      <Value field={described} value={line['before']} />
                    </td>
                  )}
                  <td className={fresh ? undefined : 'now'}>
                    <Value field={described} value={line['after']} />
                  </td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

function Value({ field, value }: { readonly field: FieldDescription; readonly value: unknown }) {
  const { i18n } = useApp();
  if (isNothing(value)) return <span className="faint">–</span>;
  if (field.reference !== null && field.reference !== undefined) {
    const source = field.reference;
    return Array.isArray(value) ? (
      <RelationNames source={source} keys={keysOf(value)} />
    ) : (
      <RelationName source={source} value={value} />
    );
  }
  if (field.widget === 'address') return addressText(value);
  if (isRecord(value)) return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? i18n.gettext('Yes') : i18n.gettext('No');
  if (Array.isArray(value)) return value.map(String).join(', ');
  const travelling = field.type === 'decimal' ? String(value) : value;
  return formatOf(localeOf(i18n), field).text(travelling) || String(value);
}
