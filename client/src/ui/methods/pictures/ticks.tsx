/** Criteria one by one: met, not met, or not known, and the article that says so. */

import type { I18n } from '../../../core/i18n.ts';
import { useI18n } from '../../kit/app.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Frame } from './frame.tsx';
import type { DrawnProps, TickData, TicksData } from './kinds.ts';

export function Ticks({ before, after }: DrawnProps<TicksData>) {
  const i18n = useI18n();
  const later = new Map(after?.ticks.map((tick) => [tick.label, tick]));
  return (
    <Frame kind="ticks" title={before.title}>
      <table className="ticks">
        {after === null ? null : (
          <thead>
            <tr>
              <th scope="col">{i18n.gettext('Before')}</th>
              <th scope="col">{i18n.gettext('After')}</th>
              <td />
            </tr>
          </thead>
        )}
        <tbody>
          {before.ticks.map((tick) => (
            <tr key={tick.label}>
              <Met tick={tick} i18n={i18n} />
              {after === null ? null : <Met tick={later.get(tick.label)} i18n={i18n} />}
              <th scope="row">
                {tick.label}
                {tick.law ? <small>{tick.law}</small> : null}
              </th>
            </tr>
          ))}
        </tbody>
      </table>
    </Frame>
  );
}

function Met({ tick, i18n }: { readonly tick: TickData | undefined; readonly i18n: I18n }) {
  const met = tick?.met;
  if (met === true) return <Mark look="met" icon="check" word={i18n.gettext('met')} />;
  if (met === false) return <Mark look="unmet" icon="x" word={i18n.gettext('not met')} />;
  return <Mark look="unknown" icon="circle-help" word={i18n.gettext('not known')} />;
}

interface MarkProps {
  readonly look: string;
  readonly icon: string;
  readonly word: string;
}

const Mark = ({ look, icon, word }: MarkProps) => (
  <td className={look}>
    <Icon name={icon} />
    <span>{word}</span>
  </td>
);
