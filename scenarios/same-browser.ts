import fc from 'fast-check';
import { type Abilities, oracles, type Plan, type Scenario, type Step, type SwitchWay } from '../harness/index.ts';
import { look, needed, otherOf, PAIR, plants } from './arbitraries.ts';
import { proofAtBrowser } from './browser-proof.ts';
import { historyAside } from './history.ts';

/** One uses a browser, another sits down at it: tabs, history, caches, storages and workers stay. */
export const sameBrowser: Scenario = {
  name: 'same-browser',
  shares: 'a browser',
  question: 'Does a browser show to whoever signs in next what it kept of the one before?',
  cwe: [525, 488],
  pairwise: true,
  over: 'browser',
  answers: ['same-service', 'same-cache', 'same-identifier'],
  plans: (abilities, surface) =>
    fc
      .record({
        kind: fc.constantFrom(...KINDS),
        first: fc.constantFrom(...PAIR),
        untold: fc.constantFrom<SwitchWay>('no-sign-out', 'cookies-cleared', 'cookies-replaced'),
        comesBack: fc.constantFrom(true, false, false, false),
        strange: fc.constantFrom(...STRANGE),
        order: fc.shuffledSubarray([0, 1], { minLength: 2 }),
        // Half of them as most people get about: what a page remembers is lost when an address is typed.
        walks: fc.boolean(),
        thing: fc.nat(),
      })
      .map(
        ({ kind, untold, ...choice }): Choice => ({
          ...choice,
          how: kind === 'untold' ? untold : 'sign-out',
          strange: kind === 'a stranger' ? 'stranger' : choice.strange,
          walks: kind === 'on foot' || (kind !== 'by address' && choice.walks),
        }),
      )
      .map(
        (choice): Plan => ({
          scenario: 'same-browser',
          over: 'browser',
          profile: 'shared',
          ...(choice.walks ? { walks: true } : {}),
          steps: stepsOf(abilities, surface, choice),
        }),
      ),
  kindOf,
  proof: proofAtBrowser,
  oracles: [historyAside(oracles.foreignCanary), historyAside(oracles.foreignIdentifier)],
};

/**
 * One of each is played first: the service's own sign-out, which it must get right above all, on foot and by address; a stranger in
 * between; and where the service does not know that somebody left.
 */
const KINDS = ['on foot', 'by address', 'a stranger', 'untold'] as const;

function kindOf({ steps, walks }: Plan): (typeof KINDS)[number] {
  const seats = steps.filter((step) => step.do === 'switch-account');
  if (seats.some(({ by }) => by === 'visitor')) return 'a stranger';
  if (seats[0]?.how !== 'sign-out') return 'untold';
  return walks === true ? 'on foot' : 'by address';
}

/** What is rarer, or slower, than the rest; one of these in a plan. A browser that starts again costs as much as a whole plan. */
const QUICK = ['duplicate-tab', 'hard-reload', 'reopen-tab'] as const;
const STRANGE = [...QUICK, ...QUICK, 'restart-browser'] as const;

interface Choice {
  readonly first: 'alpha' | 'bravo';
  readonly how: SwitchWay;
  /** The first one sits down again at the end. */
  readonly comesBack: boolean;
  readonly strange: (typeof STRANGE)[number] | 'stranger';
  readonly order: readonly number[];
  readonly walks: boolean;
  /** Which kind of thing is planted where the page shows none. */
  readonly thing: number;
}

function stepsOf(abilities: Abilities, surface: string, choice: Choice): Step[] {
  const { first, how, comesBack, strange, order } = choice;
  const by = otherOf(first);
  const own = look(abilities, surface, by, by);
  const theirs = look(abilities, surface, by, first);
  const page = { by, surface, ...(theirs.ref === undefined ? {} : { ref: theirs.ref }) };
  const moves: Step[][] = [
    [
      { ...page, do: 'back' },
      { ...page, do: 'reload' },
    ],
    [{ do: 'go-offline', by }, theirs, { do: 'go-online', by }],
  ];
  const before = look(abilities, surface, first, first);
  return [
    ...planted(abilities, surface, choice),
    before,
    ...(strange === 'reopen-tab'
      ? ([{ do: 'new-tab', by: first }, before, { do: 'close-tab', by: first }] as const)
      : []),
    { do: 'new-tab', by: first },
    before,
    ...(strange === 'restart-browser'
      ? ([{ do: 'restart-browser', by: first }, before, { do: 'new-tab', by: first }, before] as const)
      : []),
    ...(strange === 'stranger'
      ? ([
          { do: 'switch-account', by: 'visitor', how: 'sign-out' },
          { ...before, by: 'visitor' },
        ] as const)
      : []),
    { do: 'switch-account', by, how },
    own,
    ...(theirs.ref === undefined ? [] : [theirs]),
    ...order.flatMap((at) => moves[at] ?? []),
    ...plants(abilities, surface, [first]),
    { ...page, do: 'old-tab' },
    ...(strange === 'duplicate-tab' || strange === 'hard-reload' || strange === 'reopen-tab'
      ? [{ ...page, do: strange }]
      : []),
    own,
    ...(comesBack ? ([{ do: 'switch-account', by: first, how: 'sign-out' }, before] as const) : []),
  ];
}

/** What the page shows; where it shows nothing by itself, something else: whoever gets there is shown it on the way, and the browser may keep it. */
function planted(abilities: Abilities, surface: string, { thing }: Choice): Step[] {
  const all = Object.keys(abilities.resources);
  const resource = all[thing % all.length];
  if (abilities.surfaces[surface]?.shows !== undefined || resource === undefined) return plants(abilities, surface);
  return PAIR.map((by) => ({ do: 'plant', by, resource: needed(abilities, surface) ?? resource }));
}
