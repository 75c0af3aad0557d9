/** A screen that breaks is replaced by what can be done about it; its tab and all others go on. */

import { Component, type ReactNode } from 'react';
import { raise } from '../../core/failure.ts';
import type { WholeApp } from '../app/shell.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';

export interface ViewBoundaryProps {
  readonly app: WholeApp;
  readonly name: string;
  readonly children: ReactNode;
}

interface Broken {
  readonly incident: string;
  readonly report: string;
}

export class ViewBoundary extends Component<ViewBoundaryProps, { broken?: Broken }> {
  override state: { broken?: Broken } = {};

  static getDerivedStateFromError(error: unknown): { broken: Broken } {
    const incident = crypto.randomUUID().slice(0, 8);
    const said = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
    return { broken: { incident, report: `${incident} ${new Date().toISOString()}\n${said}` } };
  }

  override render(): ReactNode {
    const { broken } = this.state;
    if (broken === undefined) return this.props.children;
    const { app, name } = this.props;
    const { i18n } = app;
    const copy = () => {
      navigator.clipboard.writeText(broken.report).catch(raise);
    };
    const retry = () => {
      const { broken: _, ...rest } = this.state;
      this.setState({ ...rest, broken: undefined } as never);
    };
    return (
      <div className="view-broken" role="alert">
        <Icon name="circle-alert" />
        <h2>{i18n.gettext('{name} cannot be shown', { name })}</h2>
        <p>
          {i18n.gettext(
            'Something in this screen broke. What you typed is kept, and everything else works.',
          )}
        </p>
        <div className="view-broken-do">
          <Button look="go" onPress={retry}>
            {i18n.gettext('Show it again')}
          </Button>
          <Button look="quiet" onPress={copy}>
            {i18n.gettext('Copy the code {incident}', { incident: broken.incident })}
          </Button>
        </div>
      </div>
    );
  }
}
