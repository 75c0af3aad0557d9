/**
 * What is large and rarely seen comes when it is first shown, so that a first visit waits for less.
 *
 * A failure is thrown to whoever stands around it, and forgotten: shown again, it is asked for again.
 */

import { type ComponentType, useEffect, useState } from 'react';

/** What draws it, from wherever that is; kept once it is there. */
interface Coming<P> {
  there: ComponentType<P> | undefined;
  readonly load: () => Promise<ComponentType<P>>;
}

export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const coming: Coming<P> = { there: undefined, load };
  return (props) => <Later coming={coming} props={props} />;
}

interface LaterProps<P> {
  readonly coming: Coming<P>;
  readonly props: P;
}

function Later<P extends object>({ coming, props }: LaterProps<P>) {
  const [, setCome] = useState(false);
  const [failed, setFailed] = useState<{ readonly why: unknown }>();
  useEffect(() => {
    if (coming.there !== undefined) return;
    let wanted = true;
    coming.load().then(
      (come) => {
        coming.there = come;
        if (wanted) setCome(true);
      },
      (why: unknown) => {
        if (wanted) setFailed({ why });
      },
    );
    return () => {
      wanted = false;
    };
  }, [coming]);
  if (failed !== undefined) throw failed.why;
  const Drawn = coming.there;
  return Drawn === undefined ? <div className="coming" aria-busy="true" /> : <Drawn {...props} />;
}
