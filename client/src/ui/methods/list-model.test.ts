import { describe, expect, it } from 'vitest';
import { found } from './list-model.ts';

const method = (id: string, name: string, part = false) => ({
  id,
  name,
  part,
  version: 1,
  about: '',
  edition: 'ISO 9612:2009',
  rates: !part,
});
const families = [
  { id: 'noise', name: 'Rumore', methods: [method('noise_task', 'Esposizione per compiti')] },
  {
    id: 'lifting',
    name: 'Sollevamento',
    methods: [method('niosh', 'Indice NIOSH'), method('niosh_fm', 'Fattore', true)],
  },
];
const ids = (words: string, aids = false) =>
  found(families, words, aids).flatMap((family) => family.methods.map(({ id }) => id));

describe('methods', () => {
  it('are found by words of name, family and edition', () => {
    expect(ids('')).toEqual(['noise_task', 'niosh']);
    expect(ids('rumore comp')).toEqual(['noise_task']);
    expect(ids('9612 niosh')).toEqual(['niosh']);
    expect(ids('xyz')).toEqual([]);
  });

  it('are found by their own name, signs and all', () => {
    const matrix = method('pxd_4x4', 'Matrice P × D, 4 × 4');
    const all = [{ id: 'matrices', name: 'Matrici', methods: [matrix] }, ...families];
    const named = found(all, matrix.name, false);
    expect(named.flatMap(({ methods }) => methods)).toEqual([matrix]);
  });

  it('come by their names before what only speaks of the words', () => {
    expect(ids('niosh')).toEqual(['niosh']);
    const spoken = { ...method('other', 'Altro'), about: 'Non sostituisce NIOSH' };
    const all = [{ id: 'x', name: 'Prima', methods: [spoken] }, ...families];
    expect(found(all, 'niosh', false).map(({ id }) => id)).toEqual(['lifting', 'x']);
  });

  it('hide what only helps others until it is wanted', () => {
    expect(ids('fattore')).toEqual([]);
    expect(ids('fattore', true)).toEqual(['niosh_fm']);
  });
});
