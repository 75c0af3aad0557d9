/** Makes the app of a signed-in person: line, session, desk, preferences, and what ties them together. */

import { effect, signal, untracked } from '@preact/signals-core';
import type { SignedIn } from '../../core/auth.ts';
import { Client, socketBeside } from '../../core/client.ts';
import { Commands } from '../../core/commands.ts';
import { Failure, raise } from '../../core/failure.ts';
import type { I18n } from '../../core/i18n.ts';
import { Prefs } from '../../core/prefs.ts';
import { Services } from '../../core/services.ts';
import { TabTokens } from '../../core/tokens.ts';
import { Unkept } from '../../core/unkept.ts';
import { type Update, updateOf } from '../../core/update.ts';
import type { Person } from '../../core/view.ts';
import { tellInvitation } from '../access/handed-link.tsx';
import { askProof } from '../access/prove.tsx';
import { askChoice } from '../dialogs/choose.tsx';
import { askConfirm } from '../dialogs/confirm.tsx';
import { Dialogs } from '../dialogs/dialogs.ts';
import { askPending } from '../dialogs/pending.tsx';
import { Opened } from '../frame/opened.ts';
import { RecentCustomers } from '../frame/recent-customers.ts';
import { Notices } from '../notices/notices.ts';
import { followKeys } from '../settings/keys.ts';
import { languageOf, shownLanguage } from '../settings/looks.ts';
import { DeskModel } from './desk.ts';
import { explain, sentenceOf } from './explain.ts';
import { forgetDesk, keepDesk, keepDeskOnce, readDesk } from './kept-desk.ts';
import { followLooks, keepLooks, readLooks } from './looks.ts';
import { hearLeaving, PageAuth } from './page-auth.ts';
import { awayNotice, namesBefore, putAway, saidOf, takeOut, whatOf } from './put-away.ts';
import type { WholeApp } from './shell.ts';
import { userOf } from './signed-in.ts';
import type { DeskVoice } from './tab.ts';

const PING_EVERY = 10_000;

export interface NewApp {
  readonly state: SignedIn;
  readonly i18n: I18n;
}

export async function createApp({ state, i18n }: NewApp): Promise<WholeApp> {
  const user = userOf(state);
  const dialogs = new Dialogs();
  const notices = new Notices();
  const commands = new Commands();
  const prefs = new Prefs(localStorage, user.id);
  const unkept = new Unkept(localStorage, user.id);
  const tokens = await TabTokens.open({ storage: sessionStorage, locks: navigator.locks });
  const person: Pick<Person, 'decide' | 'choose'> = {
    decide: (view, cursors) => {
      desk.show(view);
      return askPending(dialogs, i18n, view, cursors);
    },
    choose: (_view, choices) => askChoice(dialogs, i18n, choices),
  };
  const forget = () => {
    unkept.clear(); // discarded, or kept by the server
    prefs.forget();
    forgetDesk();
  };
  const begin = () => location.replace(`${location.pathname}${location.search}`);
  const auth = new PageAuth({ owner: user.id, place: localStorage, forget, begin });
  const client = new Client({
    address: { url: socketBeside(location.href) },
    auth,
    prove: () => askProof({ dialogs, i18n, auth, email: user.email }),
    person,
    tokens,
    ...(state.ticket && { ticket: state.ticket }),
  });
  client.session.leftovers = unkept;
  const resumes = tokens.load() !== undefined;
  const desk = new DeskModel(
    client.session,
    voiceOf(i18n, dialogs, notices),
    readDesk(prefs, { resumes, linked: location.hash.length > 2 }),
  );
  const services = new Services(client.session);
  const update = updateOf(window);
  const latency = signal<number | undefined>(undefined);
  const ends = [
    followLooks(prefs),
    keepDesk(desk, prefs),
    prefs.attend(window),
    client.attend(window),
    unkept.follow(client.session, window),
    commands.listen(window),
    followKeys(prefs, commands),
    update.watch(window),
    lookOnReturn(client, update),
    measure(client, latency),
    followAccount(client, prefs, services, () => {
      // who looks at another language by the address keeps it
      if (!new URLSearchParams(location.search).has('lang')) ends.push(followLanguage(app, tokens));
    }),
    // in another tab, and nothing here is unsaved: this one shows nothing to whoever comes next
    hearLeaving(window, user.id, () => {
      if ([...client.session.views.peek().values()].some((view) => view.dirty)) return;
      forget();
      begin();
    }),
  ];
  const app: WholeApp = {
    client,
    services,
    opened: new Opened(desk, prefs),
    customers: new RecentCustomers(prefs, services),
    commands,
    prefs,
    i18n,
    notices,
    dialogs,
    desk,
    user,
    latency,
    logout: () => logout(app),
    update,
    leaving: false,
    reload: async () => {
      await client.keepDrafts().catch(() => undefined);
      app.leaving = true;
      update.apply();
    },
    dispose: () => {
      for (const end of ends) end();
      desk.dispose();
    },
  };
  return app;
}

/**
 * What this machine knows is shown at once; what the account knows comes whenever there is a line, and
 * with it what was preferred while there was none.
 */
function followAccount(
  client: Client,
  prefs: Prefs,
  services: Services,
  begun: () => void,
): () => void {
  let first = true;
  const follow = async () => {
    await prefs.follow(services.prefs);
    if (first) begun();
    first = false;
  };
  return effect(() => {
    if (client.session.live.value === undefined) return;
    untracked(follow).catch((error: unknown) => {
      if (!(error instanceof Failure)) raise(error);
    });
  });
}

function voiceOf(i18n: I18n, dialogs: Dialogs, notices: Notices): DeskVoice {
  return {
    choose: (options) => askChoice(dialogs, i18n, options),
    confirm: (asked, view, action, options) => {
      const what = whatOf(view, action, options, i18n);
      const text = saidOf(what, asked.text);
      return askConfirm(dialogs, i18n, { ...asked, ...(text !== '' && { text }) });
    },
    failed: (error) => {
      notices.tell({ level: 'danger', text: explain(i18n, error) });
      if (!(error instanceof Failure)) raise(error);
    },
    noticed: (view, { level, code, message, action, incident, fields }) => {
      if (fields?.['invited'] === true) {
        tellInvitation({ dialogs, notices, i18n }, fields);
        return;
      }
      const label = view.offer.actions.find((one) => one.id === action)?.label ?? action;
      if (level === 'info') {
        notices.tell({ level: 'ok', text: message ?? label });
        return;
      }
      notices.tell({
        level: 'danger',
        text: message ?? sentenceOf(i18n, code), // the server knows the reason, too
        detail: label,
        ...(incident !== undefined && { incident }),
      });
    },
    running: (view, action, options) => {
      const named = namesBefore(view, action, options);
      return (result) => {
        tellInvitation({ dialogs, notices, i18n }, result);
        const keys = putAway(result);
        if (keys.length === 0) return;
        const undo = () => {
          takeOut(view, action, keys).catch((error: unknown) => {
            notices.tell({ level: 'danger', text: explain(i18n, error) });
            if (!(error instanceof Failure)) raise(error);
          });
        };
        notices.tell(awayNotice(named(keys, i18n), undo, i18n));
      };
    },
  };
}

/**
 * Another language is another page and another session, for the server's words are in it, too: what is
 * unsaved is kept and comes back. Chosen on another machine, it waits for the next time here.
 */
function followLanguage(app: WholeApp, tokens: TabTokens): () => void {
  let first = true;
  return effect(() => {
    const wanted = shownLanguage(languageOf(app.prefs).value);
    const here = !first && document.hasFocus();
    first = false;
    if (!here || app.i18n.locale.startsWith(wanted)) return;
    const change = async () => {
      await app.client.auth.changeLocale(wanted);
      keepLooks({ ...readLooks(), language: wanted });
      await app.client.keepDrafts();
      keepDeskOnce();
      tokens.clear();
      await app.reload();
    };
    change().catch((error: unknown) => {
      app.notices.tell({ level: 'danger', text: explain(app.i18n, error) });
      if (!(error instanceof Failure)) raise(error);
    });
  });
}

/** A server that was away may have come back as a newer one. */
function lookOnReturn(client: Client, update: Update): () => void {
  return effect(() => {
    if (client.line.standing.value.phase === 'online') update.look().catch(() => undefined);
  });
}

function measure(client: Client, latency: { value: number | undefined }): () => void {
  const look = async () => {
    if (client.line.standing.peek().phase !== 'online') return;
    const from = performance.now();
    await client.dispatcher.call('ytefas.session.ping', []);
    latency.value = Math.round(performance.now() - from);
  };
  const lookQuietly = () => {
    look().catch(() => {
      latency.value = undefined;
    });
  };
  const timer = setInterval(lookQuietly, PING_EVERY);
  const end = effect(() => {
    if (client.line.standing.value.phase === 'online') setTimeout(lookQuietly, 500);
    else latency.value = undefined;
  });
  return () => {
    clearInterval(timer);
    end();
  };
}

async function logout(app: WholeApp): Promise<void> {
  const { client, desk, dialogs, i18n, prefs } = app;
  prefs.keep(); // while there is a session to keep it
  const home = desk.home?.view;
  const online = client.line.standing.peek().phase === 'online';
  const offered = home?.offer.actions.some((one) => one.id === 'logout') ?? false;
  if (online && home !== undefined && offered) {
    await desk.run(home, 'logout'); // the server asks about what is unsaved
    return;
  }
  const unsaved = [...client.session.views.peek().values()].some((view) => view.dirty);
  const sure =
    !unsaved ||
    (await askConfirm(dialogs, i18n, {
      title: i18n.gettext('Leave with unsaved changes?'),
      text: i18n.gettext('There is no connection: what you typed here cannot be saved now.'),
      action: i18n.gettext('Log out'),
      destructive: true,
    }));
  if (sure) await client.logout();
}
