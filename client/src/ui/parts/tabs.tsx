/** One part at a time under its tab, with the count of what it shows; the last one is remembered. */

import { useMemo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { raise } from '../../core/failure.ts';
import type { View } from '../../core/view.ts';
import { useApp } from '../kit/app.tsx';
import { useComputed, useValue } from '../kit/use-value.ts';
import { PartView } from './part-view.tsx';
import type { Part, PartProps } from './registry.ts';
import './tabs.css';
import { firstCursor, firstListed, labelOf, partsOf } from './view-facts.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

export function TabsPart({ view, part, path }: PartProps) {
  const { prefs, i18n } = useApp();
  const parts = partsOf(part);
  const ids = parts.map((inner, at) => tabId(inner, at));
  const name = `tabs.${view.offer.controller}.${path}`;
  const kept = useValue(useMemo(() => prefs.of(name, '', isText), [prefs, name]));
  const selected = ids.includes(kept) ? kept : (ids[0] ?? '');
  return (
    <Tabs
      className="sub-tabs"
      selectedKey={selected}
      onSelectionChange={(id) => {
        if (id !== selected) prefs.set(name, String(id)).catch(raise);
      }}
    >
      <TabList
        className="sub-tab-list"
        aria-label={labelOf(part, i18n.locale) ?? i18n.gettext('Details')}
      >
        {parts.map((inner, at) => (
          <Tab key={ids[at]} id={ids[at] ?? ''} className="sub-tab">
            {labelOf(inner, i18n.locale) ??
              firstCursor(view, inner)?.described.source.plural ??
              inner.kind}{' '}
            <TabCount view={view} part={inner} />
          </Tab>
        ))}
      </TabList>
      {parts.map((inner, at) => (
        <TabPanel key={ids[at]} id={ids[at] ?? ''} className="sub-tab-panel">
          <PartView view={view} part={inner} path={`${path}/${at}`} />
        </TabPanel>
      ))}
    </Tabs>
  );
}

/** By what it shows rather than by its place, so that a new tab before it changes nothing. */
const tabId = (part: Part, at: number): string => {
  const cursor = typeof part['cursor'] === 'string' ? part['cursor'] : '';
  return cursor === '' ? `tab-${at}` : `${part.kind}-${cursor}`;
};

function TabCount({ view, part }: { readonly view: View; readonly part: Part }) {
  const { i18n } = useApp();
  const cursor = firstListed(view, part);
  const said = useComputed(() => {
    if (cursor === undefined || part['count'] === false || !cursor.ready.value) return undefined;
    const { n, exactness } = cursor.total.value;
    const number = i18n.number(n);
    return exactness === 'exact' ? number : exactness === 'at_least' ? `${number}+` : `~${number}`;
  }, [cursor, i18n, part]);
  return said === undefined ? null : <span className="sub-tab-count">{said}</span>;
}
