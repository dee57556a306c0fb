import type { CDPSession } from 'playwright';
import type { BrowserFacts } from '../../model/browsing.ts';
import type { Answer } from './answer.ts';
import { BROWSER_LIMITS } from './limits.ts';
import type { Moment } from './moment.ts';

/** Who is told of what a page gets. */
export interface WatchListener {
  readonly now: () => number;
  readonly moment: () => Moment;
  readonly onAnswer: (moment: Moment, answer: Answer, kind: string) => void;
  /** A message of a stream that stays open. */
  readonly onMessage: (url: string, text: string) => void;
}

interface Pending {
  readonly moment: Moment;
  readonly kind: string;
  readonly method: string;
  readonly url: string;
  readonly sent: string | undefined;
  readonly sentMs: number;
  setCookies: string[];
  rawStatus?: number;
  response?: Response;
  firstByteMs?: number;
}

interface Response {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly facts: BrowserFacts;
}

const STREAMS = new Set(['EventSource', 'WebSocket']);
/** Their answers are read by nobody. */
const UNREAD = new Set(['Preflight', 'Ping', 'CSPViolationReport']);

/** Watches all that one page gets, by the inspector's own protocol: from network, cache or worker. Never by routing, which switches the cache off. */
export class Watch {
  readonly #cdp: CDPSession;
  readonly #listener: WatchListener;
  readonly #pending = new Map<string, Pending>();
  readonly #extra = new Map<string, { status: number; setCookies: string[] }>();
  readonly #streams = new Map<string, string>();
  #reading = 0;
  #answers = 0;

  constructor(cdp: CDPSession, listener: WatchListener) {
    this.#cdp = cdp;
    this.#listener = listener;
  }

  async begin(): Promise<void> {
    const cdp = this.#cdp;
    cdp.on('Network.requestWillBeSent', (event) => this.#asked(event));
    cdp.on('Network.responseReceivedExtraInfo', ({ requestId, headers, statusCode }) =>
      this.#raw(requestId, headers, statusCode),
    );
    cdp.on('Network.responseReceived', ({ requestId, response }) => this.#headCame(requestId, response));
    cdp.on('Network.loadingFinished', ({ requestId }) => void this.#ended(requestId));
    cdp.on('Network.loadingFailed', ({ requestId, canceled, errorText }) =>
      this.#failed(requestId, canceled === true, errorText),
    );
    cdp.on('Network.eventSourceMessageReceived', ({ requestId, data }) =>
      this.#listener.onMessage(this.#streams.get(requestId) ?? 'events', data),
    );
    cdp.on('Network.webSocketCreated', ({ requestId, url }) => void this.#streams.set(requestId, url));
    cdp.on('Network.webSocketFrameReceived', ({ requestId, response }) =>
      this.#listener.onMessage(this.#streams.get(requestId) ?? 'socket', textOf(response)),
    );
    const limits = {
      maxTotalBufferSize: BROWSER_LIMITS.inspectorBytesMax,
      maxResourceBufferSize: BROWSER_LIMITS.inspectorBytesMax,
    };
    // Durable messages keep a body readable after the page that got it was left; older browsers do not know them.
    const durable = { ...limits, enableDurableMessages: true };
    await cdp.send('Network.enable', durable).catch(() => cdp.send('Network.enable', limits));
  }

  /** Answers under way or being read; streams that stay open do not count. */
  get busy(): number {
    return this.#pending.size + this.#reading;
  }

  /** Answers that have come so far. */
  get answers(): number {
    return this.#answers;
  }

  /** Gives up on what is still under way: what had begun to come was not seen. */
  giveUp(): void {
    for (const [id, pending] of this.#pending) {
      if (pending.response !== undefined) this.#tell(pending, Buffer.alloc(0), 'an answer was still coming');
      this.#pending.delete(id);
    }
  }

  #asked(event: Asked): void {
    const { requestId, request, redirectResponse, type = 'Other' } = event;
    if (!/^https?:/.test(request.url)) return;
    const before = this.#pending.get(requestId);
    if (before !== undefined && redirectResponse !== undefined) {
      before.response = responseOf(redirectResponse);
      before.firstByteMs = this.#listener.now();
      this.#tell(before, Buffer.alloc(0), undefined);
    }
    this.#pending.set(requestId, {
      moment: this.#listener.moment(),
      kind: type,
      method: request.method,
      url: request.url,
      sent: request.postData,
      sentMs: this.#listener.now(),
      setCookies: [],
    });
  }

  #raw(requestId: string, headers: Record<string, string>, status: number): void {
    const line = Object.entries(headers).find(([name]) => name.toLowerCase() === 'set-cookie')?.[1];
    this.#extra.set(requestId, { status, setCookies: line === undefined ? [] : line.split('\n') });
  }

  #headCame(requestId: string, response: CdpResponse): void {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return;
    pending.response = responseOf(response);
    pending.firstByteMs = this.#listener.now();
    if (!STREAMS.has(pending.kind)) return;
    this.#streams.set(requestId, pending.url);
    this.#pending.delete(requestId);
  }

  async #ended(requestId: string): Promise<void> {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return;
    this.#pending.delete(requestId);
    this.#addRaw(requestId, pending);
    this.#reading += 1;
    try {
      const { body, base64Encoded } = await this.#cdp.send('Network.getResponseBody', { requestId });
      this.#tell(pending, Buffer.from(body, base64Encoded ? 'base64' : 'utf8'), undefined);
    } catch (error) {
      this.#tell(pending, Buffer.alloc(0), isBodiless(pending) ? undefined : unread(pending, error));
    } finally {
      this.#reading -= 1;
    }
  }

  #failed(requestId: string, canceled: boolean, why: string): void {
    const pending = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    if (pending?.response === undefined) return;
    // A document that is cancelled after its head has become a download, which is read from disk.
    if (canceled && pending.kind === 'Document') return;
    this.#addRaw(requestId, pending);
    this.#tell(pending, Buffer.alloc(0), `${pending.method} ${pending.url} broke off: ${why || 'cancelled'}`);
  }

  #addRaw(requestId: string, pending: Pending): void {
    const raw = this.#extra.get(requestId);
    this.#extra.delete(requestId);
    if (raw === undefined) return;
    pending.setCookies = raw.setCookies;
    pending.rawStatus = raw.status;
  }

  #tell(pending: Pending, body: Buffer, unseen: string | undefined): void {
    const { moment, kind, method, url, sent, sentMs, response, rawStatus, setCookies } = pending;
    if (response === undefined) return;
    this.#answers += 1;
    const facts =
      rawStatus === 304 && response.status !== 304 ? { ...response.facts, revalidated: true as const } : response.facts;
    const lastByteMs = this.#listener.now();
    const firstByteMs = pending.firstByteMs ?? lastByteMs;
    const { status, headers } = response;
    this.#listener.onAnswer(
      moment,
      { method, url, sent, sentMs, firstByteMs, lastByteMs, status, headers, setCookies, body, unseen, facts },
      kind,
    );
  }
}

interface Asked {
  requestId: string;
  request: { url: string; method: string; postData?: string };
  redirectResponse?: CdpResponse;
  type?: string;
}

interface CdpResponse {
  status: number;
  headers: Record<string, string>;
  fromDiskCache?: boolean;
  fromServiceWorker?: boolean;
  serviceWorkerResponseSource?: string;
  connectionReused?: boolean;
}

function responseOf(response: CdpResponse): Response {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const byWorker = response.fromServiceWorker === true;
  const facts: BrowserFacts = {
    ...(response.fromDiskCache === true && !byWorker ? { fromDiskCache: true } : {}),
    ...(byWorker
      ? { fromServiceWorker: response.serviceWorkerResponseSource === 'network' ? 'network' : 'cache' }
      : {}),
    ...(response.connectionReused === true ? { reusedSocket: true } : {}),
  };
  return { status: response.status, headers, facts };
}

function isBodiless({ kind, method, response }: Pending): boolean {
  const status = response?.status ?? 0;
  return (
    UNREAD.has(kind) ||
    method === 'HEAD' ||
    [204, 205, 304].includes(status) ||
    response?.headers['content-length'] === '0'
  );
}

function unread({ method, url }: Pending, error: unknown): string {
  return `the browser no longer had the body of ${method} ${url.split('?')[0]}: ${String((error as Error).message).split('\n')[0]}`;
}

function textOf({ opcode, payloadData }: { opcode: number; payloadData: string }): string {
  return opcode === 1 ? payloadData : Buffer.from(payloadData, 'base64').toString('latin1');
}
