import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { accountNumber } from '../../model/account.ts';
import type { Observation } from '../../model/observation.ts';
import { Browsers } from './browsers.ts';
import { mustHaveBrowser } from './testing/installed.ts';
import { testWorld } from './testing/world.ts';

const PAIRS = 50;
const LOOKS = 3;
/** Pages that load at the same moment, so that none is late on a small machine; their sessions are all open all the time. */
const AT_ONCE = 25;

/** Answers with who it thinks is asking, and never looks at anything but the cookie; a little late, so that answers overlap. */
async function echoServer() {
  const server = createServer((request, response) => {
    const [, who = 'nobody'] = /who=([^;]*)/.exec(request.headers.cookie ?? '') ?? [];
    response.setHeader('content-type', 'text/html');
    const page = `<title>${who}</title><p>You are ${who}.</p><script>fetch('/me').then((me) => me.text()).then((me) => { document.title += me; });</script>`;
    setTimeout(() => response.end(request.url === '/me' ? who : page), 5 + Math.random() * 20);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${port}`, [Symbol.dispose]: close };
}

test(`${PAIRS} pairs at browsers of their own, all open at once: nobody is taken for anybody else`, async () => {
  test.slow();
  using server = await echoServer();
  await using browsers = new Browsers();
  mustHaveBrowser((await browsers.found()).reason);
  const { world, codec } = testWorld(server.origin, () => performance.now());
  const everyone = Array.from({ length: PAIRS }, (_, pair) => [`p${pair}/alpha`, `p${pair}/bravo`] as const).flat();
  const seen: Observation[] = [];
  const frame = { surface: 'echo', record: (each: Observation) => void seen.push(each) };
  const sessions = await Promise.all(
    everyone.map(async (account) => {
      const [pair = '', role = 'alpha'] = account.split('/');
      const viewer = { session: `${account}#1`, actor: role as 'alpha', account, tenant: account };
      const profile = await browsers.profile('light', world, viewer, frame);
      const number = accountNumber(Number(pair.slice(1)), role as 'alpha');
      await profile.context.addCookies([{ name: 'who', value: codec.mint(number, 1), url: server.origin }]);
      return { profile, own: `${number}:1`, account };
    }),
  );
  const visit = async ({ profile }: (typeof sessions)[number]) => {
    profile.begin(frame);
    await profile.tab.goto('/');
    await profile.look('GET', world.now());
  };
  const takeTurns = async (first: number) => {
    for (let look = 0; look < LOOKS; look++)
      for (const session of sessions.filter((_, index) => index % AT_ONCE === first)) await visit(session);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, first) => takeTurns(first)));
  for (const { account, own } of sessions) {
    const mine = seen.filter((each) => each.account === account && each.own.length + each.foreign.length > 0);
    expect(mine.length, account).toBeGreaterThanOrEqual(LOOKS * 3);
    for (const { own: shown } of mine) expect(shown).toEqual([own]);
  }
  expect(seen.flatMap(({ foreign }) => foreign)).toEqual([]);
});
