/** Labelled lines for who is not in yet: an address, a name, a password that can be shown. */

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from '../kit/icon.tsx';
import type { Say } from './say.ts';

export interface AccessFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email';
  readonly autoComplete: string;
  readonly autoFocus?: boolean;
  readonly readOnly?: boolean;
  /** What is wrong with it, in a sentence. */
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  readonly end?: ReactNode;
  readonly inputType?: string;
  readonly inputMode?: 'numeric' | 'text';
  /** Digits and letters that are compared sign by sign. */
  readonly mono?: boolean;
  readonly onKey?: (event: React.KeyboardEvent<HTMLInputElement>) => void;
}

export function AccessField(props: AccessFieldProps) {
  const { label, name, value, onChange, error, hint, end } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // once, as it began: whoever types is not called away because something else has changed
  const [autoFocus] = useState(props.autoFocus ?? false);
  // once more when it stands: a dialog under this one takes back the focus it is given while drawn
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  const below = error !== undefined || hint !== undefined;
  return (
    <div className={error === undefined ? 'access-field' : 'access-field wrong'}>
      <label htmlFor={id}>{label}</label>
      <span className="access-line">
        <input
          ref={input}
          id={id}
          name={name}
          type={props.inputType ?? props.type ?? 'text'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          autoComplete={props.autoComplete}
          inputMode={props.inputMode}
          className={props.mono === true ? 'mono' : undefined}
          // biome-ignore lint/a11y/noAutofocus: the only thing to do on this screen
          autoFocus={autoFocus}
          readOnly={props.readOnly}
          required
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={error !== undefined}
          aria-describedby={below ? `${id}-below` : undefined}
          onKeyDown={props.onKey}
          onKeyUp={props.onKey}
        />
        {end}
      </span>
      {below ? (
        <p id={`${id}-below`} className="access-below" aria-live="polite">
          {error === undefined ? (
            hint
          ) : (
            <>
              <Icon name="circle-alert" small />
              {error}
            </>
          )}
        </p>
      ) : null}
    </div>
  );
}

export interface PasswordFieldProps
  extends Pick<AccessFieldProps, 'value' | 'onChange' | 'error' | 'hint' | 'autoFocus'> {
  readonly say: Say;
  readonly label?: string;
  /** A new one is suggested by a password manager, an old one is filled in. */
  readonly fresh?: boolean;
}

export function PasswordField({ say, fresh = false, label, ...rest }: PasswordFieldProps) {
  const [shown, show] = useState(false);
  const [caps, setCaps] = useState(false);
  const { hint } = rest;
  return (
    <AccessField
      {...rest}
      label={label ?? say.gettext('Password')}
      name={fresh ? 'new-password' : 'password'}
      inputType={shown ? 'text' : 'password'}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      onKey={(event) => setCaps(event.getModifierState('CapsLock'))}
      hint={caps ? <CapsHint say={say} /> : hint}
      end={
        <button
          type="button"
          className="access-eye"
          aria-pressed={shown}
          aria-label={say.gettext('Show password')}
          title={say.gettext('Show password')}
          onClick={() => show(!shown)}
        >
          <Icon name={shown ? 'eye-off' : 'eye'} />
        </button>
      }
    />
  );
}

function CapsHint({ say }: { readonly say: Say }) {
  return (
    <>
      <Icon name="triangle-alert" small />
      {say.gettext('Caps Lock is on.')}
    </>
  );
}
