/** One part of a screen, whatever its kind; a part that breaks says so and takes nothing else down. */

import { Component, memo, type ReactNode } from 'react';
import type { View } from '../../core/view.ts';
import { useI18n } from '../kit/app.tsx';
import { Button } from '../kit/button.tsx';
import { Strip } from '../kit/strip.tsx';
import { type Part, type PartProps, partOf } from './registry.ts';
import { fills } from './view-facts.ts';

/** What draws the kinds nobody knows. */
export const UNKNOWN = '?';

export const PartView = memo(function PartView(props: PartProps) {
  const Drawn = partOf(props.part.kind) ?? partOf(UNKNOWN);
  return <Guard>{Drawn === undefined ? null : <Drawn {...props} />}</Guard>;
});

/** Parts one under the other; those that can fill the rest do. */
export function PartStack({
  view,
  parts,
  path,
}: {
  readonly view: View;
  readonly parts: readonly Part[];
  readonly path: string;
}) {
  return (
    <div className="parts">
      {parts.map((part, at) => {
        const here = path === '' ? String(at) : `${path}/${at}`;
        return (
          <div key={here} className={fills(part) ? 'part fills' : 'part'}>
            <PartView view={view} part={part} path={here} />
          </div>
        );
      })}
    </div>
  );
}

interface GuardState {
  readonly broken: boolean;
}

class Guard extends Component<{ readonly children: ReactNode }, GuardState> {
  override state: GuardState = { broken: false };

  static getDerivedStateFromError(): GuardState {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return <Broken again={() => this.setState({ broken: false })} />;
  }
}

function Broken({ again }: { readonly again: () => void }) {
  const i18n = useI18n();
  return (
    <Strip
      level="danger"
      urgent
      actions={<Button onPress={again}>{i18n.gettext('Try again')}</Button>}
    >
      {i18n.gettext('This part of the screen cannot be shown. Everything else works.')}
    </Strip>
  );
}
