/**
 * A picture of a result, as the server tells it. The case after the measures is laid over it; it is
 * left out where it is of another kind.
 */

import { memo, type ReactNode } from 'react';
import { useI18n } from '../../kit/app.tsx';
import { Bars } from './bars.tsx';
import { Body } from './body.tsx';
import { Columns } from './columns.tsx';
import { Curve } from './curve.tsx';
import { Gauge } from './gauge.tsx';
import type { PictureData } from './kinds.ts';
import { Matrix } from './matrix.tsx';
import { onOneScale } from './scales.ts';
import { Shares } from './shares.tsx';
import { Ticks } from './ticks.tsx';
import { LevelWordsContext, levelWords } from './words.ts';
import './pictures.css';

export interface PictureProps {
  readonly before: PictureData;
  readonly after?: PictureData | null;
}

export const Picture = memo(function Picture({ before, after = null }: PictureProps): ReactNode {
  if (after?.kind === before.kind && !onOneScale(before, after)) {
    return <Pair before={before} after={after} />;
  }
  return <One before={before} after={after} />;
});

/** Beside each other, where one cannot be laid over the other. */
function Pair({ before, after }: { readonly before: PictureData; readonly after: PictureData }) {
  const i18n = useI18n();
  return (
    <div className="picture-pair">
      <section aria-label={i18n.gettext('Before')}>
        <p>{i18n.gettext('Before')}</p>
        <One before={before} after={null} />
      </section>
      <section aria-label={i18n.gettext('After')}>
        <p>{i18n.gettext('After')}</p>
        <One before={after} after={null} />
      </section>
    </div>
  );
}

interface OneProps {
  readonly before: PictureData;
  readonly after: PictureData | null;
}

function One({ before, after }: OneProps): ReactNode {
  switch (before.kind) {
    case 'gauge':
      return <Gauge before={before} after={same(before, after)} />;
    case 'bars':
      return <Bars before={before} after={same(before, after)} />;
    case 'matrix':
      return <Matrix before={before} after={same(before, after)} />;
    case 'shares':
      return <Shares before={before} after={same(before, after)} />;
    case 'curve':
      return <Curve before={before} after={same(before, after)} />;
    case 'body':
      return <Body before={before} after={same(before, after)} />;
    case 'columns':
      return <Columns before={before} after={same(before, after)} />;
    case 'ticks':
      return <Ticks before={before} after={same(before, after)} />;
  }
}

const same = <Data extends PictureData>(before: Data, after: PictureData | null): Data | null =>
  after?.kind === before.kind ? (after as Data) : null;

export interface PicturesProps {
  readonly before: readonly PictureData[];
  readonly after?: readonly PictureData[] | null;
}

/** All the pictures of a result, each with the one of its kind after the measures, in their order. */
export function Pictures({ before, after = null }: PicturesProps): ReactNode {
  const left = [...(after ?? [])];
  return (
    <LevelWordsContext value={levelWords(before)}>
      {before.map((picture, at) => {
        const found = left.findIndex((one) => one.kind === picture.kind);
        const [later = null] = found < 0 ? [] : left.splice(found, 1);
        // biome-ignore lint/suspicious/noArrayIndexKey: pictures have places, not names
        return <Picture key={at} before={picture} after={later} />;
      })}
    </LevelWordsContext>
  );
}
