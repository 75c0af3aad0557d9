/** What a release proposes for one item of the catalogue: the texts side by side. */

import { isRecord, raise } from '../../core/failure.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { FallbackPart } from '../parts/fallback.tsx';
import type { PartProps } from '../parts/registry.ts';
import { cursorOf, textOf } from '../parts/view-facts.ts';
import { Comparison, type Line } from './comparison.tsx';
import { useCurrentRow } from './current-row.ts';
import './library.css';

const said = (value: unknown, at: number): string | undefined =>
  Array.isArray(value) ? textOf(value[at]) : undefined;

export function DifferencesPart(props: PartProps) {
  const { view, part } = props;
  const { i18n, desk } = useApp();
  const cursor = cursorOf(view, part);
  const current = useCurrentRow(cursor);
  if (cursor === undefined) return <FallbackPart {...props} />;
  if (current === undefined) {
    return (
      <p className="faint library-none">{i18n.gettext('Choose a row to compare its texts.')}</p>
    );
  }
  const value = (name: string): unknown => cursor.value(current.row, name);
  const english = i18n.locale.startsWith('en') ? 1 : 0;
  const changes = value('changes');
  const told = isRecord(changes) && Array.isArray(changes['shown']) ? changes['shown'] : [];
  const change = value('change');
  const lines = told.filter(isRecord).map((line): Line => {
    const [was, now, fresh] = ['was', 'now', 'new'].map((name) => said(line[name], english));
    const label = said(line['label'], english) ?? '';
    if (change === 'added') return { label, texts: [fresh] };
    if (change === 'removed') return { label, texts: [was, now] };
    return { label, texts: [was, now, fresh] };
  });
  const columns =
    change === 'added'
      ? [i18n.gettext('New release')]
      : change === 'removed'
        ? [i18n.gettext('Last release'), i18n.gettext('Now')]
        : [i18n.gettext('Last release'), i18n.gettext('Now'), i18n.gettext('New release')];
  const name = textOf(value(english ? 'name_said' : 'name')) ?? textOf(value('name')) ?? '';
  const decides = (id: string) => () => {
    desk.run(view, id).catch(raise);
  };
  const acts = view.offer.actions.filter((one) => one.id === 'take' || one.id === 'keep');
  return (
    <div className="differences">
      <Comparison
        title={`${String(value('code'))} · ${name}`}
        columns={columns}
        lines={lines}
        strong={columns.length - 1}
      />
      {value('state') === 'open' && acts.length > 0 ? (
        <footer className="differences-foot">
          {acts.map((one) => (
            <Button
              key={one.id}
              look={one.id === 'take' ? 'go' : 'plain'}
              icon={one.id === 'take' ? 'check' : 'x'}
              onPress={decides(one.id)}
            >
              {one.label}
            </Button>
          ))}
        </footer>
      ) : null}
    </div>
  );
}
