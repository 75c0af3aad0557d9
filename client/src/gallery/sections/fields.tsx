/** Every widget of a form in every state, and a whole record as one works with it. */

import { useEffect, useState } from 'react';
import { I18n } from '../../core/i18n.ts';
import { loadCatalogue } from '../../texts/load.ts';
import { type App, AppProvider } from '../../ui/kit/app.tsx';
import { RecordScreen } from '../../ui/record/record-screen.tsx';
import { type FormState, formApp, formView } from '../form-lab.ts';
import type { Section } from '../section.ts';
import { Specimen } from '../specimen.tsx';
import './fields.css';

function Form({ state }: { readonly state: FormState }) {
  const [app, show] = useState<App | undefined>(undefined);
  useEffect(() => {
    let end: () => void = () => undefined;
    let gone = false;
    const prepare = async () => {
      const i18n = new I18n('it', await loadCatalogue('it'));
      const made = formApp(await formView(state), i18n);
      if (gone) return;
      show(made);
      end = made.commands.listen(window);
    };
    prepare().catch((error: unknown) => {
      throw error;
    });
    return () => {
      gone = true;
      end();
    };
  }, [state]);
  const view = app?.desk.current.peek();
  return (
    <div className="form-specimen">
      {app === undefined || view === undefined ? null : (
        <AppProvider app={app}>
          <RecordScreen view={view} />
        </AppProvider>
      )}
    </div>
  );
}

const STATES: readonly FormState[] = [
  'filled',
  'empty',
  'long',
  'changed',
  'error',
  'conflict',
  'read-only',
];

/** One state at a time, so that its keys are its own. */
function Fields() {
  const [state, choose] = useState<FormState>('filled');
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons, not a part of a form */}
      <div className="specimen wide form-states" role="group" aria-label="State">
        {STATES.map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => choose(one)}>
            {one}
          </button>
        ))}
      </div>
      <Specimen name={`Record, ${state}`} wide>
        <Form key={state} state={state} />
      </Specimen>
    </>
  );
}

export const section: Section = { title: 'Fields and forms', body: Fields };
