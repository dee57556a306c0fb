import type { BrowserContext, Request, Response } from 'playwright';
import type { Answer } from './answer.ts';
import type { Moment } from './moment.ts';
import type { WatchListener } from './watch.ts';

/** Who is told of what service workers get. */
export interface WorkerListener extends Pick<WatchListener, 'now' | 'passed'> {
  readonly moment: () => Moment;
  /** The answer once it is read; nothing may fall quiet before. */
  readonly onAnswer: (moment: Moment, answer: Promise<Answer>) => void;
}

interface Asked {
  readonly moment: Moment;
  readonly sentMs: number;
}

/** Watches what a profile's service workers ask for themselves: pages see it only if the worker passes it on, and their watch does not see it at all. */
export class WorkerWatch {
  readonly #listener: WorkerListener;
  readonly #asked = new Map<Request, Asked>();

  constructor(listener: WorkerListener) {
    this.#listener = listener;
  }

  begin(context: BrowserContext): void {
    const { now, moment, onAnswer } = this.#listener;
    this.#asked.clear();
    context.on('request', (request) => {
      if (request.serviceWorker() !== null) this.#asked.set(request, { moment: moment(), sentMs: now() });
    });
    context.on('response', (response) => {
      const asked = this.#asked.get(response.request());
      if (asked === undefined) return;
      this.#asked.delete(response.request());
      onAnswer(asked.moment, answerOf(response, asked.sentMs, this.#listener));
    });
    context.on('requestfailed', (request) => void this.#asked.delete(request));
  }

  get busy(): number {
    return this.#asked.size;
  }

  giveUp(): void {
    this.#asked.clear();
  }
}

async function answerOf(response: Response, sentMs: number, { now, passed }: WorkerListener): Promise<Answer> {
  const firstByteMs = now();
  const isRedirect = response.status() >= 300 && response.status() < 400;
  const read = isRedirect
    ? { body: passed(response.url(), response.status(), sentMs) ?? Buffer.alloc(0), unseen: undefined }
    : await bodyOf(response);
  return {
    url: response.url(),
    method: response.request().method(),
    sent: response.request().postData() ?? undefined,
    status: response.status(),
    headers: response.headers(),
    setCookies: [],
    sentMs,
    firstByteMs,
    lastByteMs: now(),
    ...read,
    facts: {},
  };
}

async function bodyOf(response: Response): Promise<{ readonly body: Buffer; readonly unseen: string | undefined }> {
  try {
    return { body: await response.body(), unseen: undefined };
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    const unseen = `what the service worker was given for ${response.url().split('?')[0]} could not be read: ${why}`;
    return { body: Buffer.alloc(0), unseen };
  }
}
