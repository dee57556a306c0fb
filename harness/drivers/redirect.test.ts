import { expect, test } from '@playwright/test';
import { within } from './redirect.ts';

const HERE = 'http://127.0.0.1:8080';
const led: readonly [string, string, string | undefined][] = [
  ['a path', '/home?x=1', '/home?x=1'],
  ['a path beside the one that answered', 'next', '/a/next'],
  ['the origin in full', 'http://127.0.0.1:8080/home', '/home'],
  ["one's own machine by its other name", 'http://localhost:8080/home', '/home'],
  ["one's own machine, but another door", 'http://localhost:9090/home', undefined],
  ['another scheme', 'https://127.0.0.1:8080/home', undefined],
  ['another host', 'http://example.com:8080/home', undefined],
  ['no address at all', 'http://', undefined],
];

for (const [name, location, path] of led) {
  test(`a redirect to ${name} leads ${path === undefined ? 'away' : `to ${path}`}`, () => {
    expect(within(HERE, '/a/b', location)).toBe(path);
  });
}
