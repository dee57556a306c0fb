import type { Surroundings } from '../drivers/session.ts';
import { Gate, type Seat } from '../drivers/wire/gate.ts';
import { H1Line } from '../drivers/wire/h1-line.ts';
import { H2Line } from '../drivers/wire/h2-line.ts';
import type { Carrier, Hold, Line } from '../drivers/wire/line.ts';
import type { TenantId } from '../model/account.ts';
import type { Step } from '../model/plan.ts';
import type { Travel } from './adapter.ts';
import { LIMITS } from './limits.ts';

/** The connections that one played plan has in its own hands, and the places of held steps at their group's gate. */
export class Lines {
  readonly #world: Surroundings;
  readonly #tenants: () => readonly TenantId[];
  readonly #shared = new Map<string, Line>();
  readonly #all: Line[] = [];
  #seats = new Map<Step, Seat>();

  constructor(world: Surroundings, tenants: () => readonly TenantId[]) {
    this.#world = world;
    this.#tenants = tenants;
  }

  /** A group begins: its held steps will be released together. */
  expect(group: readonly Step[]): void {
    const gate = new Gate(LIMITS.gateMs);
    this.#seats = new Map(group.filter(({ held }) => held === true).map((step) => [step, gate.seat()]));
  }

  /** A step is over; whoever waits at the gate need not wait for it. */
  over(step: Step): void {
    this.#seats.get(step)?.leave();
  }

  /** How a step's requests travel; nothing special for most steps. */
  travel(step: Step): Travel {
    const { line: number, wire = 'h1', held, cutMs, afterMs = 0 } = step;
    const isSpecial =
      number !== undefined || step.wire !== undefined || held === true || isRaw(step) || cutMs !== undefined;
    if (!isSpecial) return {};
    const line = number === undefined ? this.#open(wire, false) : this.#sharedLine(`${wire} ${number}`, wire);
    const seat = this.#seats.get(step);
    let hold: Hold | undefined = seat === undefined ? undefined : () => seat.arrive(afterMs);
    let cut = cutMs;
    const via: Carrier = (request, watcher, limits, unasked) => {
      const isTheOne = isLook(step) || request.method !== 'GET';
      const holding = isTheOne ? hold : undefined;
      const cutting = isTheOne && cut !== undefined ? { ...limits, cutAfterMs: cut } : limits;
      if (isTheOne) {
        hold = undefined;
        cut = undefined;
      }
      return line.ask(request, watcher, cutting, unasked, holding);
    };
    return { via, ...(number === undefined ? {} : { company: this.#tenants() }) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#all.splice(0).map((line) => line[Symbol.asyncDispose]()));
  }

  #sharedLine(key: string, wire: 'h1' | 'h2'): Line {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const made = this.#open(wire, true);
    this.#shared.set(key, made);
    return made;
  }

  #open(wire: 'h1' | 'h2', isShared: boolean): Line {
    const { origin, insecureTls, now, limits } = this.#world;
    const options = { origin, insecureTls, now, isShared, connectTimeoutMs: limits.connectTimeoutMs };
    const line = wire === 'h2' ? new H2Line(options) : new H1Line(options);
    this.#all.push(line);
    return line;
  }
}

/** Requests that are wrong on purpose, or closed by half, need a socket in our own hands. */
function isRaw(step: Step): boolean {
  return step.do === 'spoil' || (step.do === 'abort' && step.half === true);
}

function isLook({ do: verb }: Step): boolean {
  return verb === 'look' || verb === 'abort' || verb === 'spoil';
}
