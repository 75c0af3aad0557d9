import { expect, test } from 'vitest';
import { Signal } from './signal.ts';

test('s1 receivers run one after the other; failures are told at the end, together', async () => {
  const heard: string[] = [];
  const signal = new Signal<[text: string]>('said');
  signal.connect(async (text) => {
    await Promise.resolve();
    heard.push(`first ${text}`);
    throw new Error('mine');
  });
  signal.connect((text) => heard.push(`second ${text}`));
  await expect(signal.notify('a')).rejects.toThrow(AggregateError);
  expect(heard).toEqual(['first a', 'second a']);
});

test('s7 who is disconnected before its turn is not called', async () => {
  const heard: string[] = [];
  const signal = new Signal();
  signal.connect(() => end());
  const end = signal.connect(() => heard.push('never'));
  await signal.notify();
  expect(heard).toEqual([]);
});

test('the same listener may be connected twice, and each end is its own', async () => {
  let heard = 0;
  const hear = () => {
    heard += 1;
  };
  const signal = new Signal();
  const end = signal.connect(hear);
  signal.connect(hear);
  await signal.notify();
  end();
  end();
  await signal.notify();
  signal.clear();
  await signal.notify();
  expect(heard).toBe(3);
});
