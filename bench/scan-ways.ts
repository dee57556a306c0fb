import { type Codec, createCodec, createMint, createScan, type Scan } from '../harness/canaries/index.ts';

/** One way to look through bodies, and how many accounts it knows. */
export interface Way {
  readonly name: string;
  readonly accounts: number | undefined;
  readonly bodies: readonly Buffer[];
  /** It runs in a process of its own, so only the clock can tell how long it took. */
  readonly isApart?: true;
  pass(): void;
}

/** What our own scanner and the machine itself do with the same bodies. */
export function ownWays(bodies: readonly Buffer[], key: Uint8Array): readonly Way[] {
  return [
    copy(bodies),
    ...SIZES.map((accounts) =>
      scanning('plain pass', bodies, accounts, createScan({ codec: codecOf(key, accounts), isPlain: true })),
    ),
    ...SIZES.map((accounts) => scanning('full pass', bodies, accounts, createScan({ codec: codecOf(key, accounts) }))),
    ...LEDGERS.map((accounts) => withLedger(bodies, key, accounts)),
  ];
}

/** Accounts that have canaries. */
const SIZES = [200, 20_000, 1_000_000];
/** Accounts whose looked-up values and e-mail addresses are known as well; a run forgets those that were retired. */
const LEDGERS = [200, 20_000];

/** All into the same place, so that only reading the bodies takes time. */
function copy(bodies: readonly Buffer[]): Way {
  const into = Buffer.alloc(Math.max(...bodies.map(({ length }) => length)));
  const pass = () => {
    for (const body of bodies) body.copy(into);
  };
  return { name: 'Buffer.copy', accounts: undefined, bodies, pass };
}

function scanning(name: string, bodies: readonly Buffer[], accounts: number, scan: Scan): Way {
  const pass = () => {
    for (const [nth, bytes] of bodies.entries()) {
      const body = scan.body({ contentType: nth % 2 === 0 ? 'application/json' : 'text/html' });
      body.push(bytes);
      const outcome = body.end();
      if (outcome instanceof Promise || outcome.sightings.length > 0) throw new Error('no canary is here');
    }
  };
  return { name, accounts, bodies, pass };
}

function withLedger(bodies: readonly Buffer[], key: Uint8Array, accounts: number): Way {
  const codec = codecOf(key, accounts);
  const scan = createScan({ codec });
  for (let account = 0; account < accounts; account++) {
    const mint = createMint({ codec, account });
    for (const shape of ['email', 'phone', 'postcode', 'date'] as const) scan.values.add(mint(shape));
  }
  return scanning('full pass, values and digests looked up', bodies, accounts, scan);
}

function codecOf(key: Uint8Array, accounts: number): Codec {
  const codec = createCodec({ key, run: 1 });
  for (let account = 0; account < accounts; account++) codec.mint(account, 0);
  return codec;
}
