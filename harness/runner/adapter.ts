import type { HttpSession } from '../drivers/http.ts';
import type { HttpRequest } from '../drivers/http-request.ts';
import { createPort } from '../drivers/port.ts';
import type { Frame } from '../drivers/session.ts';
import { within } from '../drivers/within.ts';
import { MisdeliveryError, RefusedError, UnansweredError, UsageError } from '../model/errors.ts';
import type { Observation, Outcome } from '../model/observation.ts';
import type { PlantedField } from '../model/planting.ts';
import type { CanaryPort, Tools } from '../model/target.ts';
import { LIMITS } from './limits.ts';
import { mailPort } from './mail-port.ts';
import type { Member } from './member.ts';
import { keptOwn } from './named-as.ts';
import type { Stage } from './stage.ts';

/** What one call of a target file's function led to. */
export interface Called<T> {
  readonly outcome: Outcome;
  readonly value?: T;
  readonly because?: string;
  /** Nothing of it reached the target. */
  readonly isUnsent?: true;
  /** What the target said when it refused; for a terminal, never stored. */
  readonly answer?: string;
  readonly observations: Observation[];
  /** Fresh canaries that were handed out, with the path at which they went out. */
  readonly fields: PlantedField[];
}

/** One call of a target file's function. */
export interface Call<T> {
  /** Under which name its answers are recorded: a surface, or `enrol`, `create order`. */
  readonly surface: string;
  readonly act: (tools: Tools) => Promise<T>;
  /** References under the names of their resources. */
  readonly refs?: Readonly<Record<string, unknown>>;
  /** Identifiers that the plan makes the request carry. */
  readonly carries?: readonly string[];
  /** How its requests travel. */
  readonly travel?: Travel;
  /** Whoever acts must go on as who it is: nothing is done to what the session presents. */
  readonly keepsSession?: boolean;
  /** What the plan makes of each request, where it is to be cut, wrong, or without one of the canaries handed out so far. */
  readonly alter?: (request: HttpRequest, canaries: readonly string[]) => HttpRequest;
}

/** The part of a frame that the plan decides. */
export type Travel = Pick<Frame, 'via' | 'as' | 'company' | 'spoiled' | 'print'>;

/** Lets an adapter act in a member's (or a visitor's) session; never throws for what target or adapter do. */
export async function callAdapter<T>(
  stage: Stage,
  session: HttpSession,
  member: Member,
  call: Call<T>,
): Promise<Called<T>> {
  const observations: Observation[] = [];
  const minted: { value: string; slot: number; shape: PlantedField['shape'] }[] = [];
  const paths = new Map<number, string>();
  const onField = (path: string, value: string) => {
    for (const { value: canary, slot } of minted) if (!paths.has(slot) && value.includes(canary)) paths.set(slot, path);
    for (const { value: canary, slot } of member.fields.values())
      if (!paths.has(slot) && value.includes(canary)) paths.set(slot, path);
  };
  let refusal: RefusedError | undefined;
  const frame = {
    surface: call.surface,
    record: (seen: Observation) => void observations.push(seen),
    ...(call.carries === undefined ? {} : { carries: call.carries }),
    ...call.travel,
  };
  const http = createPort(session, frame, {
    onField,
    onRefusal: (error) => (refusal = error),
    alter: (request) =>
      call.alter?.(
        request,
        minted.map(({ value }) => value),
      ) ?? request,
  });
  const mail = mailPort(stage, member, call.surface, frame.record);
  const canary: CanaryPort = (shape, limits) => {
    const made = member.mint(shape, limits);
    if (made.text === '') stage.surroundings.scan.values.add(made);
    minted.push({ value: made.value, slot: made.slot, shape });
    return made.value;
  };
  const fieldsOf = () => minted.map(({ slot, shape }) => ({ field: paths.get(slot) ?? shape, shape, slot }));
  try {
    const operator = stage.operator.port({ onField });
    const port = call.keepsSession === true ? keptOwn(http) : http;
    const tools: Tools = { mail, ...call.refs, http: port, operator, account: member.account, canary };
    const value = await within(LIMITS.stepTimeoutMs, call.act(tools));
    notePaths(member, paths);
    return { outcome: 'done', value, observations, fields: fieldsOf() };
  } catch (error) {
    const isUnsent = observations.length === 0 && error instanceof UnansweredError && error.isUnsent;
    return {
      ...failure(call.surface, error, refusal),
      ...(isUnsent ? { isUnsent } : {}),
      observations,
      fields: fieldsOf(),
    };
  }
}

function notePaths(member: Member, paths: ReadonlyMap<number, string>): void {
  for (const field of member.fields.values()) {
    const path = paths.get(field.slot);
    if (path !== undefined && field.path === undefined) field.path = path;
  }
}

function failure(
  surface: string,
  error: unknown,
  refusal: RefusedError | undefined,
): Pick<Called<unknown>, 'outcome' | 'because' | 'answer'> {
  const { answer } = (error instanceof RefusedError ? error : refusal) ?? {};
  const said = answer === undefined ? {} : { answer };
  if (error instanceof RefusedError) return { outcome: 'refused', because: `${surface}: ${error.message}`, ...said };
  // A target file that cannot be meant ends the run; one may also be wrong for one thing alone, such as a path made of what is not there.
  if (error instanceof UsageError) throw error;
  if (error instanceof MisdeliveryError) return { outcome: 'unknown', because: `${surface}: ${error.message}` };
  const last = refusal === undefined ? '' : ` after ${refusal.message}`;
  return {
    outcome: 'unknown',
    because: `${surface}: the target file failed${last}: ${(error as Error)?.message ?? error}`,
    ...said,
  };
}
