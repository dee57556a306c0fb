import type { Told } from '../../harness/index.ts';

/** What each oracle asks, as the help of its rule. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'foreign-canary': 'A session was shown data that exists only in another tenant’s account.',
  'foreign-identifier': 'A session was shown an identifier that the target had given to another tenant’s thing.',
  'session-provenance': 'The same session was handed to two clients.',
  identity: 'The target took one account for another.',
  revoked: 'A right outlived its end: whoever had it was shown what is another’s after it had been taken away.',
  difference: 'What a session was shown tells what another tenant does, though nothing of it was shown.',
  existence: 'A refusal tells whether another tenant’s thing exists.',
  'next-number': 'Numbers of one tenant’s things tell how many another has created.',
  'foreign-answer': 'A session was told about another tenant’s thing what its owner is told.',
  'right-account': 'An account does not hold what it created: another tenant could take it away.',
};

/** Common names of the weaknesses that oracles and scenarios speak of. */
const WEAKNESSES: Readonly<Record<number, string>> = {
  200: 'Exposure of Sensitive Information to an Unauthorized Actor',
  203: 'Observable Discrepancy',
  362: 'Concurrent Execution using Shared Resource with Improper Synchronization',
  384: 'Session Fixation',
  444: 'Inconsistent Interpretation of HTTP Requests',
  488: 'Exposure of Data Element to Wrong Session',
  524: 'Use of Cache Containing Sensitive Information',
  525: 'Use of Web Browser Cache Containing Sensitive Information',
  613: 'Insufficient Session Expiration',
  672: 'Operation on a Resource after Expiration or Release',
  863: 'Incorrect Authorization',
  639: 'Authorization Bypass Through User-Controlled Key',
};

/** The rule of an oracle, with the weaknesses that its leaks are instances of. */
export function ruleOf(oracle: string, leaks: readonly Told[]) {
  const text = QUESTIONS[oracle] ?? `The oracle ${oracle} saw a leak.`;
  const cwe = [...new Set(leaks.flatMap(({ leak }) => (leak.oracle === oracle ? leak.cwe : [])))];
  return {
    id: oracle,
    name: oracle.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase()),
    shortDescription: { text },
    fullDescription: { text },
    help: { text: `${text} Each result is a small proof and ends with the command that plays it again.` },
    defaultConfiguration: { level: 'error' },
    relationships: cwe.map((id) => ({
      target: { id: String(id), toolComponent: { name: 'CWE', index: 0 } },
      kinds: ['relevant'],
    })),
    properties: {
      tags: ['security', ...cwe.map((id) => `external/cwe/cwe-${id}`)],
      precision: 'very-high',
      'security-severity': '8.6',
    },
  };
}

/** The weaknesses that are spoken of, as a taxonomy. */
export function weaknessTaxonomy(ids: readonly number[]) {
  return {
    name: 'CWE',
    organization: 'MITRE',
    shortDescription: { text: 'The MITRE Common Weakness Enumeration' },
    informationUri: 'https://cwe.mitre.org/',
    isComprehensive: false,
    taxa: ids.map((id) => ({
      id: String(id),
      shortDescription: { text: WEAKNESSES[id] ?? `CWE-${id}` },
      helpUri: `https://cwe.mitre.org/data/definitions/${id}.html`,
    })),
  };
}
