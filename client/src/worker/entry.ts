/** The service worker's program; which files it keeps is written in when it is built. */

import { attend, type Build, type Scope } from './service-worker.ts';

declare const YTEFAS_BUILD: Build;

attend(globalThis as unknown as Scope, YTEFAS_BUILD);
