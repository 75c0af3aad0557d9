/** Where a code of the authenticator app is typed, or one of those for a lost phone. */

import { AccessField } from './access-field.tsx';
import type { Say } from './say.ts';

export interface CodeFieldProps {
  readonly say: Say;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  /** One of those for a lost phone. */
  readonly recovery?: boolean;
  readonly autoFocus?: boolean;
}

export function CodeField({ say, recovery = false, ...rest }: CodeFieldProps) {
  return (
    <AccessField
      {...rest}
      label={recovery ? say.gettext('Recovery code') : say.gettext('Code')}
      name={recovery ? 'recovery-code' : 'code'}
      autoComplete={recovery ? 'off' : 'one-time-code'}
      inputMode={recovery ? 'text' : 'numeric'}
      mono
      hint={
        recovery
          ? say.gettext('One of the ten you kept, as abcde-fgh23. Each opens once.')
          : say.gettext('The six digits your authenticator app shows now.')
      }
    />
  );
}

export const wrongCode = (say: Say): string =>
  say.gettext('This code is not right or was used already. Wait for the next one.');
