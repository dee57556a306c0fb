import { expect, test } from '@playwright/test';
import { createIdentifiers, type Identifiers } from './identifiers.ts';

const [ALPHA, BRAVO] = [1, 2];

/** Feeds and their entries are counted apart, and come near each other: entry `id` of feed `feed`. */
const entries = (...all: readonly (readonly [id: number, feed: number])[]) => ({
  entries: all.map(([id, feed]) => ({ id, feed: { id: feed } })),
});

function knowing(...ids: readonly (readonly [account: number, resource: string, id: string])[]): Identifiers {
  const identifiers = createIdentifiers({ run: 1 });
  for (const [account, resource, id] of ids) identifiers.learn({ id, account, resource, slot: 1 });
  return identifiers;
}

const shown = (identifiers: Identifiers, reply: unknown) =>
  identifiers.scan('entries', JSON.stringify(reply)).map(({ text, place }) => [text, place]);

const REPLIES = [
  [entries([70, 40], [40, 45]), ['40', '45']],
  [entries([71, 52]), ['52']],
  [entries([72, 40], [73, 45]), ['40', '45']],
  [entries([74, 52]), ['52']],
] as const;

test('a small identifier of another’s is seen where the owners’ own stand', () => {
  const identifiers = knowing([ALPHA, 'feed', '40'], [ALPHA, 'feed', '45'], [BRAVO, 'feed', '52']);
  for (const [reply, ids] of REPLIES) identifiers.learnFrom('entries', 'feed', reply, ids);
  expect(shown(identifiers, entries([80, 40], [81, 52]))).toEqual([
    ['40', '/entries/0/feed/id'],
    ['52', '/entries/1/feed/id'],
  ]);
});

test('where one stood by chance, others are not taken for any', () => {
  const identifiers = knowing([ALPHA, 'feed', '40'], [ALPHA, 'feed', '45'], [BRAVO, 'feed', '52']);
  for (const [reply, ids] of REPLIES) identifiers.learnFrom('entries', 'feed', reply, ids);
  expect(shown(identifiers, entries([52, 60]))).toEqual([]);
});

test('a place is believed only after several replies, and for several identifiers', () => {
  const identifiers = knowing([ALPHA, 'feed', '40'], [BRAVO, 'feed', '52']);
  for (let reply = 0; reply < 6; reply++) identifiers.learnFrom('entries', 'feed', entries([70, 40]), ['40']);
  expect(shown(identifiers, entries([80, 52]))).toEqual([]);
  identifiers.learnFrom('entries', 'feed', entries([71, 40], [72, 45]), ['40', '45']);
  expect(shown(identifiers, entries([80, 52]))).toEqual([['52', '/entries/0/feed/id']]);
});

test('the owner that each thing in a list names is none of them, though things and owners are counted alike', () => {
  const identifiers = knowing([ALPHA, 'feed', '1'], [BRAVO, 'feed', '2'], [ALPHA, 'feed', '5']);
  for (const id of [1, 2, 3, 4, 5]) identifiers.learnFrom('entries', 'feed', entries([id, id]), [String(id)]);
  expect(shown(identifiers, entries([9, 2]))).toEqual([]);
});

test('numbers that are the same in every answer are nobody’s, where each answer is about one thing', () => {
  const identifiers = knowing([ALPHA, 'task', '1'], [ALPHA, 'task', '3'], [BRAVO, 'task', '2']);
  const about = (id: number) => ({ id, columns: [1, 2, 3].map((each) => ({ id: each })) });
  for (const id of [1, 3, 145, 146, 147]) identifiers.learnFrom('entries', 'task', about(id), [String(id)]);
  expect(shown(identifiers, about(2))).toEqual([['2', '/id']]);
});

test('another kind of thing with the same number is not meant', () => {
  const identifiers = knowing([ALPHA, 'feed', '40'], [BRAVO, 'category', '52'], [ALPHA, 'feed', '41']);
  for (const id of [40, 41, 40, 41]) identifiers.learnFrom('entries', 'feed', entries([70, id]), [String(id)]);
  expect(shown(identifiers, entries([80, 52]))).toEqual([]);
});

test('what an earlier run has learned is believed at once, all along a list', () => {
  const identifiers = knowing([BRAVO, 'feed', '52']);
  identifiers.trust('entries', 'feed', '/entries/13/feed/id');
  expect(shown(identifiers, entries([80, 52]))).toEqual([['52', '/entries/0/feed/id']]);
});

test('an identifier that looks like a word by chance means its owner as well, where others of its kind are rare', () => {
  const made = ['1migp0gwv4', '7fk2x9d0qa', 'b31x0zk8rt'];
  const words = ['abcdefgh1j', 'zyxwvuts9k'];
  const seenOf = (first: readonly string[]) => {
    const all = [...first, ...words].map((id) => [ALPHA, 'note', id] as const);
    return shown(knowing(...all), { ids: words }).map(([text]) => text);
  };
  expect(seenOf(made)).toEqual(words);
  expect(seenOf(made.slice(0, 2))).toEqual([]);
  expect(seenOf(['headphones', 'microphone', 'turntables'])).toEqual([]);
});
