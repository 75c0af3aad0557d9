/** What forms draw, by the kind of part; loading this module registers it. */

import { FormPart, RowsPart } from '../form/form-part.tsx';
import { registerPart } from '../parts/registry.ts';
import { RecordScreen } from './record-screen.tsx';

registerPart('form', FormPart);
registerPart('rows', RowsPart);
registerPart('FormView', RecordScreen);
