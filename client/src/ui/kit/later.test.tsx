// @vitest-environment happy-dom
/** What comes later is asked for once, when it is shown; a failure is not for ever. */

import { act, Component, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { later } from './later.tsx';

let place: HTMLElement;
let root: Root;
const Word = ({ word }: { readonly word: string }) => <p>{word}</p>;
const show = (drawn: ReactNode) => act(() => Promise.resolve(root.render(drawn)));

class Guard extends Component<{ readonly children: ReactNode }, { readonly why: string }> {
  override state = { why: '' };
  static getDerivedStateFromError = (error: unknown) => ({ why: String(error) });
  override render() {
    return this.state.why === '' ? this.props.children : <p>{this.state.why}</p>;
  }
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.spyOn(console, 'error').mockImplementation(() => undefined); // React tells of what is guarded
  place = document.createElement('div');
  root = createRoot(place);
});
afterEach(() => act(() => root.unmount()));

it('is asked for when it is first shown, and stands at once the next time', async () => {
  const load = vi.fn(() => Promise.resolve(Word));
  const Later = later(load);
  expect(load).not.toHaveBeenCalled();
  await show(<Later word="one" />);
  expect(place.textContent).toBe('one');
  await show(<Later key="again" word="two" />);
  expect(place.textContent).toBe('two');
  expect(load).toHaveBeenCalledTimes(1);
});

it('tells who stands around it of a failure, and is asked for again when it is shown again', async () => {
  const load = vi.fn(() => Promise.resolve(Word)).mockRejectedValueOnce(new Error('no line'));
  const Later = later(load);
  await show(
    <Guard key="first">
      <Later word="one" />
    </Guard>,
  );
  expect(place.textContent).toBe('Error: no line');
  await show(
    <Guard key="second">
      <Later word="one" />
    </Guard>,
  );
  expect(place.textContent).toBe('one');
});
