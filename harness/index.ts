export { mailSink } from './drivers/mailbox/sink.ts';
export type { AccountFacts, AccountId, Actor, Role, TenantId } from './model/account.ts';
export { accountOf, tenantOf } from './model/account.ts';
export type { Arriving, Delivered, Letter, MailPort, MailSink, Post } from './model/arriving.ts';
export type { BrowserFacts, BrowserStep, PageMove, SwitchWay } from './model/browsing.ts';
export type { Grade, Shape, ShapeLimits, Sighting } from './model/canary.ts';
export type { Cell, Judgement } from './model/cell.ts';
export {
  BrokenError,
  LimitError,
  MisdeliveryError,
  RefusedError,
  UnansweredError,
  UsageError,
} from './model/errors.ts';
export type { Entry, Facts, Issued, Observation, Outcome, Thing } from './model/observation.ts';
export type { DriverName, Jar, Plan, Ref, Spoil, Step, Variant } from './model/plan.ts';
export type { PlantedField, Planting } from './model/planting.ts';
export type { Count, RunRecord, Told } from './model/record.ts';
export type { Abilities, Scenario } from './model/scenario.ts';
export type {
  AccountPages,
  AccountPort,
  Accounts,
  CanaryPort,
  Created,
  HttpPort,
  PageTools,
  Reply,
  RequestOptions,
  Resource,
  Surface,
  Target,
  Tools,
} from './model/target.ts';
export { LANDING, WHOAMI } from './model/target.ts';
export type { Evidence, Leak, Oracle, Proof, SharedFlow, SurfaceFacts, Verdict } from './model/verdict.ts';
export * as oracles from './oracles/index.ts';
export type { BrowserByHand, Hand, PairByHand } from './runner/by-hand.ts';
export { pairByHand } from './runner/by-hand.ts';
export type { Replayed, ReplayRequest } from './runner/replay.ts';
export { replay } from './runner/replay.ts';
export type { Progress, RunRequest } from './runner/run.ts';
export { run } from './runner/run.ts';
export type { Workspace } from './runner/set-stage.ts';
export type { RunOptions } from './runner/settings.ts';
export { type World, world } from './runner/world.ts';
export { accountsFrom } from './targets/auth-file.ts';
export { defineTarget } from './targets/define.ts';
