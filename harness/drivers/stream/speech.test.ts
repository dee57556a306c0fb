import { expect, test } from '@playwright/test';
import { graphqlSpeech } from './graphql.ts';
import { socketIoSpeech } from './socket-io.ts';
import { listOf, type Speech, type Understood } from './speech.ts';
import { Split } from './split.ts';

const graphql = (protocol: string): Speech => {
  const speech = graphqlSpeech(['subscription { note }'], { token: 't' });
  speech.open(protocol);
  return speech;
};
const query = { query: 'subscription { note }' };
const told = (message: object) => JSON.stringify(message);

const heard: readonly [string, Speech, string, Understood][] = [
  [
    'an acknowledgement begins the subscription',
    graphql('graphql-transport-ws'),
    told({ type: 'connection_ack' }),
    { isReady: true, isBare: true, reply: [told({ id: '1', type: 'subscribe', payload: query })] },
  ],
  [
    'in the words of the forerunner where that was chosen',
    graphql('graphql-ws'),
    told({ type: 'connection_ack' }),
    { isReady: true, isBare: true, reply: [told({ id: '1', type: 'start', payload: query })] },
  ],
  [
    'a ping is answered',
    graphql('graphql-transport-ws'),
    told({ type: 'ping' }),
    { isBare: true, reply: [told({ type: 'pong' })] },
  ],
  ['an event is one', graphql('graphql-transport-ws'), told({ type: 'next', id: '1', payload: {} }), {}],
  [
    'an error is a refusal',
    graphql('graphql-ws'),
    told({ type: 'error' }),
    { refusal: 'the subscription was answered with "error"' },
  ],
  ['what is no JSON is a message', graphql('graphql-ws'), 'hello', {}],
  [
    'Engine.IO opens',
    socketIoSpeech([], { token: 't' }, '/socket.io'),
    '0{"sid":"x"}',
    { isBare: true, reply: ['40{"token":"t"}'] },
  ],
  [
    'a namespace lets in',
    socketIoSpeech([['join', 7]], undefined, '/socket.io#/admin'),
    '40/admin,{"sid":"x"}',
    { isBare: true, isReady: true, reply: ['42/admin,["join",7]'] },
  ],
  ['a ping of Engine.IO is answered', socketIoSpeech([], undefined, '/socket.io'), '2', { isBare: true, reply: ['3'] }],
  ['an event of Socket.IO is one', socketIoSpeech([], undefined, '/socket.io'), '42["note",{}]', {}],
  [
    'a refused namespace',
    socketIoSpeech([], undefined, '/socket.io'),
    '44{"message":"no"}',
    { refusal: 'the namespace was refused' },
  ],
];

for (const [name, speech, text, understood] of heard) {
  test(`${name} → ${JSON.stringify(understood)}`, () => {
    expect(speech.hear(text)).toEqual(understood);
  });
}

test('Socket.IO is reached over a WebSocket alone, in whatever folder it is', () => {
  const { address } = socketIoSpeech([], undefined, '/live/socket.io');
  expect(address('/live/socket.io')).toBe('/live/socket.io/?EIO=4&transport=websocket');
  expect(address('/socket.io/?room=1#/admin')).toBe('/socket.io/?EIO=4&transport=websocket&room=1');
});

test('a list says several things, unless it is one event of Socket.IO', () => {
  expect(listOf(undefined, undefined)).toEqual([]);
  expect(listOf({ join: 7 }, undefined)).toEqual([{ join: 7 }]);
  expect(listOf(['one', 'two'], undefined)).toEqual(['one', 'two']);
  expect(listOf(['join', 7], 'socket.io')).toEqual([['join', 7]]);
  expect(listOf([['join', 7], ['stay']], 'socket.io')).toEqual([['join', 7], ['stay']]);
});

const streams: readonly [string, string, readonly string[], readonly string[]][] = [
  ['events', 'text/event-stream', ['data: a\n', '\ndata: b\n\nda', 'ta: c'], ['data: a\n\n', 'data: b\n\n', 'data: c']],
  [
    'events with CRLF',
    'text/event-stream; charset=utf-8',
    ['data: a\r\n\r', '\ndata: b'],
    ['data: a\r\n\r\n', 'data: b'],
  ],
  ['lines', 'application/x-ndjson', ['{"a":1}\n{"b"', ':2}\n'], ['{"a":1}\n', '{"b":2}\n']],
  ['anything else', 'application/json', ['{"a"', ':1}\n\n'], ['{"a":1}\n\n']],
];

for (const [name, type, chunks, messages] of streams) {
  test(`a stream of ${name} is cut into its messages, wherever chunks end`, () => {
    const seen: string[] = [];
    const split = new Split(type, (bytes) => seen.push(bytes.toString()));
    for (const chunk of chunks) split.push(Buffer.from(chunk));
    split.end();
    expect(seen).toEqual(messages);
  });
}
