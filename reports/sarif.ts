import { createHash } from 'node:crypto';
import type { RunRecord, Step, Told } from '../harness/index.ts';
import type { ReportOptions } from './options.ts';
import { roleWords } from './people.ts';
import { printable } from './printable.ts';
import { headlineOf, proofOf } from './proof.ts';
import { notifications } from './sarif/notifications.ts';
import { ruleOf, weaknessTaxonomy } from './sarif/rules.ts';
import { againWords, failsOnThem, fileOf, isSideChannel } from './side-channels.ts';
import { stepWords } from './steps.ts';

/**
 * The record as SARIF 2.1.0: a result a leak, a rule an oracle, CWE as taxonomy. Cells that prove nothing are notifications of the
 * invocation, which is called unsuccessful when the run is partial: SARIF viewers then do not take an empty list for a clean one.
 */
export function sarifReport(raw: RunRecord, options: ReportOptions): string {
  const record = printable(raw);
  const { tool, target, cells } = record;
  const leaks = [...record.leaks, ...(record.sideChannels ?? [])];
  const [name = 'misdelivery', version = '0'] = tool.split(' ');
  const oracles = [...new Set(leaks.map(({ leak }) => leak.oracle))];
  const weaknesses = [...new Set(leaks.flatMap(({ leak }) => leak.cwe))].sort((one, other) => one - other);
  const rules = oracles.map((oracle) => ruleOf(oracle, leaks));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name, version, semanticVersion: version, rules, supportedTaxonomies: [{ name: 'CWE', index: 0 }] },
        },
        taxonomies: [weaknessTaxonomy(weaknesses)],
        automationDetails: { id: `misdelivery/${target.name}/` },
        invocations: [
          {
            executionSuccessful: record.partial === undefined && record.verdict.is !== 'inconclusive',
            startTimeUtc: record.startedAt,
            toolExecutionNotifications: notifications(record),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: leaks.map((told) => resultOf(told, oracles, record, options)),
        properties: {
          verdict: record.verdict,
          cells: {
            clean: cells.filter(({ is }) => is === 'clean').length,
            leak: cells.filter(({ is }) => is === 'leak').length,
            inconclusive: cells.filter(({ is }) => is === 'inconclusive').length,
          },
          seed: record.settings.seed,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(told: Told, oracles: readonly string[], record: RunRecord, { shares, folder }: ReportOptions) {
  const { target } = record;
  const isNote = isSideChannel(told.leak) && !failsOnThem(record);
  const { leak, plan } = told;
  const [method = '', path = ''] = leak.request.split(' ');
  const file = target.file ?? fileOf(told, folder);
  const text = [
    headlineOf(told, shares),
    ...proofOf(told, fileOf(told, folder)),
    `Again ${againWords(told, folder)}`,
  ].join('\n');
  return {
    ruleId: leak.oracle,
    ruleIndex: oracles.indexOf(leak.oracle),
    kind: 'fail',
    level: isNote ? 'note' : 'error',
    message: { text },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: 1 } },
        logicalLocations: [
          { name: leak.surface, fullyQualifiedName: `${target.name}/${leak.surface}`, kind: 'resource' },
        ],
      },
    ],
    partialFingerprints: { 'misdelivery/v1': fingerprint([target.name, leak.oracle, leak.surface, leak.driver]) },
    codeFlows: [
      { threadFlows: [{ locations: plan.steps.map((step, index) => stepLocation(step, index, told, file)) }] },
    ],
    webRequest: { method, target: path },
    ...(leak.status === 0 ? {} : { webResponse: { statusCode: leak.status } }),
    taxa: leak.cwe.map((id) => ({ id: String(id), toolComponent: { name: 'CWE', index: 0 } })),
    properties: {
      owner: leak.owner,
      viewer: leak.viewer,
      scenario: leak.scenario,
      driver: leak.driver,
      seen: told.seen,
      plays: told.plays,
    },
  };
}

function stepLocation(step: Step, index: number, { leak, plan }: Told, file: string) {
  const importance = index === leak.seenAt || index === leak.plantedAt ? 'essential' : 'important';
  const message = { text: `${index + 1}. ${roleWords(step.by)} ${stepWords(step, plan.steps.slice(0, index))}` };
  return {
    executionOrder: index + 1,
    importance,
    location: { message, physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: 1 } } },
  };
}

function uriOf(path: string): string {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? `file://${encodeURI(forward)}` : encodeURI(forward);
}

/** The same leak has the same fingerprint in every run, so that it is one alert and not one a run. */
function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
