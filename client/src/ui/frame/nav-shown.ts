/** Whether the nav is wide, a rail, or a drawer: remembered where there is room, by need where not. */

import { useEffect, useMemo, useState } from 'react';
import type { Prefs } from '../../core/prefs.ts';
import { useValue } from '../kit/use-value.ts';

export type NavWidth = 'wide' | 'rail';
export type NavShape = NavWidth | 'drawer' | 'closed';

const isWidth = (value: unknown): value is NavWidth => value === 'wide' || value === 'rail';

export interface NavShown {
  readonly shown: NavShape;
  /** So little room that views stand one behind the other. */
  readonly narrow: boolean;
  /** Wide to rail and back; as a drawer, open and closed. */
  toggle(): void;
  /** Something was chosen: a drawer goes away. */
  leave(): void;
}

const NARROW = '(width < 900px)';
const TABLET = '(width < 1100px)';

const useMedia = (query: string): boolean => {
  const media = useMemo(() => matchMedia(query), [query]);
  const [matches, set] = useState(media.matches);
  useEffect(() => {
    const hear = () => set(media.matches);
    media.addEventListener('change', hear);
    return () => media.removeEventListener('change', hear);
  }, [media]);
  return matches;
};

export function useNavShown(prefs: Prefs): NavShown {
  const narrow = useMedia(NARROW);
  const tablet = useMedia(TABLET);
  const [drawn, draw] = useState(false);
  const width = useValue(prefs.of<NavWidth>('nav', 'wide', isWidth));
  const drawer = narrow || tablet;
  return useMemo(() => {
    const open: NavShape = drawn ? 'drawer' : narrow ? 'closed' : 'rail';
    return {
      shown: drawer ? open : width,
      narrow,
      toggle: () => {
        if (drawer) draw((before) => !before);
        else {
          const next: NavWidth = width === 'wide' ? 'rail' : 'wide';
          prefs.set('nav', next);
        }
      },
      leave: () => draw(false),
    };
  }, [drawer, drawn, narrow, width, prefs]);
}
