import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server in a process of its own: `/SIZE/TEXT` is answered with JSON of about SIZE bytes that holds TEXT a few times. */
const server = createServer((request, response) => {
  const [, size = '2048', text = ''] = (request.url ?? '').split('/');
  const body = bodyOf(Number(size), text);
  response
    .writeHead(200, {
      'content-type': 'application/json',
      'content-length': body.length,
      'cache-control': 'private, no-store',
    })
    .end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());

const made = new Map<string, Buffer>();

function bodyOf(size: number, text: string): Buffer {
  const key = `${size} ${text}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const orders: unknown[] = [];
  for (let bytes = 0, n = 0; bytes < size; n++) {
    const order = {
      orderIdentifier: 1000 + n,
      recipient: n % 8 === 0 ? text : 'Ada Pollen',
      town: 'Honeybourne',
      total: 12.5,
      note: 'Two jars of heather honey, this side up',
    };
    bytes += JSON.stringify(order).length + 1;
    orders.push(order);
  }
  const body = Buffer.from(JSON.stringify({ orders }));
  made.set(key, body);
  return body;
}
