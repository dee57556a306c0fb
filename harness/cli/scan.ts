import type { CommandModule } from 'yargs';
import { UsageError } from '../model/errors.ts';
import { EXIT } from './exit-codes.ts';
import { workspace } from './process.ts';
import { everyFile, STDIN } from './scan-files.ts';
import { type Known, knownRuns } from './scan-known.ts';
import { type Place, type Scanned, scanPaths } from './scan-places.ts';

interface ScanArguments {
  paths: string[] | undefined;
  owner: string | undefined;
  report: string[];
  json: boolean;
}

/** `misdelivery scan PATH…`: looks for canaries in what a run has left in logs, backups, caches and dumps. */
export const scanCommand: CommandModule<object, ScanArguments> = {
  command: 'scan [paths..]',
  describe: 'Look for canaries in files, folders, HAR files, logs, dumps or standard input',
  builder: (yargs) =>
    yargs
      .positional('paths', {
        type: 'string',
        array: true,
        describe: 'Files and folders; "-" or none is standard input',
      })
      .option('owner', { type: 'string', describe: 'Only what belongs to this account: p0/alpha', requiresArg: true })
      .option('report', {
        type: 'string',
        array: true,
        default: ['misdelivery-report'],
        describe: 'Report folders of runs: they say which field a canary was planted in',
        requiresArg: true,
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON' })
      .epilogue(
        'Knows the canaries of every run of this folder by .misdelivery/key, or by MISDELIVERY_KEY. Exit codes: 0 none found, 1 found, 2 none found but something could not be read.',
      ),
  handler: async ({ paths, owner, report, json }) => {
    assertOwner(owner);
    const known = knownRuns(workspace(), report);
    const asked = paths === undefined || paths.length === 0 ? [STDIN] : paths.map(String);
    const scanned = await scanPaths(everyFile(asked), known, owner);
    process.stdout.write(json ? `${JSON.stringify(scanned)}\n` : words(scanned, known));
    process.exitCode = exitCode(scanned);
  },
};

function assertOwner(owner: string | undefined): void {
  if (owner === undefined || /^p\d+\/(alpha|bravo|colleague)$/.test(owner)) return;
  throw new UsageError(`"${owner}" is no account. Expected one such as p0/alpha or p12/bravo.`);
}

/** What is weak names nobody for certain, and fails nothing. */
function exitCode({ sightings, unread }: Scanned): number {
  if (sightings.some(({ grade }) => grade !== 'weak')) return EXIT.leak;
  return unread.length > 0 ? EXIT.inconclusive : EXIT.clean;
}

function words({ sightings, unread, files, bytes }: Scanned, known: Known): string {
  const lines = sightings.map((place) => line(place, known));
  const gaps = unread.map(({ file, because }) => `${file}: not all of it was read: ${because}\n`);
  const owners = new Set(sightings.map(({ run, owner }) => `${run} ${owner}`)).size;
  const size = `${counted(files, 'file')}, ${bytes.toLocaleString('en')} bytes`;
  const sum =
    sightings.length === 0
      ? `No canary in ${size}.\n`
      : `${counted(sightings.length, 'canary', 'canaries')} of ${counted(owners, 'account')} in ${size}.\n`;
  return `${lines.join('')}${gaps.join('')}${sum}`;
}

function line({ file, offset, place, owner, field, run, encoding, grade, text }: Place, known: Known): string {
  const where = [offset === undefined ? undefined : `byte ${offset}`, place].filter((part) => part !== undefined);
  const began = known.startedAt(run);
  const from = began === undefined ? `run ${run}` : `run ${run} of ${began}`;
  const wrapped = encoding.length === 0 ? 'plain' : encoding.join(' > ');
  return `${file}: ${where.join(', ')}: ${owner} ${field ?? 'field not known'}, ${from}, ${wrapped}, ${grade}: ${text}\n`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
