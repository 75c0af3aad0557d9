/** What hangs on a record as parts of a screen; loading this module registers them. */

import type { View } from '../../core/view.ts';
import { useForms } from '../form/form-part.tsx';
import type { FormSection } from '../form/layout.ts';
import { useI18n } from '../kit/app.tsx';
import { useComputed } from '../kit/use-value.ts';
import { FallbackPart } from '../parts/fallback.tsx';
import { type PartProps, registerPart } from '../parts/registry.ts';
import { partsOf, textOf } from '../parts/view-facts.ts';
import { Comments } from './comments-part.tsx';
import { Files } from './files-part.tsx';
import { usePapers } from './use-papers.ts';

const FILES = 'papers_files';
const COMMENTS = 'papers_comments';

/** The sections a screen of a record ends with, where its source carries such things. */
export const papersSections = (
  view: View,
  cursor: string,
  i18n: { gettext(word: string): string },
) => {
  const { source } = view.cursor(cursor).described;
  const told = partsOf(view.offer.view).some(({ kind }) => kind === 'papers');
  if (source.papers !== true || told) return [];
  const section = (kind: string, label: string): FormSection => ({
    kind: 'part',
    id: kind,
    label,
    part: { kind, cursor },
    path: kind,
  });
  return [section(FILES, i18n.gettext('Attachments')), section(COMMENTS, i18n.gettext('Comments'))];
};

function OfRecord(props: PartProps) {
  const cursor = textOf(props.part['cursor']);
  if (cursor === undefined || !props.view.cursors.has(cursor)) return <FallbackPart {...props} />;
  return <OfCursor {...props} cursor={cursor} />;
}

/** Of the current row of a cursor; before there is one there is nothing to hang anything on. */
function OfCursor({ view, part, cursor }: PartProps & { readonly cursor: string }) {
  const i18n = useI18n();
  const forms = useForms(view, cursor);
  const key = useComputed(() => forms.form.value?.record.key.value, [forms]);
  const papers = usePapers(view.cursor(cursor).described.source.name, key);
  if (papers === undefined) return <div className="papers papers-none" />;
  if (part.kind === FILES) return <Files papers={papers} />;
  if (part.kind === COMMENTS) return <Comments papers={papers} />;
  return (
    <div className="papers-screen">
      <h3 className="form-heading">{i18n.gettext('Attachments')}</h3>
      <Files papers={papers} />
      <h3 className="form-heading">{i18n.gettext('Comments')}</h3>
      <Comments papers={papers} />
    </div>
  );
}

registerPart('papers', OfRecord);
registerPart(FILES, OfRecord);
registerPart(COMMENTS, OfRecord);
