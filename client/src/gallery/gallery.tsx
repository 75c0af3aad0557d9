/**
 * A developer's page: every widget in every state, under every theme and density. It is not built for
 * production. `gallery.html#kit?theme=dark&density=touch` opens one section as one wants to see it.
 */

import { StrictMode, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import '../styles/fonts.css';
import '../styles/tokens.css';
import '../ui/kit/base.css';
import '../ui/kit/kit.css';
import './gallery.css';
import type { Section } from './section.ts';

const SECTIONS = Object.entries(
  import.meta.glob<Section>('./sections/*.tsx', { eager: true, import: 'section' }),
).map(([path, section]) => ({ ...section, id: path.replace(/^.*\/|\.tsx$/g, '') }));

const CHOICES = {
  theme: ['light', 'dark', 'contrast'],
  density: ['compact', 'normal', 'touch'],
} as const;
type Choice = keyof typeof CHOICES;

/** What the address asks for: `#section?theme=…&density=…`. */
const asked = () => {
  const [id = '', query = ''] = location.hash.slice(1).split('?');
  return { id, query: new URLSearchParams(query) };
};

function useAddress() {
  const [address, setAddress] = useState(asked);
  useEffect(() => {
    const follow = () => setAddress(asked());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return address;
}

const chosen = (query: URLSearchParams, name: Choice): string =>
  query.get(name) ?? (name === 'theme' ? 'light' : 'normal');

function Gallery() {
  const { id, query } = useAddress();
  const shown = SECTIONS.find((section) => section.id === id) ?? SECTIONS[0];
  const html = document.documentElement;
  for (const name of Object.keys(CHOICES) as Choice[]) html.dataset[name] = chosen(query, name);
  const choose = (name: Choice, value: string) => {
    query.set(name, value);
    location.hash = `${shown?.id}?${query}`;
  };
  return (
    <div className="gallery">
      <header>
        <h1>Gallery</h1>
        {(Object.keys(CHOICES) as Choice[]).map((name) => (
          <label key={name}>
            {name}
            <select
              value={chosen(query, name)}
              onChange={(event) => choose(name, event.target.value)}
            >
              {CHOICES[name].map((value) => (
                <option key={value}>{value}</option>
              ))}
            </select>
          </label>
        ))}
      </header>
      <nav aria-label="Sections">
        {SECTIONS.map((section) => (
          <a
            key={section.id}
            href={`#${section.id}?${query}`}
            aria-current={section === shown ? 'page' : undefined}
          >
            {section.title}
          </a>
        ))}
      </nav>
      <main aria-label={shown?.title}>{shown === undefined ? null : <shown.body />}</main>
    </div>
  );
}

const place = document.getElementById('app');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <I18nProvider locale="it-IT">
        <Gallery />
      </I18nProvider>
    </StrictMode>,
  );
}
