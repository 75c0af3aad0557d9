/** From an empty page to the app: who is there, in which language, and what to show until then. */

import { useEffect, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Auth, mustOf, type SignedIn } from '../../core/auth.ts';
import { Failure, raise } from '../../core/failure.ts';
import { I18n } from '../../core/i18n.ts';
import { chooseLocale, loadCatalogue } from '../../texts/load.ts';
import { ChoosePassword, tokenIn } from '../access/choose-password.tsx';
import { FirstRun } from '../access/first-run.tsx';
import { LoginScreen } from '../access/login-screen.tsx';
import { MustScreen } from '../access/must-screen.tsx';
import { Unreachable } from '../access/unreachable.tsx';
import { Frame } from '../frame/frame.tsx';
import { ViewBoundary } from '../frame/view-boundary.tsx';
import { createApp } from './create-app.ts';
import { keepLooks, readLooks } from './looks.ts';
import { leaveAfterwards } from './page-auth.ts';
import type { WholeApp } from './shell.ts';
import { userOf } from './signed-in.ts';

type Stage =
  | { readonly at: 'asking' }
  | { readonly at: 'unreachable' }
  | { readonly at: 'first' }
  | { readonly at: 'login'; readonly mails: boolean; readonly email: string }
  | { readonly at: 'must'; readonly must: 'enrol' | 'password' }
  | { readonly at: 'choose'; readonly token: string }
  | { readonly at: 'in'; readonly app: WholeApp };

/** `?lang=` on the address comes first: to look at another language without choosing it. */
async function i18nFor(...tags: readonly (string | undefined)[]): Promise<I18n> {
  const asked = new URLSearchParams(location.search).get('lang');
  const locale = chooseLocale(asked, ...tags, ...navigator.languages);
  document.documentElement.lang = locale;
  return new I18n(regional(locale), await loadCatalogue(locale));
}

/** Whose English: that of an English browser, else Britain's, where days come before months as here. */
const regional = (locale: string): string => {
  if (locale !== 'en') return locale;
  return /^en-/i.test(navigator.language) ? navigator.language : 'en-GB';
};

/** Who is here: somebody, nobody yet, or nobody ever before. */
async function whoIsHere(email = ''): Promise<SignedIn | Stage> {
  const auth = new Auth();
  await leaveAfterwards(auth, localStorage);
  const { hasAdmin, mails, signedIn } = await auth.state();
  return signedIn ?? (hasAdmin ? { at: 'login', mails, email } : { at: 'first' });
}

export function Boot() {
  const [i18n, setI18n] = useState<I18n>();
  const spoken = useRef<string>(undefined);
  const [stage, go] = useState<Stage>({ at: 'asking' });

  const enter = async (state: SignedIn) => {
    const must = mustOf(state);
    if (must !== undefined) {
      go({ at: 'must', must });
      return;
    }
    const { locale } = userOf(state);
    const language = spoken.current ?? locale;
    // the server's words and ours in one language: what was chosen at the door counts for both
    if (language !== locale) await new Auth().changeLocale(language);
    keepLooks({ ...readLooks(), language });
    const own = await i18nFor(language);
    setI18n(own);
    const app = await createApp({ state, i18n: own });
    app.client.line.start();
    go({ at: 'in', app });
  };
  const ask = async (asked = whoIsHere()) => {
    try {
      const found = await asked;
      if ('at' in found) go(found);
      else await enter(found);
    } catch (error) {
      stopped(error);
    }
  };
  const leave = async () => {
    await new Auth().logout();
    await ask();
  };
  const stopped = (error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    go({ at: 'unreachable' });
  };
  const speak = async (language: string) => {
    spoken.current = language;
    keepLooks({ ...readLooks(), language });
    setI18n(await i18nFor(language));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page begins
  useEffect(() => {
    const begin = async () => {
      const token = tokenIn(location.hash);
      if (token !== undefined) {
        // the secret is not to stand in the address, nor among the pages one can go back to
        history.replaceState(null, '', location.pathname + location.search);
        setI18n(await i18nFor(readLooks().language));
        go({ at: 'choose', token });
        return;
      }
      const asked = whoIsHere(); // together with the words: neither needs the other
      asked.catch(() => undefined); // told by `ask`
      setI18n(await i18nFor(readLooks().language));
      await ask(asked);
    };
    begin().catch(raise);
  }, []);

  if (i18n === undefined || stage.at === 'asking') return null;
  const onLanguage = (language: string) => {
    speak(language).catch(raise);
  };
  const onIn = (state: SignedIn) => {
    enter(state).catch(stopped);
  };
  return (
    <I18nProvider locale={i18n.locale}>
      {stage.at === 'in' ? (
        <ViewBoundary app={stage.app} name="Ytefas">
          <Frame app={stage.app} />
        </ViewBoundary>
      ) : null}
      {stage.at === 'login' ? (
        <LoginScreen
          say={i18n}
          mails={stage.mails}
          email={stage.email}
          onLanguage={onLanguage}
          onIn={onIn}
        />
      ) : null}
      {stage.at === 'must' ? (
        <MustScreen
          say={i18n}
          must={stage.must}
          hasSecondFactor={stage.must === 'password'}
          onLanguage={onLanguage}
          onDone={() => ask().catch(raise)}
          onLeave={() => leave().catch(raise)}
        />
      ) : null}
      {stage.at === 'choose' ? (
        <ChoosePassword
          say={i18n}
          token={stage.token}
          onLanguage={onLanguage}
          onDone={(email) => ask(whoIsHere(email)).catch(raise)}
        />
      ) : null}
      {stage.at === 'first' ? <FirstRun say={i18n} onLanguage={onLanguage} onIn={onIn} /> : null}
      {stage.at === 'unreachable' ? (
        <Unreachable say={i18n} onLanguage={onLanguage} onTry={() => ask()} />
      ) : null}
    </I18nProvider>
  );
}
