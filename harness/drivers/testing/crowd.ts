import { type Codec, createCodec, createIdentifiers, createScan } from '../../canaries/index.ts';
import { accountNumber, accountOf } from '../../model/account.ts';
import { UnansweredError } from '../../model/errors.ts';
import type { Observation } from '../../model/observation.ts';
import { HttpSession } from '../http.ts';
import type { HttpRequest } from '../http-request.ts';
import type { Frame, SessionLimits, Surroundings } from '../session.ts';
import { H1Line } from '../wire/h1-line.ts';
import { H2Line } from '../wire/h2-line.ts';
import type { Line } from '../wire/line.ts';

/** How a crowd asks: each on connections of its own, many on one, cut in the middle, or too impatient for the answer. */
export type Manner = 'keep-alive' | 'pipelined' | 'multiplexed' | 'cut' | 'impatient';

/** What a crowd was told. */
export interface Told {
  exchanges: number;
  /** Whole answers. */
  answered: number;
  cut: number;
  /** Given up before an answer came. */
  givenUp: number;
  /** Answers in which somebody else's name was seen, or not one's own. */
  readonly wrong: string[];
}

/** Time and chance, which come from outside. */
export interface Chance {
  readonly key: Uint8Array;
  readonly now: () => number;
}

/** Accounts that share one line. */
const COMPANY = 10;
/** Patience of the impatient, in milliseconds, long enough for a crowd of so many; every other answer takes twice as long. */
const patienceMs = (accounts: number) => Math.max(400, accounts * 1.5);

/** Lets so many accounts ask at the same time who they are, each again and again, and compares every answer with who asked. */
export async function askWho(
  origins: { readonly h1: string; readonly h2: string },
  manner: Manner,
  accounts: number,
  exchanges: number,
  { key, now }: Chance,
): Promise<Told> {
  const codec = createCodec({ key, run: 1 });
  const patience = patienceMs(accounts);
  const origin = manner === 'multiplexed' ? origins.h2 : origins.h1;
  const world = surroundings(origin, codec, now, manner === 'impatient' ? patience : 60_000);
  const told: Told = { exchanges: 0, answered: 0, cut: 0, givenUp: 0, wrong: [] };
  const lines: Line[] = [];
  const each = Math.ceil(exchanges / accounts);
  const asking = Array.from({ length: accounts }, async (_, pair) => {
    const line = pair % COMPANY === 0 ? lineFor(manner, origin, world.now) : lines.at(-1);
    if (pair % COMPANY === 0 && line !== undefined) lines.push(line);
    const number = accountNumber(pair, 'alpha');
    const id = accountOf(number);
    const session = new HttpSession(
      { session: `${id}#1`, actor: 'alpha', account: id, tenant: `p${pair}/alpha` },
      world,
    );
    session.headers.authorization = `Bearer ${codec.mint(number, 1)}`;
    for (let nth = 0; nth < each; nth++) await ask(session, request(manner, nth, patience), line, `${number}:1`, told);
    await session[Symbol.asyncDispose]();
  });
  await Promise.all(asking);
  await Promise.all(lines.map((line) => line[Symbol.asyncDispose]()));
  return told;
}

async function ask(
  session: HttpSession,
  request: HttpRequest,
  line: Line | undefined,
  own: string,
  told: Told,
): Promise<void> {
  const frame: Frame = {
    surface: 'who',
    record: (seen) => check(seen, own, told),
    ...(line === undefined
      ? {}
      : { via: (wire, watcher, limits, unasked) => line.ask(wire, watcher, limits, unasked) }),
  };
  told.exchanges += 1;
  try {
    await session.send(request, frame);
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    told.givenUp += 1;
  }
}

/** The nth question of an account; every other one is cut where that is the manner. */
function request(manner: Manner, nth: number, patience: number): HttpRequest {
  const dice = Math.imul(nth + 1, 2_654_435_761) >>> 16;
  const delay = manner === 'impatient' ? (nth % 2) * 2 * patience : manner === 'multiplexed' ? dice % 3 : 0;
  const cut = manner === 'cut' && nth % 2 === 0 ? cutBy(dice) : {};
  return { method: 'GET', path: `/who?bytes=${(dice % 8) * 500}&delay=${delay}`, ...cut };
}

function check(seen: Observation, own: string, told: Told): void {
  const isWhole = seen.facts.cutAtBytes === undefined && seen.unseen === undefined;
  if (isWhole) told.answered += 1;
  else told.cut += 1;
  const isOwn = seen.own.length === 1 && seen.own[0] === own;
  if (seen.foreign.length === 0 && (isOwn || (!isWhole && seen.own.length === 0))) return;
  told.wrong.push(`${seen.session} was shown ${[...seen.own, ...seen.foreign.map(({ text }) => text)].join(', ')}`);
}

function cutBy(dice: number): { readonly cutAfterBytes?: number; readonly cutAfterMs?: number } {
  return dice % 3 === 0 ? { cutAfterMs: dice % 4 } : { cutAfterBytes: dice % 2_000 };
}

function lineFor(manner: Manner, origin: string, now: () => number): Line | undefined {
  const options = { origin, connectTimeoutMs: 30_000, insecureTls: false, now, isShared: true };
  if (manner === 'pipelined') return new H1Line(options);
  return manner === 'multiplexed' ? new H2Line(options) : undefined;
}

/** A run's surroundings for sessions that are driven by hand. */
export function surroundings(origin: string, codec: Codec, now: () => number, exchangeTimeoutMs: number): Surroundings {
  const limits: SessionLimits = {
    connectTimeoutMs: 30_000,
    exchangeTimeoutMs,
    bodyBytesMax: 1_000_000,
    keptBytesMax: 1_000_000,
    redirectsMax: 5,
    connectionsMax: 4,
    sightingsMax: 50,
  };
  return {
    run: 1,
    origin,
    scan: createScan({ codec }),
    identifiers: createIdentifiers({ run: 1 }),
    now,
    fingerprint: (secret) => secret,
    limits,
    insecureTls: false,
  };
}
