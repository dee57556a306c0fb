import fc from 'fast-check';
import {
  type Abilities,
  type Actor,
  type Evidence,
  type Observation,
  oracles,
  type Proof,
  type Scenario,
  type Step,
} from '../harness/index.ts';
import { look, plansOf, plants, rolesOf, together } from './arbitraries.ts';

/** Everyone's requests travel on one connection, or over a few as behind a gateway: in turn, pipelined, multiplexed. */
export const sameConnection: Scenario = {
  name: 'same-connection',
  shares: 'a connection',
  question: "Does a connection that carried one account's requests answer another's with the first one's data?",
  cwe: [488, 346],
  unsettles: true,
  pairwise: true,
  over: 'http',
  plans(abilities, surface) {
    const roles = rolesOf(abilities);
    const everyone = roles.map((by) => look(abilities, surface, by, by));
    const rounds = fc.array(round(abilities, surface), { minLength: 1, maxLength: 3 });
    return plansOf(
      'same-connection',
      rounds.map((all) => [...plants(abilities, surface, roles), ...all.flat(), ...everyone]),
    );
  },
  proof: proofOfConnection,
  oracles: [oracles.foreignCanary, oracles.foreignIdentifier, oracles.identity, oracles.sessionProvenance],
};

function round(abilities: Abilities, surface: string): fc.Arbitrary<Step[]> {
  const roles = rolesOf(abilities);
  const who = fc.constantFrom<Actor>(...roles, ...roles, 'visitor');
  const others = fc.array(who, { minLength: 1, maxLength: 8 });
  const wire = abilities.http2 === true ? fc.constantFrom<'h1' | 'h2'>('h1', 'h2') : fc.constant<'h1' | 'h2'>('h1');
  const connections = fc.constantFrom(1, 1, 1, 2, 3);
  const signsIn = fc.constantFrom(false, false, abilities.signIn === true);
  return fc.tuple(others, wire, connections, fc.boolean(), signsIn).map(([more, kind, count, isTogether, signs]) => {
    const actors = [...roles, ...more];
    const looks = actors.map((by, index): Step => {
      const of = by === 'visitor' ? 'alpha' : by;
      return { ...look(abilities, surface, by, of), line: index % count, wire: kind };
    });
    const entrance: Step[] = signs ? roles.map((by) => ({ do: 'sign-in', by, line: 0, wire: kind })) : [];
    return [...entrance, ...(isTogether ? together(looks) : looks)];
  });
}

/** The same socket (told by its local port) carried a request of somebody else; or the target lets none carry a second one. */
function proofOfConnection(evidence: Evidence, { observation }: { readonly observation: Observation }): Proof {
  const { localPort, closing } = observation.facts;
  const isShared = evidence.journal.some(({ observations }) =>
    observations.some((seen) => seen.facts.localPort === localPort && seen.tenant !== observation.tenant),
  );
  if (localPort !== undefined && isShared) return { is: 'occurred' };
  if (closing === true) return { is: 'ruled-out', by: 'Connection: close' };
  return { is: 'not-shown', because: 'the connection carried nobody else (it was not shared, or closed too soon)' };
}
