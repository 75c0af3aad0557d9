/** A sheet larger than its place: fitted, zoomed, dragged about, and printed on one page's width. */

import {
  type PointerEvent,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useI18n } from '../kit/app.tsx';
import { IconButton } from '../kit/button.tsx';

const LEAST = 0.3;
const MOST = 2;
const STEP = 1.2;
const READABLE = 0.86; // smaller than this is for looking at the whole: lines are too low to be met
const MARGIN = 8;
const PAPER = 1040; // px; an A4 sheet across, without its margins

interface SheetProps {
  readonly children: ReactNode;
  /** What stands above it: how many, what is missing. */
  readonly head: ReactNode;
  /** What can be done, at the end of the bar. */
  readonly tools: ReactNode;
  /** Another one: fitted anew. */
  readonly of: string;
}

export function ChartSheet({ children, head, tools, of }: SheetProps) {
  const i18n = useI18n();
  const place = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<number | 'fit' | 'read'>('read');
  const [size, setSize] = useState({ width: 0, height: 0, scale: 1 });
  const measure = useCallback(() => {
    const [outside, inside] = [place.current, sheet.current];
    if (outside === null || inside === null) return;
    const [width, height] = [inside.offsetWidth, inside.offsetHeight];
    if (width === 0 || outside.clientWidth === 0) return;
    const whole = Math.min(
      1,
      (outside.clientWidth - MARGIN) / width,
      (outside.clientHeight - MARGIN) / height,
    );
    const readable = Math.max(whole, READABLE);
    const scale = zoom === 'read' ? readable : zoom === 'fit' ? Math.max(whole, LEAST) : zoom;
    setSize((known) =>
      known.width === width && known.height === height && known.scale === scale
        ? known
        : { width, height, scale },
    );
  }, [zoom]);
  useLayoutEffect(() => {
    measure();
    const seen = new ResizeObserver(measure);
    if (place.current !== null) seen.observe(place.current);
    if (sheet.current !== null) seen.observe(sheet.current);
    return () => seen.disconnect();
  }, [measure]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is fitted anew
  useLayoutEffect(() => setZoom('read'), [of]);
  // what is wider than its place is seen from its middle, where the top stands
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it is as large as it begins
  useLayoutEffect(() => {
    const { current } = place;
    if (current === null || zoom !== 'read') return;
    current.scrollLeft = (current.scrollWidth - current.clientWidth) / 2;
  }, [size, zoom, of]);
  const zoomed = useCallback(
    (by: number) => setZoom(Math.min(MOST, Math.max(LEAST, size.scale * by))),
    [size.scale],
  );
  useLayoutEffect(() => {
    const { current } = place;
    // React listens passively: the page would be zoomed with it
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomed(event.deltaY < 0 ? STEP : 1 / STEP);
    };
    current?.addEventListener('wheel', wheel, { passive: false });
    return () => current?.removeEventListener('wheel', wheel);
  }, [zoomed]);
  return (
    <>
      <div className="chart-bar">
        {head}
        <span className="save-space" />
        <IconButton icon="minus" label={i18n.gettext('Smaller')} onPress={() => zoomed(1 / STEP)} />
        <output className="chart-zoom" aria-label={i18n.gettext('Size')}>
          {i18n.number(size.scale, { style: 'percent' })}
        </output>
        <IconButton icon="plus" label={i18n.gettext('Larger')} onPress={() => zoomed(STEP)} />
        <IconButton
          icon="maximize"
          label={i18n.gettext('Fit into the window')}
          onPress={() => setZoom('fit')}
        />
        <IconButton
          icon="printer"
          label={i18n.gettext('Print')}
          onPress={() => print(sheet.current)}
        />
        {tools}
      </div>
      <div
        ref={place}
        className="chart-place"
        onPointerDown={(event) => drag(event, place.current)}
      >
        <div
          className="chart-sheet"
          style={{ width: size.width * size.scale, height: size.height * size.scale }}
        >
          <div ref={sheet} className="chart-scaled" style={{ transform: `scale(${size.scale})` }}>
            {children}
          </div>
        </div>
      </div>
    </>
  );
}

/** Drag the sheet by where nothing is; fingers scroll by themselves. */
function drag(event: PointerEvent<HTMLElement>, place: HTMLElement | null): void {
  const onItem = (event.target as Element).closest('[role="treeitem"]') !== null;
  if (place === null || onItem || event.button !== 0 || event.pointerType === 'touch') return;
  const [x, y, left, top] = [event.clientX, event.clientY, place.scrollLeft, place.scrollTop];
  place.setPointerCapture(event.pointerId);
  const move = (moved: globalThis.PointerEvent) => {
    place.scrollTo(left - moved.clientX + x, top - moved.clientY + y);
  };
  const end = () => {
    place.removeEventListener('pointermove', move);
    place.removeEventListener('pointerup', end);
    place.removeEventListener('pointercancel', end);
  };
  place.addEventListener('pointermove', move);
  place.addEventListener('pointerup', end);
  place.addEventListener('pointercancel', end);
}

/** Print a copy of the drawing alone, as wide as the paper. */
function print(sheet: HTMLElement | null): void {
  if (sheet === null) return;
  const paper = document.createElement('div');
  paper.className = 'chart-paper';
  paper.setAttribute('aria-hidden', 'true');
  const copy = sheet.cloneNode(true) as HTMLElement;
  copy.style.transform = '';
  copy.style.zoom = String(Math.min(1, PAPER / sheet.offsetWidth));
  paper.append(copy);
  document.body.append(paper);
  const { dataset } = document.documentElement;
  const theme = dataset['theme'];
  dataset['theme'] = 'light'; // paper is
  const after = () => {
    paper.remove();
    if (theme === undefined) delete dataset['theme'];
    else dataset['theme'] = theme;
  };
  addEventListener('afterprint', after, { once: true });
  window.print();
}
