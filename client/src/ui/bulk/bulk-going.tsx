/** Many records that come, go or are deleted: how many, what it means, and doing it. */

import { useEffect, useState } from 'react';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { type Act, doIt, type Looked, means, readLooked, willBe } from './bulk-words.ts';

export interface BulkGoingProps {
  readonly view: View;
  readonly act: Act;
  readonly busy: boolean;
  readonly apply: () => Promise<void>;
}

export function BulkGoing({ view, act, busy, apply }: BulkGoingProps) {
  const { i18n, desk } = useApp();
  const [looked, setLooked] = useState<Looked>();
  useEffect(() => {
    desk.run(view, 'look').then((said) => setLooked(readLooked(said)), raise);
  }, [desk, view]);
  return (
    <div className="bulk bulk-going">
      <p className="bulk-count" role="status">
        {looked === undefined ? i18n.gettext('Counting…') : willBe(act, looked, i18n)}
      </p>
      <p className="bulk-about">{means(act, i18n)}</p>
      <footer className="bulk-foot">
        <span className="bulk-room" />
        <Button onPress={() => void desk.close(view)}>{i18n.gettext('Cancel')}</Button>
        <Button
          look={act === 'delete' ? 'stop-go' : 'go'}
          isDisabled={busy || looked === undefined || looked.changes === 0}
          onPress={() => void apply()}
        >
          {busy ? i18n.gettext('One moment…') : doIt(act, i18n)}
        </Button>
      </footer>
    </div>
  );
}
