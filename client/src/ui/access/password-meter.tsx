/** How good a password is, shown while it is typed. Nothing leaves the page: the server judges later. */

import { aboutPassword, strengthOf } from './password-rules.ts';
import type { Say } from './say.ts';

const STEPS = [1, 2, 3, 4] as const;

export interface PasswordMeterProps {
  readonly say: Say;
  readonly typed: string;
  readonly about?: readonly string[];
}

export function PasswordMeter({ say, typed, about = [] }: PasswordMeterProps) {
  const { steps } = strengthOf(typed, about);
  return (
    <span className="meter">
      <span className={`meter-bar s${steps}`} aria-hidden="true">
        {STEPS.map((step) => (
          <span key={step} className={step <= steps ? 'on' : undefined} />
        ))}
      </span>
      <span>{aboutPassword(say, typed, about)}</span>
    </span>
  );
}
