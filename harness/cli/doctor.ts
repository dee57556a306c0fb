import { styleText } from 'node:util';
import { Agent, request } from 'undici';
import type { CommandModule } from 'yargs';
import { plural } from '../../reports/plural.ts';
import { printable } from '../../reports/printable.ts';
import { findBrowsers, GET_BROWSER } from '../drivers/browser/find.ts';
import { thisMachine } from '../drivers/browser/machine.ts';
import { UsageError } from '../model/errors.ts';
import { type Check, examineAccounts, examineOrigin } from '../runner/examine.ts';
import { world } from '../runner/world.ts';
import { surfacesOf } from '../targets/abilities.ts';
import { EXIT } from './exit-codes.ts';
import { type Opened, openTarget } from './lab-target.ts';
import { stdoutIsTerminal, workspace } from './process.ts';

interface DoctorArguments {
  target: string | undefined;
  json: boolean;
}

/** Oldest Node.js that the package runs on; the same as `engines` in package.json. */
const NODE_MIN = [20, 19] as const;

/** Longest wait for the origin's first answer. */
const ORIGIN_TIMEOUT_MS = 5_000;

/** `misdelivery doctor`: tries what a run needs, part by part, and says what to do where something is amiss. */
export const doctorCommand: CommandModule<object, DoctorArguments> = {
  command: 'doctor',
  describe: 'Try what a run needs, part by part, and say what to mend',
  builder: (yargs) =>
    yargs
      .option('target', { type: 'string', describe: 'Target file. Default: the embedded depot', requiresArg: true })
      .option('json', { type: 'boolean', default: false, describe: 'Print the checks as JSON' })
      .epilogue(
        'Enrols one pair of accounts, lets the first create, look and share with the second, and closes both again. Exit codes: 0 all is fine, 2 something is broken, 64 the target file cannot be used.',
      ),
  handler: async (args) => {
    const checks: Check[] = [];
    const note = (check: Check) => {
      checks.push(check);
      if (!args.json) process.stdout.write(lineOf(check));
    };
    const exit = await examine(args.target, note);
    if (args.json) process.stdout.write(`${JSON.stringify({ checks }, null, 2)}\n`);
    process.exitCode = exit ?? (checks.some(({ is }) => is === 'broken') ? EXIT.inconclusive : EXIT.clean);
  },
};

/** Notes each check as it is made; returns an exit code where there is nothing further to try. */
async function examine(file: string | undefined, note: (check: Check) => void): Promise<number | undefined> {
  note(nodeCheck());
  const opened = await load(file, note);
  if (opened === undefined) return EXIT.usage;
  await using target = opened;
  const origin = await examineOrigin(target.target, (address) => ask(address, target.target.insecureTls ?? false));
  note(origin);
  if (origin.is !== 'broken') {
    for (const check of await examineAccounts(target.target, workspace(), world, target.source)) note(check);
  }
  note(await browserCheck(target));
  return undefined;
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1]);
  const because = `this is Node.js ${process.versions.node}`;
  return {
    name: 'Node.js is recent enough',
    because,
    ...(isEnough ? { is: 'fine' } : { is: 'broken', advice: `Install Node.js ${NODE_MIN.join('.')} or newer` }),
  };
}

async function load(file: string | undefined, note: (check: Check) => void): Promise<Opened | undefined> {
  const name = 'the target file loads';
  try {
    const opened = await openTarget({ target: file });
    const surfaces = plural(Object.keys(opened.target.surfaces ?? {}).length, 'surface');
    const resources = plural(Object.keys(opened.target.resources ?? {}).length, 'resource');
    note({
      name,
      is: 'fine',
      because: `${file ?? 'the embedded depot'} describes ${opened.target.name}: ${surfaces}, ${resources}`,
    });
    return opened;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note({
      name,
      is: 'broken',
      because: error.message,
      advice: 'Mend the target file; "misdelivery init" writes one to start from',
    });
    return undefined;
  }
}

async function ask(origin: string, insecureTls: boolean): Promise<number> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: !insecureTls } });
  try {
    const { statusCode, body } = await request(origin, {
      dispatcher,
      headersTimeout: ORIGIN_TIMEOUT_MS,
      bodyTimeout: ORIGIN_TIMEOUT_MS,
    });
    await body.dump();
    return statusCode;
  } finally {
    await dispatcher.destroy();
  }
}

async function browserCheck({ target }: Opened): Promise<Check> {
  const name = 'a browser is found';
  const { full, shell, reason } = findBrowsers(await thisMachine());
  const pages = Object.values(surfacesOf(target)).filter(({ page }) => page !== undefined).length;
  if (full !== undefined) return { name, is: 'fine', because: full.path ?? full.name };
  if (shell !== undefined)
    return { name, is: 'lacking', because: `only ${shell.name}, which cannot restore pages`, advice: GET_BROWSER };
  if (pages === 0)
    return { name, is: 'lacking', because: 'there is none, and no surface is a page', advice: 'Nothing to do' };
  return { name, is: 'broken', because: reason ?? 'there is none', advice: GET_BROWSER };
}

/** What a refusing target said, on one line: text alone, and not too much of it. */
function saidShortly(answer: string): string {
  const text = answer
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > SAID_CHARS_MAX ? `${text.slice(0, SAID_CHARS_MAX)}…` : text;
}

const SAID_CHARS_MAX = 400;

function lineOf({ name, is, because, advice, said }: Check): string {
  const sign = { fine: '✓', broken: '✗', lacking: '–' }[is];
  const style = { fine: 'green', broken: 'red', lacking: 'yellow' } as const;
  const mark = stdoutIsTerminal() ? styleText(style[is], sign) : sign;
  const answer = said === undefined ? '' : saidShortly(said);
  const quoted = answer === '' ? '' : `    it said: ${printable(answer)}\n`;
  return `${mark} ${name}: ${because}\n${quoted}${advice === undefined ? '' : `    → ${advice}\n`}`;
}
