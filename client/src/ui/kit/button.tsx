/** Buttons: one filled per pane for the next step, the others outlined or quiet. */

import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import { Icon } from './icon.tsx';

export type ButtonLook = 'go' | 'plain' | 'quiet' | 'stop' | 'stop-go';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style' | 'children'> {
  readonly look?: ButtonLook;
  readonly icon?: string;
  /** Shown inside, only for saving. */
  readonly keys?: string;
  readonly children: ReactNode;
}

export function Button({ look = 'plain', icon, keys, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button ${look}`}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span className="button-words">{children}</span>
      {keys === undefined ? null : (
        <span aria-hidden="true">
          <kbd>{keys}</kbd>
        </span>
      )}
    </AriaButton>
  );
}

export interface IconButtonProps
  extends Omit<AriaProps, 'className' | 'style' | 'children' | 'aria-label'> {
  readonly icon: string;
  /** Its name, and its tooltip. */
  readonly label: string;
  readonly keys?: string | undefined;
  readonly small?: boolean;
  /** A few characters beside it: a count. */
  readonly children?: ReactNode;
}

export function IconButton({
  icon,
  label,
  keys,
  small = false,
  children,
  ...rest
}: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      <AriaButton {...rest} aria-label={label} className={small ? 'tool small' : 'tool'}>
        <Icon name={icon} small={small} />
        {children}
      </AriaButton>
      <Tooltip className="tooltip" offset={4}>
        {label}
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
