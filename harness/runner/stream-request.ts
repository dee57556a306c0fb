import { encodeBody } from '../drivers/body.ts';
import type { HttpRequest } from '../drivers/http-request.ts';
import { graphqlSpeech } from '../drivers/stream/graphql.ts';
import { socketIoSpeech } from '../drivers/stream/socket-io.ts';
import { listOf, plainSpeech, type Speech } from '../drivers/stream/speech.ts';
import type { Actor } from '../model/account.ts';
import type { AccountPort, Path, Surface, Tools } from '../model/target.ts';
import { made, pathOf } from './surface-request.ts';

/** How somebody asks to listen. */
export function streamRequest(surface: Surface, tools: Tools): HttpRequest {
  const headers = { ...surface.headers };
  if (surface.socket !== undefined) return { method: 'GET', path: pathOf(surface.socket, tools), headers };
  const json = made(surface.json, tools);
  const encoded = encodeBody(json === undefined ? {} : { json });
  return {
    method: json === undefined ? 'GET' : 'POST',
    path: pathOf(surface.events as Path, tools),
    headers: { accept: 'text/event-stream', 'cache-control': 'no-cache', ...encoded.headers, ...headers },
    ...(encoded.body === undefined ? {} : { body: encoded.body }),
  };
}

/** What is spoken on a surface's socket; a visitor has no name to say. */
export function speechOf(surface: Surface, given: Tools, by: Actor): Speech {
  const tools = by === 'visitor' ? { ...given, account: NOBODY } : given;
  const say = listOf(made(surface.say, tools), surface.speaks);
  const auth = made(surface.auth, tools);
  switch (surface.speaks) {
    case 'graphql':
      return graphqlSpeech(say, auth);
    case 'socket.io':
      return socketIoSpeech(say, auth, pathOf(surface.socket as Path, tools));
    default:
      return plainSpeech(say);
  }
}

const NOBODY: AccountPort = {
  email: '',
  password: '',
  username: '',
  webhook: '',
  role: 'alpha',
  canary: () => '',
  notes: {},
};

/** What is said on an open socket when it changes hands: the one before signs out, the next one says who it is. */
export function handOverWords(surface: Surface, before: Tools, next: Tools): readonly (readonly unknown[])[] {
  return [listOf(made(surface.bye, before), surface.speaks), listOf(made(surface.say, next), surface.speaks)];
}
