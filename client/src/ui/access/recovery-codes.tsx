/** The codes for a lost phone: shown once, to be copied, printed or kept as a file. */

import { useState } from 'react';
import { raise } from '../../core/failure.ts';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import type { Say } from './say.ts';

export interface RecoveryCodesProps {
  readonly say: Say;
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

export function RecoveryCodes({ say, codes, onDone }: RecoveryCodesProps) {
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState(false);
  const text = `Ytefas · ${location.host}\n\n${codes.join('\n')}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setKept(true);
  };
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'ytefas-codici-di-recupero.txt';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    setKept(true);
  };
  const print = () => {
    window.print();
    setKept(true);
  };
  return (
    <section className="recovery" aria-label={say.gettext('Recovery codes')}>
      <p className="recovery-lead">
        {say.gettext(
          'Keep them where you find them without your phone. Each opens your account once, instead of the code. They are shown only now.',
        )}
      </p>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="recovery-ways">
        <Button onPress={() => copy().catch(raise)}>
          {copied ? say.gettext('Copied') : say.gettext('Copy')}
        </Button>
        <Button onPress={print}>{say.gettext('Print')}</Button>
        <Button onPress={save}>{say.gettext('Download')}</Button>
      </div>
      {kept ? null : (
        <Strip level="warn">{say.gettext('Copy, print or download them before you go on.')}</Strip>
      )}
      <Button look="go" onPress={onDone}>
        {say.gettext('I have kept them')}
      </Button>
    </section>
  );
}
