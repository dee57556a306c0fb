import type { HttpSession } from '../drivers/http.ts';
import type { HttpAnswer, HttpRequest } from '../drivers/http-request.ts';
import type { Surroundings } from '../drivers/session.ts';
import type { Observation } from '../model/observation.ts';
import { absent } from './absent.ts';
import type { Travel } from './adapter.ts';

/** Something planted that a request carries: its slot, as `account:slot`, and the words. */
export interface Asked {
  readonly slot: string;
  readonly text: string;
}

/** An answer to a question about nothing: its status, how often it repeats the question, and all else that it says. */
interface Vain {
  readonly status: number;
  readonly times: number;
  readonly rest: string;
}

/**
 * Which surfaces repeat what they are asked for, found or not: "nothing found for zq…". Each that is asked for a canary is asked once for
 * one that nobody has; whoever is later answered the same, but for the words asked for, was shown nothing of its own.
 */
export class Echoes {
  readonly #surroundings: Surroundings;
  readonly #vain = new Map<string, Promise<Vain | undefined>>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** What was planted and stands in a request; asks about nothing first, where that was not done and the request travels as any other. */
  async learn(session: HttpSession, surface: string, request: HttpRequest, travel: Travel): Promise<readonly Asked[]> {
    const asked = this.#askedIn(surface, request);
    if (asked.length === 0 || travel.via !== undefined || travel.as !== undefined) return asked;
    const ask = (other: HttpRequest) => session.send({ ...other, keep: true }, { surface, record: () => {} });
    const known = this.#vain.get(surface) ?? vainAnswer(request, asked, ask);
    this.#vain.set(surface, known);
    await known;
    return asked;
  }

  /** What an answer showed: nothing of what was asked for, where it says no more than an answer about nothing. */
  async judged(
    surface: string,
    observations: readonly Observation[],
    answer: HttpAnswer,
    asked: readonly Asked[],
  ): Promise<Observation[]> {
    const vain = asked.length === 0 ? undefined : await this.#vain.get(surface);
    if (vain === undefined || !isAlike(vain, answer, asked)) return [...observations];
    const slots = new Set(asked.map(({ slot }) => slot));
    return observations.map((seen) =>
      Object.freeze({
        ...seen,
        own: seen.own.filter((slot) => !slots.has(slot)),
        facts: { ...seen.facts, vain: true as const },
      }),
    );
  }

  #askedIn(surface: string, { path, body }: HttpRequest): readonly Asked[] {
    const { scan, identifiers } = this.#surroundings;
    const words = typeof body === 'string' ? `${path}\n${body}` : path;
    const seen = [...scan.text(words, 'request'), ...identifiers.scan(surface, Buffer.from(words))];
    return seen.map(({ account, slot, text }) => ({ slot: `${account}:${slot}`, text }));
  }
}

function isAlike(vain: Vain, answer: HttpAnswer, asked: readonly Asked[]): boolean {
  const said = saidBeside(
    answer,
    asked.map(({ text }) => text),
  );
  return answer.status === vain.status && said?.times === vain.times && said.rest === vain.rest;
}

async function vainAnswer(
  request: HttpRequest,
  asked: readonly Asked[],
  ask: (request: HttpRequest) => Promise<HttpAnswer>,
): Promise<Vain | undefined> {
  const others = asked.map(({ text }) => [text, String(absent(text, 0))] as const);
  const path = replaced(request.path, others);
  const body = typeof request.body === 'string' ? replaced(request.body, others) : request.body;
  // Words that stand there in another writing cannot be replaced.
  if (path === request.path && body === request.body) return undefined;
  try {
    const answer = await ask({ ...request, path, ...(body === undefined ? {} : { body }), keep: true });
    const said = saidBeside(
      answer,
      others.map(([, other]) => other),
    );
    const isEcho = said !== undefined && said.times > 0 && answer.status < 400;
    return isEcho ? { ...said, status: answer.status } : undefined;
  } catch {
    return undefined;
  }
}

function replaced(text: string, others: readonly (readonly [string, string])[]): string {
  return others.reduce((before, [from, to]) => before.replace(new RegExp(escaped(from), 'gi'), to), text);
}

/** Longer answers are more than an echo. */
const BYTES_MAX = 262_144;

/** What an answer says beside these words; numbers and what looks like a token change from answer to answer. */
function saidBeside({ body }: HttpAnswer, words: readonly string[]): Pick<Vain, 'times' | 'rest'> | undefined {
  if (body.length > BYTES_MAX) return undefined;
  let times = 0;
  const asked = new RegExp(words.map(escaped).join('|'), 'gi');
  const rest = body
    .toString()
    .replace(asked, () => {
      times += 1;
      return '';
    })
    .replace(/[\w+/=-]{16,}|[-+]?\d+(\.\d+)?(e[-+]?\d+)?/g, '');
  return { times, rest };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
