/** The screens of methods: all of them, and the bench of one with nothing behind it. */

import { useState } from 'react';
import { raise } from '../../core/failure.ts';
import type { MethodDescribed, MethodListed } from '../../core/methods.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import type { PartProps } from '../parts/registry.ts';
import { Bench } from './bench.tsx';
import { defaultsOf, type Values } from './form-model.ts';
import { MethodList } from './method-list.tsx';
import { fitsTable } from './paste-model.ts';
import { CALCULATIONS, listing, opening, Screen, Top, useIntent } from './screen.tsx';
import { SheetButton } from './sheet-button.tsx';
import { useDescription } from './use-description.ts';

export function MethodListView({ view }: PartProps) {
  const { i18n, desk } = useApp();
  return (
    <MethodList
      title={i18n.gettext('Evaluation methods')}
      autoFocus
      onPick={({ id, version }: MethodListed) => {
        desk.open(opening(id, version, 'method_bench'), view).catch(raise);
      }}
    />
  );
}

export function MethodBenchView({ view }: PartProps) {
  const intent = useIntent(view);
  const [picked, setPicked] = useState<MethodListed>();
  const method = picked?.id ?? intent.method;
  const { i18n } = useApp();
  const { description, trouble } = useDescription(method, picked?.version ?? intent.version);
  if (method === '') {
    return <MethodList title={i18n.gettext('Choose a method')} autoFocus onPick={setPicked} />;
  }
  return (
    <Screen trouble={trouble}>
      {description === undefined ? null : (
        <Scratch
          key={description.id}
          view={view}
          description={description}
          inputs={intent.inputs}
          later={intent.after}
        />
      )}
    </Screen>
  );
}

interface ScratchProps {
  readonly view: View;
  readonly description: MethodDescribed;
  readonly inputs: Values | undefined;
  readonly later: Values | undefined;
}

function Scratch({ view, description, inputs, later }: ScratchProps) {
  const { i18n, desk } = useApp();
  const [before, setBefore] = useState<Values>(() => inputs ?? defaultsOf(description.inputs));
  const [after, setAfter] = useState<Values | null>(later ?? null);
  const { id: method, version, name } = description;
  const keep = () => {
    const options = after === null ? { inputs: before } : { inputs: before, after };
    const values = { method, version, title: name };
    const intent = { operation: 'create', content: { source: CALCULATIONS, values }, options };
    desk.open(intent, view).catch(raise);
  };
  const table = () => {
    desk.open(opening(method, version, 'method_table'), view).catch(raise);
  };
  const kept = () => {
    desk.open(listing({ method }), view).catch(raise);
  };
  return (
    <>
      <Top view={view} description={description} tab={description.name}>
        {fitsTable(description.inputs) ? (
          <Button icon="table-2" onPress={table}>
            {i18n.gettext('Table of cases')}
          </Button>
        ) : null}
        <Button icon="calculator" onPress={kept}>
          {i18n.gettext('Calculations')}
        </Button>
        <Button look="go" icon="save" onPress={keep}>
          {i18n.gettext('Save as a calculation')}
        </Button>
      </Top>
      <Bench
        description={description}
        before={before}
        after={after}
        onBefore={setBefore}
        onAfter={setAfter}
      >
        <SheetButton request={() => ({ method, version, title: name, inputs: before, after })} />
      </Bench>
    </>
  );
}
