/** A place at a gate: arrives once, or leaves without having arrived. */
export interface Seat {
  /** Waits for the others; `afterMs` longer than they where that is asked for. */
  arrive(afterMs: number): Promise<void>;
  leave(): void;
}

/** Releases held requests together: opens once everyone who has a seat has arrived or left, or after a limit. */
export class Gate {
  readonly #open: Promise<void>;
  readonly #limitMs: number;
  #release!: () => void;
  #missing = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.#open = new Promise((resolve) => {
      this.#release = () => {
        clearTimeout(this.#timer);
        resolve();
      };
    });
  }

  seat(): Seat {
    this.#missing += 1;
    let isCounted = false;
    const count = () => {
      if (isCounted) return;
      isCounted = true;
      this.#missing -= 1;
      if (this.#missing === 0) this.#release();
    };
    return {
      arrive: async (afterMs) => {
        this.#timer ??= setTimeout(this.#release, this.#limitMs);
        count();
        await this.#open;
        if (afterMs > 0) await new Promise((resolve) => void setTimeout(resolve, afterMs));
      },
      leave: count,
    };
  }
}
