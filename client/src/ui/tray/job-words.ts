/** A job in words: how far it is, how large its result. */

import type { I18n } from '../../core/i18n.ts';
import type { Job } from '../../core/services.ts';

export const isUnderWay = (job: Job): boolean => job.state === 'queued' || job.state === 'running';

/** Per cent, when it is known how much there is to do. */
export function progressOf({ done, total }: Pick<Job, 'done' | 'total'>): number | undefined {
  if (total === null || total <= 0) return undefined;
  return Math.min(100, Math.floor((done / total) * 100));
}

export function stateWords(job: Job, i18n: I18n): string {
  const { done, total } = job;
  switch (job.state) {
    case 'queued':
      return i18n.gettext('Waiting for its turn');
    case 'running':
      return total === null
        ? i18n.gettext('Under way')
        : i18n.gettext('{done} of {total}', { done: i18n.number(done), total: i18n.number(total) });
    case 'done':
      return i18n.gettext('Ready');
    case 'failed':
      return i18n.gettext('Did not succeed');
    case 'cancelled':
      return i18n.gettext('Stopped');
  }
}

export function bytes(size: number, i18n: I18n): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const at = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, size)) / Math.log(1000)));
  return i18n.number(size / 1000 ** at, {
    style: 'unit',
    unit: units[at] ?? 'byte',
    maximumFractionDigits: at > 1 ? 1 : 0,
  });
}
