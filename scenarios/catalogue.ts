import type { Scenario } from '../harness/index.ts';
import { anything } from './anything.ts';
import { interrupted } from './interrupted.ts';
import { noDifference } from './no-difference.ts';
import { rightAccount } from './right-account.ts';
import { sameBrowser } from './same-browser.ts';
import { sameCache } from './same-cache.ts';
import { sameConnection } from './same-connection.ts';
import { sameCookies } from './same-cookies.ts';
import { sameIdentifier } from './same-identifier.ts';
import { sameMoment } from './same-moment.ts';
import { sameOutbox } from './same-outbox.ts';
import { sameProcess } from './same-process.ts';
import { sameService } from './same-service.ts';

/** Every scenario, in the order in which a report lists them. */
export const CATALOGUE: readonly Scenario[] = [
  sameService,
  sameIdentifier,
  sameCache,
  sameConnection,
  sameCookies,
  sameMoment,
  interrupted,
  sameBrowser,
  sameProcess,
  sameOutbox,
  noDifference,
  rightAccount,
  anything,
];
