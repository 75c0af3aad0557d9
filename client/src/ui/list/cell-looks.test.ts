import { describe, expect, it } from 'vitest';
import type { FieldDescription } from '../../core/contract.gen.ts';
import { lookOf } from './cell-looks.ts';

const field = (about: Partial<FieldDescription>): FieldDescription =>
  ({ name: 'rating', type: 'text', widget: 'text', choices: null, ...about }) as FieldDescription;

describe('how a rating looks', () => {
  const look = lookOf(field({ widget: 'rating' }));

  it('has the level of its first word, and says the rest', () => {
    if (look?.kind !== 'level') throw new Error('a rating is drawn as a level');
    expect(look.of('3 Alto')).toBe(3);
    expect(look.word?.('3 Alto')).toBe('Alto');
    expect(look.of('4 Valore limite superato')).toBe(4);
    expect(look.word?.('4 Valore limite superato')).toBe('Valore limite superato');
  });

  it('has none while the case is unfinished', () => {
    if (look?.kind !== 'level') throw new Error('a rating is drawn as a level');
    expect(look.of('? Da completare')).toBeNull();
    expect(look.word?.('? Da completare')).toBe('Da completare');
  });

  it('is a level by its number alone, too', () => {
    const plain = lookOf(field({ widget: 'level' }));
    if (plain?.kind !== 'level') throw new Error('a level is drawn as one');
    expect(plain.of('2')).toBe(2);
    expect(plain.word).toBeUndefined();
  });
});
