import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { UsageError } from '../../model/errors.ts';

/** Something that was posted to an address of ours. */
export interface Posted {
  /** First part of the path: whose address it was. */
  readonly box: string;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/** A place where webhooks arrive. */
export interface WebhookReceiver extends AsyncDisposable {
  /** `http://127.0.0.1:4711`, the beginning of every address. */
  readonly origin: string;
}

/** Opens a receiver that takes every request and answers 200. */
export async function receiveWebhooks(
  { port = 0, origin }: { readonly port?: number; readonly origin?: string },
  onPost: (posted: Posted) => void,
): Promise<WebhookReceiver> {
  const server = createServer((request, response) => {
    void buffer(request).then(
      (body) => {
        const path = request.url ?? '/';
        onPost({
          box: path.split(/[/?]/)[1] ?? '',
          method: request.method ?? 'POST',
          path,
          headers: request.headers,
          contentType: request.headers['content-type'],
          body,
        });
        response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) => reject(refusal(port, error)));
    server.listen(port, isElsewhere(origin) ? undefined : '127.0.0.1', () => resolve());
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: origin?.replace(/\/$/, '') ?? `http://127.0.0.1:${bound}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether the service reaches us by another name than the loopback interface's, as out of a container. */
function isElsewhere(origin: string | undefined): boolean {
  return origin !== undefined && !/^(127\.|localhost$|\[::1\]$)/.test(new URL(origin).hostname);
}

function refusal(port: number, error: Error & { code?: string }): Error {
  return new UsageError(
    `Webhooks cannot be received on port ${port}: ${error.code ?? error.message}. Expected a free port. Choose another in "webhooks" of the target file.`,
    { cause: error },
  );
}
