/** The frame of the app: what stands around the views, on every screen size. */

import './frame.css';
import { useEffect, useMemo } from 'react';
import { Relogin } from '../access/relogin.tsx';
import type { WholeApp } from '../app/shell.ts';
import { DialogLayer } from '../dialogs/dialog-layer.tsx';
import { AppProvider } from '../kit/app.tsx';
import { Toasts } from '../notices/toasts.tsx';
import { Palette } from '../palette/palette.tsx';
import { Banner } from './banner.tsx';
import { DockFloor } from './dock-floor.tsx';
import { frameCommands } from './frame-commands.ts';
import { LostStrip } from './lost-strip.tsx';
import { ModalViews } from './modal-views.tsx';
import { Nav } from './nav.tsx';
import { useNavShown } from './nav-shown.ts';
import { followPage } from './page.ts';
import { offerPlaces } from './place-commands.ts';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

export function Frame({ app }: { readonly app: WholeApp }) {
  const nav = useNavShown(app.prefs);
  const commands = useMemo(() => frameCommands(app, nav), [app, nav]);
  useEffect(() => app.commands.register(...commands), [app, commands]);
  useEffect(() => offerPlaces(app), [app]);
  useEffect(() => followPage(app), [app]);
  return (
    <AppProvider app={app}>
      <div className={`frame nav-${nav.shown}`}>
        <TopBar app={app} nav={nav} />
        <Banner app={app} />
        <Nav app={app} nav={nav} />
        <main className="frame-main">
          <LostStrip app={app} />
          <DockFloor app={app} narrow={nav.narrow} />
        </main>
        <StatusBar app={app} />
      </div>
      <ModalViews app={app} />
      <Palette />
      <DialogLayer />
      <Relogin app={app} />
      <Toasts />
    </AppProvider>
  );
}
