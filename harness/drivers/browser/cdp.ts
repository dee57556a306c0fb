import type { BrowserFacts } from '../../model/browsing.ts';

/** An answer's head as the inspector's protocol tells it. */
export interface CdpResponse {
  status: number;
  headers: Record<string, string>;
  fromDiskCache?: boolean;
  fromServiceWorker?: boolean;
  serviceWorkerResponseSource?: string;
  connectionReused?: boolean;
}

/** A request as the inspector's protocol tells it; a redirect brings the answer that led here. */
export interface CdpRequest {
  requestId: string;
  request: { url: string; method: string; postData?: string; headers?: Record<string, string> };
  redirectResponse?: CdpResponse;
  type?: string;
}

/** The head of an answer in our words. */
export interface Head {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly facts: BrowserFacts;
}

export function headOf(response: CdpResponse, fromMemory?: true): Head {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const byWorker = response.fromServiceWorker === true;
  const facts: BrowserFacts = {
    ...(response.fromDiskCache === true && !byWorker ? { fromDiskCache: true } : {}),
    ...(fromMemory === true ? { fromMemory } : {}),
    ...(byWorker
      ? { fromServiceWorker: response.serviceWorkerResponseSource === 'network' ? 'network' : 'cache' }
      : {}),
    ...(response.connectionReused === true ? { reusedSocket: true } : {}),
  };
  return { status: response.status, headers, facts };
}

/** The lines of `Set-Cookie` among the raw headers, which the protocol joins. */
export function setCookiesIn(headers: Record<string, string>): string[] {
  const line = Object.entries(headers).find(([name]) => name.toLowerCase() === 'set-cookie')?.[1];
  return line === undefined ? [] : line.split('\n');
}

/** Their answers are read by nobody. */
const UNREAD = new Set(['Preflight', 'Ping', 'CSPViolationReport']);

/** Whether an answer has no body that could show anything: none at all, or one that only draws letters. */
export function isBodiless(kind: string, method: string, { status, headers }: Head): boolean {
  const isMute = UNREAD.has(kind) || kind === 'Font';
  return isMute || method === 'HEAD' || [204, 205, 304].includes(status) || headers['content-length'] === '0';
}

/** The text of a WebSocket frame; binary ones byte by byte. */
export function frameText({ opcode, payloadData }: { opcode: number; payloadData: string }): string {
  return opcode === 1 ? payloadData : Buffer.from(payloadData, 'base64').toString('latin1');
}
