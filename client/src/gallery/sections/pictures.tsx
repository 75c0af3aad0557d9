/** Pictures of results: every kind in every state, narrow and wide. */

import { useEffect, useState } from 'react';
import { I18n } from '../../core/i18n.ts';
import { loadCatalogue } from '../../texts/load.ts';
import { type App, AppProvider } from '../../ui/kit/app.tsx';
import { Picture } from '../../ui/methods/pictures/picture.tsx';
import { CASES } from '../picture-lab.ts';
import type { Section } from '../section.ts';
import { Specimen } from '../specimen.tsx';
import './pictures.css';

const WIDTHS = ['narrow', 'wide'] as const;

function Pictures() {
  const [app, show] = useState<App | undefined>(undefined);
  const [width, choose] = useState<(typeof WIDTHS)[number]>('wide');
  useEffect(() => {
    const prepare = async () => {
      const i18n = new I18n('it', await loadCatalogue('it'));
      show({ i18n } as App); // pictures know words and nothing else
    };
    prepare().catch((error: unknown) => {
      throw error;
    });
  }, []);
  if (app === undefined) return null;
  return (
    <AppProvider app={app}>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, not a part of a form */}
      <div className="specimen wide form-states" role="group" aria-label="Width">
        {WIDTHS.map((one) => (
          <button key={one} type="button" aria-pressed={one === width} onClick={() => choose(one)}>
            {one}
          </button>
        ))}
      </div>
      {CASES.map(({ name, before, after = null }) => (
        <Specimen key={name} name={name} wide>
          <div className={`picture-specimen ${width}`}>
            <Picture before={before} after={after} />
          </div>
        </Specimen>
      ))}
    </AppProvider>
  );
}

export const section: Section = { title: 'Pictures of results', body: Pictures };
