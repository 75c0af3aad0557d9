/** The tags of a record as chips in its head, and the list they are chosen from. */

import './papers.css';
import { useState } from 'react';
import type { RecordPapers, Tag } from '../../core/papers.ts';
import type { Key } from '../../core/rows.ts';
import { useApp } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useDoing, usePapers } from './use-papers.ts';

export interface RecordTagsProps {
  readonly source: string;
  readonly record: Key;
}

export function RecordTags({ source, record }: RecordTagsProps) {
  const { i18n } = useApp();
  const papers = usePapers(source, record);
  if (papers === undefined) return null;
  return (
    <>
      {papers.tags.length === 0 ? null : (
        <ul className="record-tags" aria-label={i18n.gettext('Tags')}>
          {papers.tags.map((one) => (
            <li key={one.id} className="record-tag" data-colour={one.colour}>
              {one.name}
            </li>
          ))}
        </ul>
      )}
      {papers.may_add ? <Choose papers={papers} /> : null}
    </>
  );
}

function Choose({ papers }: { readonly papers: RecordPapers }) {
  const { services, i18n } = useApp();
  const doing = useDoing();
  const [known, setKnown] = useState<readonly Tag[]>([]);
  const set = papers.tags.map((one) => one.id);
  const load = () => doing(services.papers.tags().then(setKnown));
  const all = [...known, ...papers.tags.filter((one) => known.every(({ id }) => id !== one.id))];
  const toggle = (id: string) => {
    const next = set.includes(id) ? set.filter((one) => one !== id) : [...set, id];
    doing(services.papers.tag(papers.source, String(papers.key), next));
  };
  const none = { id: 'none', label: i18n.gettext('No tags yet'), disabled: true };
  const hint = i18n.gettext('An administrator makes them, in the studio.');
  const entries =
    all.length === 0
      ? [{ ...none, hint, run: () => undefined }]
      : all.map((one) => ({
          id: one.id,
          label: one.name,
          checked: set.includes(one.id),
          run: () => toggle(one.id),
        }));
  const label = i18n.gettext('Tags');
  return (
    <Menu
      label={label}
      trigger={<IconButton icon="tag" label={label} onPress={load} onHoverStart={load} />}
      groups={[{ entries }]}
    />
  );
}
