/** Which list is filled by which kind of sheet. */

export const TARGET_OF: Readonly<Record<string, string>> = {
  'org.sites': 'sites',
  'org.departments': 'departments',
  'org.jobs': 'jobs',
  'org.persons': 'persons',
  'org.equipment': 'equipment',
  'org.substances': 'substances',
};

export const SOURCE_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(TARGET_OF).map(([source, target]) => [target, source]),
);
