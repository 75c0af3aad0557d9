/** What was made, where to go on, and how to take it back. */

import type { MakingDone } from '../../core/making.ts';
import type { View } from '../../core/view.ts';
import { UndoBox } from '../imports/undo-box.tsx';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';

export interface DoneStepProps {
  readonly view: View;
  readonly done: MakingDone;
  readonly customer: string;
  readonly isCopy: boolean;
}

export function DoneStep({ view, done, customer, isCopy }: DoneStepProps) {
  const { i18n, desk } = useApp();
  const open = (source: string, key: string, categories: string[]) => {
    void desk.open({ operation: 'view', content: { source, ids: [key] }, categories }, view);
  };
  return (
    <div className="making-done">
      <Strip level="ok" urgent>
        {isCopy
          ? i18n.gettext('The copy has been made.')
          : i18n.gettext('The preset has been applied.')}
      </Strip>
      <ul className="making-made" aria-label={i18n.gettext('What was made')}>
        {done.made.map((one) => (
          <li key={one.kind}>
            <b>{one.n}</b> {one.label}
          </li>
        ))}
        {done.there === 0 ? null : (
          <li>
            {i18n.ngettext(
              '{n} was there already and was used',
              '{n} were there already and were used',
              done.there,
            )}
          </li>
        )}
      </ul>
      <div className="import-next">
        <Button look="go" onPress={() => open('org.customers', customer, ['workspace'])}>
          {i18n.gettext('Open the customer file')}
        </Button>
        {done.source === '' ? null : (
          <Button onPress={() => open(done.source, done.record, [])}>
            {isCopy ? i18n.gettext('Open the copy') : i18n.gettext('Open the first record')}
          </Button>
        )}
      </div>
      <UndoBox batch={done.batch} made />
    </div>
  );
}
