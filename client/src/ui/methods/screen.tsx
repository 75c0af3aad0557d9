/** What the screens of a method share: what they were asked for, their head, where they lead. */

import { type ReactNode, useEffect, useMemo } from 'react';
import { isRecord } from '../../core/failure.ts';
import type { MethodDescribed } from '../../core/methods.ts';
import type { View } from '../../core/view.ts';
import { callView } from '../app/view-facts.ts';
import { useApp } from '../kit/app.tsx';
import { Strip } from '../kit/strip.tsx';
import type { Values } from './form-model.ts';

export const CALCULATIONS = 'risk.calculations';

/** What a screen of methods is asked for, by a list, an address or a record. */
export function useIntent(view: View) {
  return useMemo(() => {
    const { content, options } = view.offer.intent;
    const values = content?.values ?? {};
    const version = Number(values['version'] ?? 0);
    const given = (name: string): Values | undefined => {
      const found = options?.[name];
      return isRecord(found) ? found : undefined;
    };
    return {
      values,
      method: String(values['method'] ?? ''),
      version: version > 0 ? version : null,
      inputs: given('inputs'),
      after: given('after'),
    };
  }, [view]);
}

export const opening = (
  method: string,
  version: number | null,
  wish: string,
  options: Values = {},
) => ({
  operation: 'view',
  content: {
    source: CALCULATIONS,
    values: version === null ? { method } : { method, version },
  },
  categories: [wish],
  options,
});

/** The list of calculations, narrowed to what they have in common. */
export const listing = (values: Values) => ({
  operation: 'view',
  content: { source: CALCULATIONS, values },
});

export function Screen({
  trouble,
  children,
}: {
  readonly trouble: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="mb-screen" aria-busy={children === null}>
      {trouble === undefined ? null : (
        <Strip level="danger" urgent>
          {trouble}
        </Strip>
      )}
      {children}
    </div>
  );
}

export function Top({
  view,
  description,
  tab,
  children,
}: {
  readonly view: View;
  readonly description: MethodDescribed;
  /** What its tab is called: the bench of a method and its table stand beside each other. */
  readonly tab: string;
  readonly children: ReactNode;
}) {
  const { i18n } = useApp();
  useEffect(() => callView(view, tab), [view, tab]);
  return (
    <>
      <header className="form-head mb-top">
        <h2 className="form-title cut" title={description.name}>
          {description.name}
        </h2>
        <p className="form-facts mute cut" title={description.edition}>
          {description.edition} · {i18n.gettext('version {n}', { n: description.version })}
        </p>
        <span className="save-space" />
        {children}
      </header>
      <p className="mb-about">{description.about}</p>
    </>
  );
}
