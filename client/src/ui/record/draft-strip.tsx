/** What was typed before and not saved has been taken up again: said, with the way to throw it away. */

import { useState } from 'react';
import { Failure, raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';

export function DraftStrip({ view }: { readonly view: View }) {
  const i18n = useI18n();
  const [hidden, setHidden] = useState(false);
  const at = useValue(view.draftKeptAt);
  if (hidden || at === null) return null;
  const discard = () => {
    view.discardDrafts().catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  };
  return (
    <Strip
      level="info"
      icon="history"
      actions={
        <>
          <Button look="quiet" onPress={discard}>
            {i18n.gettext('Discard')}
          </Button>
          <Button look="quiet" onPress={() => setHidden(true)}>
            {i18n.gettext('Go on with it')}
          </Button>
        </>
      }
    >
      {i18n.gettext('The draft of {time} has been taken up again.', { time: i18n.moment(at) })}
    </Strip>
  );
}
