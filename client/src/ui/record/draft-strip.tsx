/** What was typed before and not saved has been taken up again: said, with the way to throw it away. */

import { useState } from 'react';
import { isRecord } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import type { RecordForm } from '../form/form-model.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { useValue } from '../kit/use-value.ts';

/** When a draft was kept, as far as it tells. */
export const draftTime = (drafts: Readonly<Record<string, unknown>>): string | undefined => {
  const times = Object.values(drafts).flatMap((draft) => {
    const at = isRecord(draft) ? (draft['kept_at'] ?? draft['at']) : undefined;
    return typeof at === 'string' ? [at] : [];
  });
  return times.toSorted().at(-1);
};

export function DraftStrip({
  view,
  form,
  discard,
}: {
  readonly view: View;
  readonly form: RecordForm;
  readonly discard: () => void;
}) {
  const i18n = useI18n();
  const [hidden, setHidden] = useState(false);
  const dirty = useValue(form.record.dirty);
  const { drafts } = view.offer;
  if (hidden || !dirty || Object.keys(drafts).length === 0) return null;
  const at = draftTime(drafts);
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
      {at === undefined
        ? i18n.gettext('What you had not saved has been taken up again.')
        : i18n.gettext('The draft of {time} has been taken up again.', { time: i18n.moment(at) })}
    </Strip>
  );
}
