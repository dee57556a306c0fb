import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small echo of a shop, in a process of its own: it keeps what each token's owner wrote and shows it to nobody else. */
const shops = new Map<string, Map<string, string>>();
let notes = 0;

const server = createServer((request, response) => {
  const token = request.headers.authorization ?? '';
  const { pathname } = new URL(request.url ?? '/', 'http://shop.example.com');
  const reply = (status: number, value: unknown) => {
    const body = JSON.stringify(value);
    response
      .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      .end(body);
  };
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const [, what, id = ''] = pathname.split('/');
    const sent = read(body);
    if (sent === undefined) return reply(400, { because: 'no JSON' });
    if (what === 'sign-up') {
      shops.set(`Bearer ${sent.email}`, new Map([['name', String(sent.name)]]));
      return reply(201, {});
    }
    const own = shops.get(token);
    if (own === undefined) return reply(401, { because: 'nobody' });
    if (what === 'me' && request.method === 'DELETE') return reply(shops.delete(token) ? 200 : 404, {});
    if (what === 'me') return reply(200, { name: own.get('name') });
    if (request.method === 'POST') {
      notes += 1;
      own.set(`note-${notes}`, String(sent.text));
      return reply(201, { id: `note-${notes}` });
    }
    if (id === '') return reply(200, { notes: [...own].slice(-20).map(([key, text]) => ({ key, text })) });
    return own.has(id) ? reply(200, { id, text: own.get(id) }) : reply(404, {});
  });
});
function read(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    return undefined;
  }
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', 1_024, () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
