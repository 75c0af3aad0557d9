/** The keys of a command as the person has them now, to be shown where the same is done by mouse. */

import { useApp } from '../kit/app.tsx';
import { useComputed } from '../kit/use-value.ts';
import { spelled } from './spelled.ts';

export function useKeys(id: string): string | undefined {
  const { commands, i18n } = useApp();
  return useComputed(() => {
    const command = commands.visible.value.findLast((one) => one.id === id);
    const [keys] = command === undefined ? [] : commands.keysOf(command);
    return keys === undefined ? undefined : spelled(keys, i18n);
  }, [commands, i18n, id]);
}
