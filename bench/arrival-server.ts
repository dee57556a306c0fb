import { createServer } from 'node:http';
import { createServer as createH2Server } from 'node:http2';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

/**
 * A server in a process of its own that tells how far apart requests arrived: `POST /TRIAL/COUNT` is answered once COUNT whole requests
 * of the trial are there, with the microseconds between the first and the last. Bare sockets show the release alone, the two HTTP
 * servers what a service would see.
 */
const trials = new Map<string, { first: number; readonly answers: ((spreadUs: number) => void)[] }>();

function arrived(path: string, answer: (spreadUs: number) => void): void {
  const now = performance.now();
  const [, , count] = path.split('/');
  const trial = trials.get(path) ?? { first: now, answers: [] };
  trials.set(path, trial);
  trial.answers.push(answer);
  if (trial.answers.length < Number(count)) return;
  trials.delete(path);
  for (const each of trial.answers) each(Math.round((now - trial.first) * 1_000));
}

const h1 = createServer((request, response) => {
  request.resume().on('end', () => arrived(request.url ?? '', (spread) => void response.end(String(spread))));
});
h1.keepAliveTimeout = 60_000;
const h2 = createH2Server((request, response) => {
  request.resume().on('end', () => arrived(request.url ?? '', (spread) => void response.end(String(spread))));
});
const bare = createTcpServer({ noDelay: true }, (socket) => {
  let head = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    head += chunk.toString('latin1');
    for (let end = endOf(head); end > 0; end = endOf(head)) {
      const path = head.split(' ', 2)[1] ?? '';
      head = head.slice(end);
      arrived(path, (spread) => answerOn(socket, String(spread)));
    }
  });
});

/** Where the first whole request in a text ends; 0 when it is not there yet. */
function endOf(text: string): number {
  const at = text.indexOf('\r\n\r\n');
  if (at < 0) return 0;
  const end = at + 4 + Number(/content-length: *(\d+)/i.exec(text.slice(0, at))?.[1] ?? 0);
  return text.length < end ? 0 : end;
}

function answerOn(socket: Socket, body: string): void {
  socket.write(`HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
}

const servers: Readonly<Record<string, Server>> = { bare, h1, h2: h2 as unknown as Server };
const ports: Record<string, number> = {};
for (const [name, server] of Object.entries(servers)) {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', 1_024, done));
  ports[name] = (server.address() as AddressInfo).port;
}
process.send?.(ports);
process.on('disconnect', () => process.exit());
