/** Who sees a customer today, by role or by grant: what the doors would answer. */

import './oversight.css';
import { useApp } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { cursorOf, labelOf, textOf } from '../parts/view-facts.ts';
import { recordsOf, useAnswer, useFollowed, wordsOf } from './ask.ts';
import { levelOf, roleOf } from './levels.ts';
import { Sites, untilOf } from './seen-part.tsx';

export function SeersPart(props: PartProps) {
  const cursor = cursorOf(props.view, props.part);
  return cursor === undefined ? <FallbackPart {...props} /> : <Seers {...props} cursor={cursor} />;
}

interface SeersProps extends PartProps {
  readonly cursor: NonNullable<ReturnType<typeof cursorOf>>;
}

function Seers(props: SeersProps) {
  const { view, part, cursor } = props;
  const { i18n } = useApp();
  const key = useValue(cursor.current);
  const { told, failed } = useAnswer(view, textOf(part['ask']), key, useFollowed(props));
  const label = labelOf(part, i18n.locale) ?? i18n.gettext('Seen today by');
  const people = recordsOf(told?.['people']);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached from the keyboard
    <section className="seen" aria-label={label} aria-busy={told === undefined} tabIndex={0}>
      {failed ? <p>{i18n.gettext('This cannot be told now. Try again in a moment.')}</p> : null}
      {told === undefined ? null : (
        <table className="rights">
          <caption>
            {label} <small>{i18n.number(people.length)}</small>
          </caption>
          <thead>
            <tr>
              <th scope="col">{i18n.gettext('Person')}</th>
              <th scope="col">{i18n.gettext('Level')}</th>
              <th scope="col">{i18n.gettext('Sites')}</th>
              <th scope="col">{i18n.gettext('Until')}</th>
              <th scope="col">{i18n.gettext('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={wordsOf(one['id'])}>
                <th scope="row">
                  {wordsOf(one['name'])} <span className="faint">{wordsOf(one['email'])}</span>
                </th>
                <td title={levelOf(i18n, one['level']).text}>
                  {one['everything'] === true
                    ? i18n.gettext('Everything')
                    : levelOf(i18n, one['level']).label}
                </td>
                <td>
                  <Sites sites={one['sites']} />
                </td>
                <td className="whole">{untilOf(one['valid_to'], i18n)}</td>
                <td>
                  {one['everything'] === true
                    ? i18n.gettext('by role: {role}', { role: roleOf(i18n, one['role']).label })
                    : i18n.gettext('by a grant; {role}', {
                        role: roleOf(i18n, one['role']).label,
                      })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
