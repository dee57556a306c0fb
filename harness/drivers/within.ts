import { UnansweredError } from '../model/errors.ts';

/** The work, for so long at most (milliseconds). Throws an UnansweredError when it has not ended then; it is not waited for any more. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UnansweredError(`not finished within ${ms} ms`)), ms);
  });
  return Promise.race([work, expired]).finally(() => clearTimeout(timer));
}
