import type { CDPSession } from 'playwright';
import type { Answer } from './answer.ts';
import { type CdpRequest, type CdpResponse, frameText, headOf, isBodiless, setCookiesIn } from './cdp.ts';
import { BROWSER_LIMITS } from './limits.ts';
import type { Moment } from './moment.ts';
import { gone, isAwaited, isUseless, isWhole, type Pending, statusOnWire } from './pending.ts';

/** Who is told of what a page gets. */
export interface WatchListener {
  readonly now: () => number;
  /** What is true when a request goes out. */
  readonly moment: (kind: string, headers: Readonly<Record<string, string>>) => Moment;
  /** A body of which the protocol does not tell, as it passed on the wire. */
  readonly passed: (url: string, status: number, sentMs: number) => Buffer | undefined;
  readonly onAnswer: (moment: Moment, answer: Answer, kind: string) => void;
  /** A message of a stream that stays open, with the moment at which that was opened. */
  readonly onMessage: (opened: Moment | undefined, url: string, text: string) => void;
}

interface Stream {
  readonly url: string;
  readonly opened: Moment;
}

/** Watches all that one page gets, by the inspector's own protocol: from network, cache or worker. Never by routing, which switches the cache off. */
export class Watch {
  readonly #cdp: CDPSession;
  readonly #listener: WatchListener;
  readonly #pending = new Map<string, Pending>();
  readonly #extra = new Map<string, { status: number; setCookies: string[] }>();
  readonly #streams = new Map<string, Stream>();
  #reading = 0;
  #came = 0;

  constructor(cdp: CDPSession, listener: WatchListener) {
    this.#cdp = cdp;
    this.#listener = listener;
  }

  async begin(): Promise<void> {
    const cdp = this.#cdp;
    cdp.on('Network.requestWillBeSent', (event) => this.#asked(event));
    cdp.on('Network.responseReceivedExtraInfo', ({ requestId, headers, statusCode }) =>
      this.#extra.set(requestId, { status: statusCode, setCookies: setCookiesIn(headers) }),
    );
    const note = (requestId: string, what: Partial<Pending>) =>
      void Object.assign(this.#pending.get(requestId) ?? {}, what);
    cdp.on('Network.requestServedFromCache', ({ requestId }) => note(requestId, { fromMemory: true }));
    cdp.on('Network.dataReceived', ({ requestId, dataLength: more }) =>
      note(requestId, { bytes: (this.#pending.get(requestId)?.bytes ?? 0) + more }),
    );
    cdp.on('Network.responseReceived', ({ requestId, response }) => this.#headCame(requestId, response));
    cdp.on('Network.loadingFinished', ({ requestId }) => void this.#ended(requestId));
    cdp.on('Network.loadingFailed', ({ requestId, canceled, errorText }) =>
      this.#failed(requestId, canceled === true, errorText),
    );
    cdp.on('Network.eventSourceMessageReceived', ({ requestId, data }) => this.#message(requestId, data));
    cdp.on('Network.webSocketCreated', ({ requestId, url }) => this.#opened(requestId, url));
    cdp.on('Network.webSocketFrameReceived', (event) => this.#message(event.requestId, frameText(event.response)));
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
    return [...this.#pending.values()].filter(isAwaited).length + this.#reading;
  }

  /** Answers and messages that have come so far. */
  get came(): number {
    return this.#came;
  }

  /** Gives up on what is still under way: what had begun to come was not seen. */
  giveUp(): void {
    for (const [id, pending] of [...this.#pending].filter(([, each]) => isAwaited(each))) {
      if (pending.head !== undefined) this.#tell(pending, Buffer.alloc(0), 'an answer was still coming');
      this.#pending.delete(id);
    }
  }

  #asked({ requestId, request, redirectResponse, type = 'Other' }: CdpRequest): void {
    if (!/^https?:/.test(request.url)) return;
    const before = this.#pending.get(requestId);
    if (before !== undefined && redirectResponse !== undefined) {
      before.head = headOf(redirectResponse);
      before.firstByteMs = this.#listener.now();
      const body = this.#listener.passed(before.url, before.head.status, before.sentMs);
      this.#tell(before, body ?? Buffer.alloc(0), undefined);
    }
    this.#pending.set(requestId, {
      moment: this.#listener.moment(type, request.headers ?? {}),
      kind: type,
      method: request.method,
      url: request.url,
      sent: request.postData,
      sentMs: this.#listener.now(),
      setCookies: [],
      bytes: 0,
    });
  }

  #opened(requestId: string, url: string): void {
    this.#streams.set(requestId, { url, opened: this.#listener.moment('WebSocket', {}) });
  }

  #headCame(requestId: string, response: CdpResponse): void {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return;
    pending.head = headOf(response, pending.fromMemory);
    pending.firstByteMs = this.#listener.now();
    if (['Fetch', 'XHR'].includes(pending.kind)) this.#awaitReading(requestId, pending);
    if (pending.kind !== 'EventSource') return;
    this.#streams.set(requestId, { url: pending.url, opened: pending.moment });
    this.#pending.delete(requestId);
  }

  /**
   * Where nothing may be stored the protocol tells that a body is over only when a script has read it, and many do not read a refusal's:
   * that is told as soon as it is whole. What has not come for long showed nothing, is not waited for, and looked after no longer than anybody waits.
   */
  #awaitReading(requestId: string, pending: Pending): void {
    const look = () => {
      if (this.#pending.get(requestId) !== pending) return;
      const { url, sentMs, firstByteMs = 0 } = pending;
      const status = statusOnWire(pending, this.#extra.get(requestId)?.status);
      const body = status === undefined ? undefined : this.#listener.passed(url, status, sentMs);
      if (body !== undefined || isWhole(pending)) return void this.#ended(requestId, body);
      const heldMs = this.#listener.now() - firstByteMs;
      pending.isUnread = heldMs > BROWSER_LIMITS.silentMs;
      if (heldMs < BROWSER_LIMITS.quietTimeoutMs) setTimeout(look, BROWSER_LIMITS.unreadMs).unref();
    };
    setTimeout(look, BROWSER_LIMITS.unreadMs).unref();
  }

  #message(requestId: string, text: string): void {
    const stream = this.#streams.get(requestId);
    this.#came += 1;
    this.#listener.onMessage(stream?.opened, stream?.url ?? 'a stream', text);
  }

  async #ended(requestId: string, passed?: Buffer): Promise<void> {
    const pending = this.#pending.get(requestId);
    if (pending === undefined) return;
    this.#pending.delete(requestId);
    this.#addRaw(requestId, pending);
    if (passed !== undefined) return this.#tell(pending, passed, undefined);
    this.#reading += 1;
    try {
      const { body, base64Encoded } = await this.#cdp.send('Network.getResponseBody', { requestId });
      this.#tell(pending, Buffer.from(body, base64Encoded ? 'base64' : 'utf8'), undefined);
    } catch (error) {
      const { kind, method, head } = pending;
      const isNone = head !== undefined && isBodiless(kind, method, head);
      this.#tell(pending, Buffer.alloc(0), isNone ? undefined : gone(pending, error));
    } finally {
      this.#reading -= 1;
    }
  }

  #failed(requestId: string, canceled: boolean, why: string): void {
    const pending = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    if (pending?.head === undefined) return;
    // A document that is cancelled after its head has become a download, which is read from disk.
    if (canceled && pending.kind === 'Document') return;
    this.#addRaw(requestId, pending);
    const unseen = `${pending.method} ${pending.url} broke off: ${why || 'cancelled'}`;
    this.#tell(pending, Buffer.alloc(0), isUseless(pending) ? undefined : unseen);
  }

  #addRaw(requestId: string, pending: Pending): void {
    const raw = this.#extra.get(requestId);
    this.#extra.delete(requestId);
    if (raw === undefined) return;
    pending.setCookies = raw.setCookies;
    pending.rawStatus = raw.status;
  }

  #tell(pending: Pending, body: Buffer, unseen: string | undefined): void {
    const { moment, kind, method, url, sent, sentMs, head, rawStatus, setCookies } = pending;
    if (head === undefined) return;
    this.#came += 1;
    const { status, headers } = head;
    const isRevalidated = rawStatus === 304 && status !== 304;
    const facts = isRevalidated ? { ...head.facts, revalidated: true as const } : head.facts;
    const lastByteMs = this.#listener.now();
    const firstByteMs = pending.firstByteMs ?? lastByteMs;
    this.#listener.onAnswer(
      moment,
      { method, url, sent, sentMs, firstByteMs, lastByteMs, status, headers, setCookies, body, unseen, facts },
      kind,
    );
  }
}
