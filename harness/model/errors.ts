/** What every error of ours says: what happened, what was expected, what to do next. */
export abstract class MisdeliveryError extends Error {
  /** Stable, for programs. */
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The command line, a target file or a stored run cannot be used as it is: exit code 64. */
export class UsageError extends MisdeliveryError {
  readonly code = 'MIS_USAGE';
}

/** The harness or the target broke in a way that no verdict can describe: exit code 70. */
export class BrokenError extends MisdeliveryError {
  readonly code = 'MIS_BROKEN';
}

/** The target answered, and the answer was no. */
export class RefusedError extends MisdeliveryError {
  readonly code = 'MIS_REFUSED';
  readonly status: number;
  /** What the target said, for whoever mends a target file at a terminal; never stored, for it may be anybody's data. */
  readonly answer: string | undefined;
  constructor(message: string, status: number, answer?: string) {
    super(message);
    this.status = status;
    this.answer = answer;
  }
}

/** No answer came, or not all of it: the request may or may not have had its effect. */
export class UnansweredError extends MisdeliveryError {
  readonly code = 'MIS_UNANSWERED';
  /** There was no connection on which it could have been sent. */
  readonly isUnsent: boolean;
  constructor(message: string, options: ErrorOptions & { readonly isUnsent?: boolean } = {}) {
    super(message, options);
    this.isUnsent = options.isUnsent ?? false;
  }
}

/** A limit of the harness was reached. */
export class LimitError extends MisdeliveryError {
  readonly code = 'MIS_LIMIT';
}
