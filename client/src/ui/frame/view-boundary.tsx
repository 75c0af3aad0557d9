/** A screen that breaks is replaced by what can be done about it; its tab and all others go on. */

import { Component, type ReactNode } from 'react';
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

interface Standing {
  readonly broken: Broken | undefined;
}

export class ViewBoundary extends Component<ViewBoundaryProps, Standing> {
  override state: Standing = { broken: undefined };

  static getDerivedStateFromError(error: unknown): Standing {
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
      navigator.clipboard.writeText(broken.report).catch(() => {
        // the browser keeps the clipboard to itself: it can still be read out
        app.notices.tell({ level: 'info', text: broken.incident, detail: broken.report });
      });
    };
    const retry = () => this.setState({ broken: undefined });
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
