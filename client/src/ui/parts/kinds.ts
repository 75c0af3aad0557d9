/** The kinds of parts this client draws; forms register their own. */

import type { ComponentType } from 'react';
import { later } from '../kit/later.tsx';
import { ActionsPart } from './actions.tsx';
import { DesktopView } from './desktop-view.tsx';
import { FactsPart } from './facts-part.tsx';
import { FallbackPart } from './fallback.tsx';
import { GridPart } from './grid-part.tsx';
import { LinesPart } from './lines-part.tsx';
import { LinksPart } from './links-part.tsx';
import { EitherPart, NestedPart } from './nested-part.tsx';
import { UNKNOWN } from './part-view.tsx';
import { PickView } from './pick-view.tsx';
import { SectionPart, TextPart } from './plain-parts.tsx';
import { RecordPart } from './record-head.tsx';
import { type PartProps, registerPart } from './registry.ts';
import { SplitPart } from './split.tsx';
import { TabsPart } from './tabs.tsx';

registerPart('grid', GridPart);
registerPart('tree', GridPart);
registerPart('lines', LinesPart);
registerPart('facts', FactsPart);
registerPart('links', LinksPart);
registerPart('split', SplitPart);
registerPart('nested', NestedPart);
registerPart('either', EitherPart);
registerPart('tabs', TabsPart);
registerPart('section', SectionPart);
registerPart('text', TextPart);
registerPart('actions', ActionsPart);
registerPart('record', RecordPart);
registerPart(UNKNOWN, FallbackPart);
registerPart('DesktopView', DesktopView);
registerPart('PickView', PickView);

/** Large, and seldom looked at: they come when they are. */
const registerLater = (kind: string, load: () => Promise<ComponentType<PartProps>>) =>
  registerPart(kind, later(load));

registerLater(
  'import-undo',
  async () => (await import('../imports/import-undo.tsx')).ImportUndoPart,
);
registerLater('ImportView', async () => (await import('../imports/import-view.tsx')).ImportView);
registerLater(
  'differences',
  async () => (await import('../library/differences-part.tsx')).DifferencesPart,
);
registerLater('preset', async () => (await import('../library/preset-part.tsx')).PresetPart);
registerLater('released', async () => (await import('../library/released-part.tsx')).ReleasedPart);
registerLater('audit-chain', async () => (await import('../oversight/chain-part.tsx')).ChainPart);
registerLater('audit-event', async () => (await import('../oversight/event-part.tsx')).EventPart);
registerLater('give-grants', async () => (await import('../oversight/give-part.tsx')).GivePart);
registerLater('seen-by', async () => (await import('../oversight/seen-part.tsx')).SeenPart);
registerLater('seers', async () => (await import('../oversight/seers-part.tsx')).SeersPart);
registerLater('chart', async () => (await import('./chart-part.tsx')).ChartPart);
registerLater('checks', async () => (await import('./checks-part.tsx')).ChecksPart);
registerLater(
  'letterhead',
  async () => (await import('../letterhead/letterhead-part.tsx')).LetterheadPart,
);
registerLater('MakingView', async () => (await import('../making/making-view.tsx')).MakingView);
registerLater('BulkView', async () => (await import('../bulk/bulk-view.tsx')).BulkView);
registerLater('ErasureView', async () => (await import('../privacy/erasure-view.tsx')).ErasureView);
registerLater(
  'CustomerImportView',
  async () => (await import('../privacy/bring-view.tsx')).BringView,
);
registerLater(
  'methodBench',
  async () => (await import('../methods/bench-part.tsx')).MethodBenchPart,
);
registerLater(
  'methodPicker',
  async () => (await import('../methods/bench-part.tsx')).MethodPickerPart,
);
registerLater(
  'MethodListView',
  async () => (await import('../methods/methods-view.tsx')).MethodListView,
);
registerLater(
  'MethodBenchView',
  async () => (await import('../methods/methods-view.tsx')).MethodBenchView,
);
registerLater(
  'MethodTableView',
  async () => (await import('../methods/table-view.tsx')).MethodTableView,
);
registerLater(
  'matrixEditor',
  async () => (await import('../methods/matrix-editor/matrix-part.tsx')).MatrixPart,
);
