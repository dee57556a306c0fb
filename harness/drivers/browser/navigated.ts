import { UnansweredError } from '../../model/errors.ts';

/** What a browser says of a navigation that led to no page, and is part of the plan all the same: it was offline, or got a download. */
const EXPECTED =
  /ERR_INTERNET_DISCONNECTED|ERR_ABORTED|ERR_FAILED|Download is starting|interrupted by another navigation/;

/** Lets a page go somewhere. Throws an UnansweredError where that failed and should not have. */
export async function navigated(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const message = String((error as Error).message).split('\n')[0] ?? '';
    if (!EXPECTED.test(message)) throw new UnansweredError(message.replace(/^page\.\w+: /, ''), { cause: error });
  }
}
