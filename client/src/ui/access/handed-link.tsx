/** A link that lets somebody choose a password, shown to whoever hands it over: this once. */

import { useState } from 'react';
import { isRecord, raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import type { Dialogs } from '../dialogs/dialogs.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import type { Notices } from '../notices/notices.ts';

export interface Handing {
  readonly dialogs: Dialogs;
  readonly notices: Notices;
  readonly i18n: I18n;
}

/** Say what became of an invitation; other results of actions are not ours. */
export function tellInvitation({ dialogs, notices, i18n }: Handing, result: unknown): void {
  if (!isRecord(result) || result['invited'] !== true) return;
  const { link, name } = result;
  if (typeof link !== 'string') {
    notices.tell({ level: 'ok', text: i18n.gettext('The invitation is on its way by mail.') });
    return;
  }
  dialogs
    .ask(
      i18n.gettext('A link to hand over'),
      (answer: (done: null) => void) => <HandedLink link={link} onDone={() => answer(null)} />,
      null,
      {
        text: i18n.gettext(
          'No mail server is set. Give this link to {name} by a way you trust: it opens once, for seven days.',
          { name: typeof name === 'string' ? name : i18n.gettext('the person') },
        ),
      },
    )
    .catch(raise);
}

function HandedLink({ link, onDone }: { readonly link: string; readonly onDone: () => void }) {
  const i18n = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <>
      <input
        className="handed-link"
        readOnly
        aria-label={i18n.gettext('Link')}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="dialog-buttons">
        <Button onPress={onDone}>{i18n.gettext('Close')}</Button>
        <Button look="go" onPress={() => copy().catch(raise)}>
          {copied ? i18n.gettext('Copied') : i18n.gettext('Copy the link')}
        </Button>
      </div>
    </>
  );
}
