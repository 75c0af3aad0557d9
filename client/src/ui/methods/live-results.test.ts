import { describe, expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import type { Inputs, MethodResult } from '../../core/methods.ts';
import { LiveResults } from './live-results.ts';

/** Answers when it is told to; each result says what was asked. */
function server() {
  const asked: (readonly Inputs[])[] = [];
  const waiting: (() => void)[] = [];
  const evaluate = (scenarios: readonly Inputs[]): Promise<readonly MethodResult[]> => {
    asked.push(scenarios);
    return new Promise((answer) => {
      waiting.push(() => answer(scenarios.map((one) => ({ values: one }) as MethodResult)));
    });
  };
  const answer = async () => {
    waiting.shift()?.();
    await new Promise((later) => setTimeout(later));
  };
  return { asked, evaluate, answer };
}

const told = (live: LiveResults) => {
  const { before, after } = live.results.peek();
  return [before?.values['x'], after?.values['x']];
};

describe('live results', () => {
  it('have one request under way, and only the newest waits', async () => {
    const { asked, evaluate, answer } = server();
    const live = new LiveResults(evaluate);
    for (const x of [1, 2, 3]) void live.ask({ before: { x }, after: undefined });
    expect(asked).toEqual([[{ x: 1 }]]);
    await answer();
    expect(told(live)).toEqual([1, undefined]);
    expect(asked).toEqual([[{ x: 1 }], [{ x: 3 }]]);
    await answer();
    expect(told(live)).toEqual([3, undefined]);
  });

  it('ask again only for the scenario that changed', async () => {
    const { asked, evaluate, answer } = server();
    const live = new LiveResults(evaluate);
    void live.ask({ before: { x: 1 }, after: { x: 5 } });
    await answer();
    void live.ask({ before: { x: 1 }, after: { x: 6 } });
    await answer();
    expect(asked).toEqual([[{ x: 1 }, { x: 5 }], [{ x: 6 }]]);
    expect(told(live)).toEqual([1, 6]);
    await live.ask({ before: { x: 1 }, after: undefined });
    expect(told(live)).toEqual([1, undefined]);
    expect(asked).toHaveLength(2);
  });

  it('keep what they had while nobody answers, and say why', async () => {
    let fails = false;
    const live = new LiveResults((scenarios) =>
      fails
        ? Promise.reject(new Failure('closed'))
        : Promise.resolve(scenarios.map((one) => ({ values: one }) as MethodResult)),
    );
    await live.ask({ before: { x: 1 }, after: undefined });
    fails = true;
    await live.ask({ before: { x: 2 }, after: undefined });
    expect(told(live)).toEqual([1, undefined]);
    expect(live.results.peek().trouble).toBeDefined();
    fails = false;
    await live.ask({ before: { x: 2 }, after: undefined });
    expect(told(live)).toEqual([2, undefined]);
    expect(live.results.peek().trouble).toBeUndefined();
    live.dispose();
  });
});
