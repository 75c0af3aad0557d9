/** One entry of the nav: its mark alone on the rail, with its name where there is room. */

import { type ReactNode, useId } from 'react';
import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { WholeApp } from '../app/shell.ts';
import { Icon } from '../kit/icon.tsx';
import { useValue } from '../kit/use-value.ts';
import type { NavShown } from './nav-shown.ts';

export interface NavLineProps {
  readonly nav: NavShown;
  readonly label: string;
  readonly mark: ReactNode;
  readonly current?: boolean;
  readonly hint?: string;
  readonly end?: ReactNode;
  readonly className?: string;
  readonly onGo: () => void;
}

export function NavLine(props: NavLineProps) {
  const { nav, label, mark, current = false, hint, end, className = '', onGo } = props;
  const rail = nav.shown === 'rail';
  const line = (
    <AriaButton
      className={`nav-line ${className}`}
      {...(rail && { 'aria-label': label })}
      {...(current && { 'aria-current': 'page' })}
      onPress={() => {
        onGo();
        nav.leave();
      }}
    >
      {mark}
      {rail ? null : <span className="cut">{label}</span>}
      {rail ? null : end}
    </AriaButton>
  );
  if (!rail && hint === undefined) return line;
  return (
    <TooltipTrigger delay={rail ? 200 : 700} closeDelay={50}>
      {line}
      <Tooltip className="tooltip" placement="right" offset={6}>
        {rail ? label : hint}
      </Tooltip>
    </TooltipTrigger>
  );
}

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

/** A section that its user may fold away, for good; `name` stays when the language changes. */
export function FoldedSection(props: {
  readonly app: WholeApp;
  readonly nav: NavShown;
  readonly label: string;
  readonly name: string;
  readonly children: ReactNode;
}) {
  const { app, nav, label, name, children } = props;
  const folded = useValue(app.prefs.of(`nav-folded-${name}`, false, isFlag));
  const inside = useId();
  if (nav.shown === 'rail') {
    return (
      <NavSection nav={nav} label={label}>
        {children}
      </NavSection>
    );
  }
  return (
    <section className="nav-section" aria-label={label}>
      <h2>
        <AriaButton
          className="nav-fold"
          aria-expanded={!folded}
          aria-controls={inside}
          onPress={() => app.prefs.set(`nav-folded-${name}`, !folded)}
        >
          {label}
          <Icon name={folded ? 'chevron-right' : 'chevron-down'} />
        </AriaButton>
      </h2>
      <div id={inside} hidden={folded}>
        {children}
      </div>
    </section>
  );
}

export function NavSection(props: {
  readonly nav: NavShown;
  readonly label: string;
  readonly children: ReactNode;
}) {
  const { nav, label, children } = props;
  return (
    <section className="nav-section" aria-label={label}>
      {nav.shown === 'rail' ? <hr /> : <h2>{label}</h2>}
      {children}
    </section>
  );
}
