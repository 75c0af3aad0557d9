/** A yes before something that is not easily taken back: the verb on the button, the way out focused. */

import type { I18n } from '../../core/i18n.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import type { Confirmation, Dialogs } from './dialogs.ts';

export function askConfirm(dialogs: Dialogs, _i18n: I18n, asked: Confirmation): Promise<boolean> {
  return dialogs.ask(
    asked.title,
    (answer: (yes: boolean) => void) => <Confirm asked={asked} answer={answer} />,
    false,
    { alert: true, text: asked.text },
  );
}

function Confirm(props: { readonly asked: Confirmation; readonly answer: (yes: boolean) => void }) {
  const i18n = useI18n();
  const { action, destructive = false } = props.asked;
  return (
    <div className="dialog-buttons">
      <Button autoFocus={destructive} onPress={() => props.answer(false)}>
        {i18n.gettext('Cancel')}
      </Button>
      <Button
        look={destructive ? 'stop-go' : 'go'}
        autoFocus={!destructive}
        onPress={() => props.answer(true)}
      >
        {action}
      </Button>
    </div>
  );
}
