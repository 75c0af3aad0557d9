/**
 * Panes beside or above each other, with a bar between that is dragged or moved by the arrow keys.
 * The sizes are a person's own, per screen; a double click or Delete gives the first ones back.
 */

import {
  Fragment,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useApp } from '../kit/app.tsx';
import { useValue } from '../kit/use-value.ts';
import { PartView } from './part-view.tsx';
import type { PartProps } from './registry.ts';
import './split.css';
import { moveBar, SMALLEST, sharesOf, stepOf } from './split-sizes.ts';
import { partsOf } from './view-facts.ts';

const NARROW = 46; // rem; panes side by side would be too narrow to be of use
const SHORT = 900; // px; the height of a tablet held across
const isList = (value: unknown): value is readonly number[] => Array.isArray(value);

export function SplitPart({ view, part, path }: PartProps) {
  const { prefs, i18n } = useApp();
  const parts = partsOf(part);
  const box = useRef<HTMLDivElement>(null);
  const narrow = useNarrow(box);
  // a head is as high as it is: there is nothing to drag
  const fixed = ['first', 'second', 'third'].indexOf(String(part['fixed'] ?? ''));
  const across = part['across'] === 'y' || narrow ? 'y' : 'x';
  const name = `split.${view.offer.controller}.${path}${narrow ? '.narrow' : ''}`;
  const kept = useValue(
    useMemo(() => prefs.of<readonly number[]>(name, [], isList), [prefs, name]),
  );
  const first = useMemo(
    () => sharesOf(across === 'y' && isShort() ? undefined : part['sizes'], parts.length),
    [part, parts.length, across],
  );
  const settled = kept.length === parts.length ? sharesOf(kept, parts.length) : first;
  const [dragged, setDragged] = useState<readonly number[] | undefined>(undefined);
  const shares = dragged ?? settled;

  const keep = (sizes: readonly number[]) => {
    const rounded = sizes.map((size) => Math.round(size * 1000) / 1000);
    prefs.set(name, rounded);
  };
  const reset = () => keep(first);

  const drag = (bar: number) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || box.current === null) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const size = across === 'x' ? box.current.clientWidth : box.current.clientHeight;
    const at = (seen: { clientX: number; clientY: number }) =>
      across === 'x' ? seen.clientX : seen.clientY;
    const from = at(event);
    const before = shares;
    let now = before;
    const move = (seen: globalThis.PointerEvent) => {
      now = moveBar(before, bar, (at(seen) - from) / Math.max(1, size));
      setDragged(now);
    };
    const end = () => {
      handle.removeEventListener('pointermove', move);
      if (now !== before) keep(now);
      setDragged(undefined);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', end, { once: true });
  };

  const press = (bar: number) => (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') reset();
    else {
      const by = stepOf(event.key, across, event.shiftKey);
      if (by === null) return;
      keep(moveBar(shares, bar, by));
    }
    event.preventDefault();
  };

  return (
    <div ref={box} className={`split across-${across}`}>
      {parts.map((inner, at) => {
        const here = `${path}/${at}`;
        return (
          <Fragment key={here}>
            {at === 0 || fixed >= 0 ? null : (
              // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>
              <div
                className="split-bar"
                role="separator"
                tabIndex={0}
                aria-orientation={across === 'x' ? 'vertical' : 'horizontal'}
                aria-label={i18n.gettext('Resize the panes')}
                aria-valuenow={Math.round((shares[at - 1] ?? 0) * 100)}
                aria-valuemin={Math.round(SMALLEST * 100)}
                aria-valuemax={Math.round(
                  ((shares[at - 1] ?? 0) + (shares[at] ?? 0) - SMALLEST) * 100,
                )}
                title={i18n.gettext('Drag, or use the arrow keys; double click resets')}
                onPointerDown={drag(at - 1)}
                onDoubleClick={reset}
                onKeyDown={press(at - 1)}
              />
            )}
            <div
              className={at === fixed ? 'split-pane fixed' : 'split-pane'}
              style={at === fixed ? {} : { flexGrow: (shares[at] ?? 1) * 100 }}
            >
              <PartView view={view} part={inner} path={here} />
            </div>
          </Fragment>
        );
      })}
    </div>
  );
}

/** High rows on a low screen: a smaller half of it would show hardly any. */
const isShort = (): boolean =>
  document.documentElement.dataset['density'] === 'touch' && innerHeight < SHORT;

/** Whether there is too little room to put panes side by side. */
function useNarrow(box: { readonly current: HTMLElement | null }): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    if (box.current === null) return undefined;
    const observer = new ResizeObserver(([seen]) => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const touch = document.documentElement.dataset['density'] === 'touch' ? 1.25 : 1;
      if (seen !== undefined && seen.contentRect.width > 0) {
        setNarrow(seen.contentRect.width < NARROW * rem * touch);
      }
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return narrow;
}
