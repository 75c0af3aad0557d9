/** What the fields of a form may use beside their own slot. */

import { createContext, useContext } from 'react';
import type { View } from '../../core/view.ts';
import type { RecordForm } from './form-model.ts';

export interface FormHost {
  readonly view: View;
  readonly form: RecordForm;
  /** Show what is known of a field, where the help pane does not stand beside. */
  readonly help: (name: string) => void;
}

const HostContext = createContext<FormHost | undefined>(undefined);

export const FormHostProvider = HostContext;

export function useFormHost(): FormHost {
  const host = useContext(HostContext);
  if (host === undefined) throw new Error('a field stands in a form');
  return host;
}
