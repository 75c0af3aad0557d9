/** The border between two panes: dragged, or moved with the arrow keys. */

import type { RefObject } from 'react';
import * as docking from '../app/dock.ts';
import type { WholeApp } from '../app/shell.ts';

const STEP = 0.02;

export interface DockBorderProps {
  readonly app: WholeApp;
  readonly border: docking.Border;
  readonly floor: RefObject<HTMLDivElement | null>;
}

export function DockBorder({ app, border, floor }: DockBorderProps) {
  const { desk, i18n } = app;
  const { split, at, across, rect, both, sum, share } = border;
  const move = (to: number) => desk.arrange((dock) => docking.resizeSplit(dock, split, at, to));
  const percent = (part: number) => `${part * 100}%`;
  const follow = (event: React.PointerEvent<HTMLElement>) => {
    const box = floor.current?.getBoundingClientRect();
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const part =
      across === 'x'
        ? ((event.clientX - box.left) / box.width - both.x) / both.width
        : ((event.clientY - box.top) / box.height - both.y) / both.height;
    move(part * sum);
  };
  const less = across === 'x' ? 'ArrowLeft' : 'ArrowUp';
  const more = across === 'x' ? 'ArrowRight' : 'ArrowDown';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      className={`dock-border ${across}`}
      aria-label={i18n.gettext('Border between panes')}
      aria-orientation={across === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round((share / sum) * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      tabIndex={0}
      style={{
        left: percent(rect.x),
        top: percent(rect.y),
        width: across === 'x' ? undefined : percent(rect.width),
        height: across === 'x' ? percent(rect.height) : undefined,
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={follow}
      onDoubleClick={() => move(sum / 2)}
      onKeyDown={(event) => {
        if (event.key === less) move(share - STEP);
        else if (event.key === more) move(share + STEP);
        else return;
        event.preventDefault();
      }}
    />
  );
}
