import type { SessionLimits } from '../drivers/session.ts';

/** Everything has a limit; these are not options, they keep a broken target from breaking the harness. */
export const LIMITS = {
  /** One adapter call or look, all its exchanges together, in milliseconds. */
  stepTimeoutMs: 30_000,
  /** Plans of one cell where only the budget ends the run. */
  plansMax: 10_000,
  /** Longest time for which playing goes on after the default budget while a cell proves nothing yet, in milliseconds. */
  everywhereMs: 200_000,
  /** Plans after which such a cell is not waited for any longer. */
  plansUntilBlind: 5,
  /** Time that a plan which is under way when the budget ends may still take, in milliseconds. */
  overtimeMs: 1_000,
  /** Plans that one pair of accounts plays before a fresh pair takes its place, so that lists stay short and leaks explainable. */
  plansPerPairMax: 24,
  /** Things that one pair creates before a fresh pair takes its place. */
  plantsPerPairMax: 100,
  /** Newcomers in a row that do not come to life until those that came before must do. */
  refusedMax: 3,
  /** Replays that shrinking one leak may cost. */
  shrinkReplaysMax: 200,
  /** Times a plan is played, at least and at most, before it counts as "does not leak"; between them, as its rate demands. */
  triesMin: 2,
  triesMax: 10,
  /** Times each plan is tried to bring a leak back before the others are. */
  triesFirst: 3,
  /** A rate below which a leak is so seldom that a smaller plan need show it only once. */
  rateSeldom: 0.3,
  /** Part of the time for one leak after which a plan that seldom leaks must do, though a better one may be left. */
  searchShare: 0.4,
  /** Part of that time after which no more of it is spent on waiting for a service to forget what an earlier play has left. */
  restShare: 0.25,
  /** Stay at a page where a leak was seen that did not come back without, in milliseconds. */
  lingerMs: 1_000,
  /** Part of the time for one leak in which its plan is made smaller; the rest states how often it comes back. */
  shrinkShare: 0.75,
  /** Plans, of different scenarios, that are tried to bring one kind of leak back; and finds of each cell that are kept for that. */
  findsTriedMax: 3,
  /** Plans of what is kept for all who come that are tried before those. */
  keptTriedMax: 2,
  findsKeptMax: 3,
  /** Plays that state how often a leak comes back; for one that seldom does, until it came back so often, or so many. */
  repeats: 10,
  repeatsAtBrowser: 4,
  repeatsSeen: 3,
  repeatsMax: 30,
  /** Time for telling all leaks: a part of the budget or of what playing took, between these, in milliseconds. Those left are told unshrunk. */
  tellShare: 0.5,
  /** Part of that time which the first leak may take, however many there are. */
  firstTellShare: 0.5,
  tellMsMin: 2_000,
  tellMsMax: 90_000,
  /** A replay's rest after 2, 4, 8, … plays in vain, for each of these plays, and the longest one, in milliseconds. */
  restMs: 150,
  restMsMax: 10_000,
  /** Bytes of journal kept on disk; later clean plans are counted and not kept. */
  journalBytesMax: 200_000_000,
  /** After Ctrl-C: time until what is under way is cut, and time for retiring accounts, in milliseconds. */
  cutMs: 400,
  hurryMs: 1_200,
  /** A cell over a browser gets one plan where another gets so many: each costs some fifty times as much. */
  plansPerBrowserPlan: 5,
  /** Share of the budget, its last, in which plans are played that a careless service may not survive. */
  daringShare: 0.3,
  /** Plans that every other cell gets before it makes room for the first ones over a browser. */
  plansBeforeBrowser: 4,
  /** Browser plans played at the same time, beside the lanes of all others; no more than there are processors. */
  browserLanes: 3,
  /** Budget for each of these, in milliseconds: in less time it would only keep the others from theirs. */
  browserLaneMs: 10_000,
  /** Time that a browser plan may still take after the budget has ended before its browser is closed under it, in milliseconds. */
  browserCutMs: 3_000,
  /** Shortest and longest pause of a plan, in milliseconds. */
  waitMsMin: 2,
  waitMsMax: 1_500,
  /** The part of the budget for plans that are played when nobody else plays, before every other cell had its first plan. */
  aloneShare: 0.35,
  /** Looks at a surface from which the places of identifiers are learned. */
  learnLooksMax: 12,
  /** Longest time for a hook, and for the target to answer again after it, in milliseconds. */
  hookMs: 60_000,
  /** A restart that takes longer is slow, in milliseconds; after so many of these in a row, plays of a leak go without. */
  restartMs: 500,
  slowRestartsMax: 3,
  pollMs: 50,
  /** Time in which a target must show that it speaks HTTP/2, in milliseconds. */
  probeMs: 1_000,
  /** Times that a plan waits in vain for an answer before it is given up: a target that hangs would take all the time. */
  waitsMax: 2,
  /** Longest wait of held requests for each other, in milliseconds. */
  gateMs: 2_000,
  /** Longest wait for a mail that an adapter asks for, and the pauses in it, in milliseconds. */
  mailMs: 15_000,
  mailPollMs: 20,
  /** Longest wait for what should come by itself; and the wait where it never comes, in milliseconds. */
  arriveMs: 3_000,
  arriveMsMin: 250,
  /** Looks in vain after which patience is short. */
  arriveTriesMax: 3,
  /** Pauses between two looks for it, in milliseconds. */
  arrivePollMs: 100,
  /** Wait where nothing of one's own is expected, and after one's own has come: for what comes to the wrong place. */
  quietMs: 60,
  graceMs: 15,
  /** Longest wait for the answer to somebody who wants to listen, and the pause after it, in milliseconds. */
  answerMs: 400,
  settleMs: 10,
  settleMsMax: 640,
  /** Enrolments, or plans without any answer, that fail in a row until the target is called gone. */
  failuresMax: 6,
  /** Pause after the first of these, in milliseconds; each next one is so much longer. */
  failurePauseMs: 150,
} as const;

/** Limits of each session. */
export const SESSION_LIMITS: SessionLimits = {
  connectTimeoutMs: 5_000,
  exchangeTimeoutMs: 10_000,
  bodyBytesMax: 1_000_000_000,
  keptBytesMax: 8_000_000,
  redirectsMax: 5,
  connectionsMax: 64,
  sightingsMax: 50,
};
