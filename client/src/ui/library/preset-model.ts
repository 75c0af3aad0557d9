/**
 * The content of a sector preset as the client reads it (`ytefas/library/presets.py` tells the
 * shape), and small changes of it: a copy each, nothing is written before the form is saved.
 */

import { isRecord } from '../../core/failure.ts';

export type PartKind = 'departments' | 'activities' | 'equipment' | 'jobs' | 'groups';
export const KINDS: readonly PartKind[] = [
  'departments',
  'jobs',
  'activities',
  'equipment',
  'groups',
];

export interface FirmPart {
  readonly key: string;
  readonly name: readonly [string, string];
  readonly type: string | undefined;
  readonly parent: string | undefined;
  readonly hazards: readonly string[];
  readonly links: Readonly<Partial<Record<PartKind, readonly string[]>>>;
}

export type PresetContent = Readonly<Record<PartKind, readonly FirmPart[]>> & {
  readonly hazards: readonly string[];
};

const texts = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

const LINKS: Readonly<Record<string, PartKind>> = {
  department: 'departments',
  departments: 'departments',
  activities: 'activities',
  equipment: 'equipment',
  jobs: 'jobs',
};

function partOf(value: unknown): readonly FirmPart[] {
  if (!isRecord(value) || typeof value['key'] !== 'string') return [];
  const [italian = '', english = italian] = texts(value['name']);
  const links: Partial<Record<PartKind, readonly string[]>> = {};
  for (const [fact, kind] of Object.entries(LINKS)) {
    const named = texts(value[fact]);
    if (named.length > 0) links[kind] = named;
  }
  return [
    {
      key: value['key'],
      name: [italian, english],
      type: typeof value['type'] === 'string' ? value['type'] : undefined,
      parent: typeof value['parent'] === 'string' ? value['parent'] : undefined,
      hazards: texts(value['hazards']),
      links,
    },
  ];
}

export function readContent(value: unknown): PresetContent {
  const content = isRecord(value) ? value : {};
  const parts = (kind: PartKind): readonly FirmPart[] => {
    const told = content[kind];
    return Array.isArray(told) ? told.flatMap(partOf) : [];
  };
  return {
    hazards: texts(content['hazards']),
    departments: parts('departments'),
    activities: parts('activities'),
    equipment: parts('equipment'),
    jobs: parts('jobs'),
    groups: parts('groups'),
  };
}

type Raw = Readonly<Record<string, unknown>>;

const rawParts = (content: Raw, kind: PartKind): readonly Raw[] => {
  const told = content[kind];
  return Array.isArray(told) ? told.filter(isRecord) : [];
};

/** Take a hazard off a part, or off the whole firm where no part is named. */
export function withoutHazard(
  content: Raw,
  at: { readonly kind: PartKind; readonly key: string } | undefined,
  hazard: string,
): Raw {
  const without = (one: Raw): Raw => ({
    ...one,
    hazards: texts(one['hazards']).filter((code) => code !== hazard),
  });
  if (at === undefined) return without(content);
  return {
    ...content,
    [at.kind]: rawParts(content, at.kind).map((one) =>
      one['key'] === at.key ? without(one) : one,
    ),
  };
}

/** Put hazards on a part or on the firm; those that are there already stay as they are. */
export function withHazards(
  content: Raw,
  at: { readonly kind: PartKind; readonly key: string } | undefined,
  hazards: readonly string[],
): Raw {
  const plus = (one: Raw): Raw => ({
    ...one,
    hazards: [...new Set([...texts(one['hazards']), ...hazards])],
  });
  if (at === undefined) return plus(content);
  return {
    ...content,
    [at.kind]: rawParts(content, at.kind).map((one) => (one['key'] === at.key ? plus(one) : one)),
  };
}

/** Call a part otherwise. */
export function renamed(
  content: Raw,
  at: { readonly kind: PartKind; readonly key: string },
  name: readonly [string, string],
): Raw {
  return {
    ...content,
    [at.kind]: rawParts(content, at.kind).map((one) =>
      one['key'] === at.key ? { ...one, name: [...name] } : one,
    ),
  };
}

/** A part without its links to another one. */
function unlinked(one: Raw, at: { readonly kind: PartKind; readonly key: string }): Raw {
  const made: Record<string, unknown> = { ...one };
  for (const [fact, kind] of Object.entries(LINKS)) {
    if (kind !== at.kind || made[fact] === undefined) continue;
    const left = texts(made[fact]).filter((key) => key !== at.key);
    if (typeof made[fact] !== 'string') made[fact] = left;
    else if (left.length === 0) delete made[fact];
  }
  return made;
}

/** Take a part away, with every link to it; what was inside a department moves up. */
export function withoutPart(
  content: Raw,
  at: { readonly kind: PartKind; readonly key: string },
): Raw {
  const gone = rawParts(content, at.kind).find((one) => one['key'] === at.key);
  const above = gone?.['parent'];
  const unlink = (one: Raw): Raw => {
    const made = unlinked(one, at);
    if (at.kind !== 'departments' || one['parent'] !== at.key) return made;
    const { parent: _gone, ...up } = made;
    return typeof above === 'string' ? { ...up, parent: above } : up;
  };
  const made: Record<string, unknown> = { ...content };
  for (const kind of KINDS) {
    const parts = rawParts(content, kind);
    if (content[kind] === undefined) continue;
    made[kind] = parts.filter((one) => !(kind === at.kind && one['key'] === at.key)).map(unlink);
  }
  return made;
}
