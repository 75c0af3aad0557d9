/** What to do with unsaved changes before going on: save, discard, or stay. */

import type { I18n } from '../../core/i18n.ts';
import type { View } from '../../core/view.ts';
import { factsOf } from '../app/view-facts.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import type { Dialogs } from './dialogs.ts';

export type PendingChoice = 'save' | 'discard' | 'stay';

/** How many records of a view are unsaved, in the cursors that are asked about. */
export function unsavedIn(view: View, cursors: readonly string[]): number {
  let found = 0;
  for (const name of cursors) {
    const edits = view.edits.get(name);
    if (edits !== undefined) found += edits.dirtyKeys.peek().length + edits.created.peek().length;
  }
  return found;
}

export function askPending(
  dialogs: Dialogs,
  i18n: I18n,
  view: View,
  cursors: readonly string[],
): Promise<PendingChoice> {
  const n = Math.max(1, unsavedIn(view, cursors));
  const title = i18n.ngettext(
    '{title} has unsaved changes',
    '{title} has {n} records with unsaved changes',
    n,
    { title: factsOf(view).title.peek() },
  );
  return dialogs.ask<PendingChoice>(title, (answer) => <Pending answer={answer} />, 'stay', {
    alert: true,
    text: i18n.gettext('Save them, discard them, or stay where you are and decide later.'),
  });
}

function Pending({ answer }: { readonly answer: (choice: PendingChoice) => void }) {
  const i18n = useI18n();
  return (
    <div className="dialog-buttons">
      <span className="apart">
        <Button look="stop" onPress={() => answer('discard')}>
          {i18n.gettext('Discard')}
        </Button>
      </span>
      <Button onPress={() => answer('stay')}>{i18n.gettext('Stay')}</Button>
      <Button look="go" autoFocus onPress={() => answer('save')}>
        {i18n.gettext('Save and go on')}
      </Button>
    </div>
  );
}
