/** The kinds of parts this client draws; forms register their own. */

import { ActionsPart } from './actions.tsx';
import { ChartPart } from './chart-part.tsx';
import { ChecksPart } from './checks-part.tsx';
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
import { registerPart } from './registry.ts';
import { SplitPart } from './split.tsx';
import { TabsPart } from './tabs.tsx';

registerPart('grid', GridPart);
registerPart('tree', GridPart);
registerPart('lines', LinesPart);
registerPart('chart', ChartPart);
registerPart('checks', ChecksPart);
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
