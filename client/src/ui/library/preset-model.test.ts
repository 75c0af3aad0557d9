import { describe, expect, it } from 'vitest';
import { readContent, renamed, withHazards, withoutHazard, withoutPart } from './preset-model.ts';

const CONTENT = {
  format: 1,
  hazards: ['INC-01', 'INC-02'],
  departments: [
    { key: 'hall', name: ['Capannone', 'Hall'], type: 'LT-PROD', hazards: ['ATT-01'] },
    { key: 'cut', name: ['Taglio', 'Cutting'], type: 'LT-OFF', parent: 'hall', hazards: [] },
  ],
  activities: [
    {
      key: 'saw',
      name: ['Segare', 'Sawing'],
      type: 'AT-SEZ',
      department: 'hall',
      equipment: ['s'],
    },
  ],
  equipment: [{ key: 's', name: ['Sega', 'Saw'], type: 'ET-CIRC', department: 'cut' }],
  jobs: [
    {
      key: 'j',
      name: ['Operaio', 'Worker'],
      type: 'JT-OPM',
      departments: ['hall', 'cut'],
      equipment: ['s'],
      hazards: ['ATT-01', 'FIS-01'],
    },
  ],
};

describe('the content of a preset', () => {
  it('is read part by part, with what each is linked to', () => {
    const read = readContent(CONTENT);
    expect(read.jobs[0]?.links).toEqual({ departments: ['hall', 'cut'], equipment: ['s'] });
    expect(read.departments[1]?.parent).toBe('hall');
    expect(readContent(undefined).jobs).toEqual([]);
  });

  it('loses and gains hazards where one says so, and nowhere else', () => {
    const less = withoutHazard(CONTENT, { kind: 'jobs', key: 'j' }, 'ATT-01');
    expect(readContent(less).jobs[0]?.hazards).toEqual(['FIS-01']);
    expect(readContent(less).departments[0]?.hazards).toEqual(['ATT-01']);
    expect(readContent(withoutHazard(CONTENT, undefined, 'INC-01')).hazards).toEqual(['INC-02']);
    const more = withHazards(CONTENT, { kind: 'jobs', key: 'j' }, ['FIS-01', 'CHI-02']);
    expect(readContent(more).jobs[0]?.hazards).toEqual(['ATT-01', 'FIS-01', 'CHI-02']);
  });

  it('calls a part otherwise', () => {
    const made = renamed(CONTENT, { kind: 'departments', key: 'cut' }, ['Lama', 'Blade']);
    expect(readContent(made).departments[1]?.name).toEqual(['Lama', 'Blade']);
  });

  it('loses a part with every link to it, and what was inside moves up', () => {
    const read = readContent(withoutPart(CONTENT, { kind: 'departments', key: 'hall' }));
    expect(read.departments.map((one) => [one.key, one.parent])).toEqual([['cut', undefined]]);
    expect(read.jobs[0]?.links.departments).toEqual(['cut']);
    expect(read.activities[0]?.links.departments).toBeUndefined();
    expect(read.equipment[0]?.links.departments).toEqual(['cut']);
  });
});
