/** Several screens answer equally well: the person says which. */

import { Button as AriaButton } from 'react-aria-components';
import type { Choice } from '../../core/contract.gen.ts';
import type { I18n } from '../../core/i18n.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import type { Dialogs } from './dialogs.ts';

/** The id of the one chosen; empty when the question was closed. */
export function askChoice(
  dialogs: Dialogs,
  i18n: I18n,
  choices: readonly Choice[],
): Promise<string> {
  return dialogs.ask(
    i18n.gettext('How do you want to open it?'),
    (answer: (id: string) => void) => <Choices choices={choices} answer={answer} />,
    '',
    { alert: true },
  );
}

function Choices(props: {
  readonly choices: readonly Choice[];
  readonly answer: (id: string) => void;
}) {
  const i18n = useI18n();
  return (
    <>
      <div className="choices">
        {props.choices.map((choice, at) => (
          <AriaButton
            key={choice.id}
            className="choice"
            autoFocus={at === 0}
            onPress={() => props.answer(choice.id)}
          >
            <Icon name={choice.icon} />
            {choice.label}
          </AriaButton>
        ))}
      </div>
      <div className="dialog-buttons">
        <Button onPress={() => props.answer('')}>{i18n.gettext('Cancel')}</Button>
      </div>
    </>
  );
}
