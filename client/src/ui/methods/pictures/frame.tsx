/** What stands around a drawing: its title, what to know about it, and its room. */

import type { ReactNode } from 'react';
import { type Room, useRoom } from './measures.ts';

export interface FrameProps {
  readonly kind: string;
  readonly title: string;
  readonly hint?: string | null | undefined;
  readonly children: ReactNode;
}

export function Frame({ kind, title, hint, children }: FrameProps) {
  return (
    <figure className={`picture picture-${kind}`}>
      <figcaption>
        <b>{title}</b>
        {hint ? <span>{hint}</span> : null}
      </figcaption>
      {children}
    </figure>
  );
}

/** Draws in pixels, once it is known how many there are. */
export function Drawing({ draw }: { readonly draw: (room: Room) => ReactNode }) {
  const [place, room] = useRoom();
  return (
    <div ref={place} className="picture-draw">
      <span className="picture-em" />
      {draw(room)}
    </div>
  );
}
