import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createH2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';

/** A service that tells everybody who asked, over HTTP/1.1 and HTTP/2. */
export interface WhoAsked extends AsyncDisposable {
  readonly h1: string;
  readonly h2: string;
}

/** What is wrong with it, to see that those who watch it notice. */
export interface WhoAskedOptions {
  /** One answer in so many is given to whoever asked next. Default: none. */
  readonly mixesEvery?: number;
}

/** `GET /who?delay=3&bytes=2000` is answered after so many milliseconds with the bearer token that was sent, at both ends of so many bytes. */
export async function serveWhoAsked({ mixesEvery = 0 }: WhoAskedOptions = {}): Promise<WhoAsked> {
  let asked = 0;
  let before = '';
  const name = (token: string): string => {
    asked += 1;
    const wrong = mixesEvery > 0 && asked % mixesEvery === 0 ? before : token;
    before = token;
    return wrong;
  };
  const h1 = createServer((request, response) => answer(request, response, name));
  const h2 = createH2Server((request, response) => answer(request, response, name));
  h1.keepAliveTimeout = 60_000;
  const sockets = new Set<{ destroy(): void }>();
  for (const server of [h1, h2] as readonly Server[]) {
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', 4_096, done));
  }
  return {
    h1: originOf(h1),
    h2: originOf(h2),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([h1, h2].map((server) => new Promise((done) => server.close(done))));
    },
  };
}

type Request = IncomingMessage | Http2ServerRequest;
type Response = ServerResponse | Http2ServerResponse;

function answer(request: Request, response: Response, name: (token: string) => string): void {
  const query = new URL(request.url ?? '/', 'http://who.example.com').searchParams;
  const who = name((request.headers.authorization ?? '').replace('Bearer ', ''));
  const filler = 'honey '.repeat(Math.max(0, Number(query.get('bytes') ?? 0) / 6));
  const tell = () => {
    const body = JSON.stringify({ who, filler, again: who });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    const half = Math.floor(body.length / 2);
    // In two pieces, so that a cut may fall between them.
    (response as ServerResponse).write(body.slice(0, half));
    (response as ServerResponse).end(body.slice(half));
  };
  const delay = Number(query.get('delay') ?? 0);
  if (delay > 0) setTimeout(tell, delay);
  else tell();
}

function originOf(server: { address(): unknown }): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
