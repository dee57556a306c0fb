import type { Leak, Told } from '../harness/index.ts';
import { thingWords } from './steps.ts';

/** What somebody did to be shown something, in words that follow its name: `asked GET /doc, for alpha's 1st order,`. */
export function requestWords({ leak, plan }: Pick<Told, 'leak' | 'plan'>): string {
  const whose = whoseWords({ leak, plan });
  return `${arrivalWords(leak) ?? askedWords(leak.request)}${whose === undefined ? '' : `, for ${whose},`}`;
}

/** How something came that nobody asked for at that moment. */
function arrivalWords({ driver, request }: Leak): string | undefined {
  if (driver === 'stream') return `listened to ${request}`;
  return driver === 'mailbox' ? `received ${request}` : undefined;
}

/** In a browser it need not have been a request. */
function askedWords(request: string): string {
  const [what = '', ...rest] = request.split(' ');
  const where = rest.join(' ');
  if (/^(GET|HEAD)$/.test(what)) return `asked ${request}`;
  if (/^[A-Z]+$/.test(what)) return `sent ${request}`;
  if (what === 'message') return `got a message ${where}`;
  if (request === 'what the browser keeps') return `could look into ${request}`;
  if (what === 'console' || what === 'dialog') return `read the ${request}`;
  return `${MOVES[what] ?? `did "${what}" at`} ${where}`;
}

/** Whose thing was asked for, where it is another's: the address need not say so, nor what its number means. */
function whoseWords({ leak, plan }: Pick<Told, 'leak' | 'plan'>): string | undefined {
  const step = plan.steps[leak.seenAt];
  if (leak.driver === 'mailbox' || step === undefined || !('ref' in step) || step.ref === undefined) return undefined;
  const isOwn = step.ref.of === step.by || !leak.viewer.endsWith(`/${step.by}`);
  const isNobodys = 'variant' in step && step.variant === 'absent';
  return isOwn || isNobodys ? undefined : thingWords(step.ref, step.by);
}

const MOVES: Readonly<Record<string, string>> = {
  back: 'went back to',
  forward: 'went forward to',
  reload: 'reloaded',
  'hard-reload': 'reloaded, past every cache,',
  'duplicate-tab': 'duplicated the tab at',
  'old-tab': 'returned to the old tab at',
  'reopen-tab': 'reopened the closed tab at',
};
