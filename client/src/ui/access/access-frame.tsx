/** What surrounds signing in: the mark, the language, and a matrix at rest. */

import './access.css';
import type { ReactNode } from 'react';
import { Mark } from '../frame/mark.tsx';
import type { Say } from './say.ts';

const LANGUAGES = [
  ['it', 'Italiano'],
  ['en', 'English'],
] as const;

export interface AccessFrameProps {
  readonly say: Say;
  readonly onLanguage: (language: string) => void;
  readonly children: ReactNode;
}

export function AccessFrame({ say, onLanguage, children }: AccessFrameProps) {
  return (
    <div className="access">
      <div className="access-side">
        <header className="access-mark">
          <Mark />
        </header>
        <main className="access-main">{children}</main>
        <footer className="access-foot">
          <span>{location.host}</span>
          <fieldset className="access-languages" aria-label={say.gettext('Language')}>
            {LANGUAGES.map(([tag, name]) => (
              <button
                key={tag}
                type="button"
                lang={tag}
                aria-pressed={say.locale.startsWith(tag)}
                onClick={() => onLanguage(tag)}
              >
                {name}
              </button>
            ))}
          </fieldset>
        </footer>
      </div>
      <RestingMatrix say={say} />
    </div>
  );
}

const STEPS = [4, 3, 2, 1];

/** Likelihood by damage, with one cell rated: what this program is about. Nothing to a reader. */
function RestingMatrix({ say }: { readonly say: Say }) {
  return (
    <div className="access-matrix" aria-hidden="true">
      <span className="access-up">{say.gettext('Likelihood')}</span>
      <div className="access-cells">
        {STEPS.map((likelihood) =>
          [1, 2, 3, 4].map((damage) => (
            <span
              key={`${likelihood} ${damage}`}
              className={likelihood === 3 && damage === 2 ? 'rated' : undefined}
            >
              {likelihood * damage}
              {likelihood === 3 && damage === 2 ? <Triangle /> : null}
            </span>
          )),
        )}
      </div>
      <span className="access-along">{say.gettext('Damage')}</span>
    </div>
  );
}

function Triangle() {
  return (
    <svg viewBox="0 0 18 18" width="28" height="28" focusable="false" aria-hidden="true">
      <path d="M9 1 17.4 16.4H.6Z" strokeLinejoin="round" className="access-shape" />
      <text x="9" y="14.4" textAnchor="middle" className="access-digit">
        3
      </text>
    </svg>
  );
}
