import type { Speech, Understood } from './speech.ts';

/** A subscription by `graphql-transport-ws`, or by its forerunner `graphql-ws` where the server chooses that. */
export function graphqlSpeech(say: readonly unknown[], auth: unknown): Speech {
  let isOld = false;
  const subscriptions = say.map((each) => (typeof each === 'string' ? { query: each } : each));
  return {
    protocols: ['graphql-transport-ws', 'graphql-ws'],
    hasGreeting: true,
    address: (path) => path,
    open(protocol) {
      isOld = protocol === 'graphql-ws';
      return [JSON.stringify({ type: 'connection_init', ...(auth === undefined ? {} : { payload: auth }) })];
    },
    hear(text): Understood {
      const { type } = parsed(text);
      switch (type) {
        case 'connection_ack':
          return {
            isReady: true,
            isBare: true,
            reply: subscriptions.map((each, index) =>
              JSON.stringify({ id: String(index + 1), type: isOld ? 'start' : 'subscribe', payload: each }),
            ),
          };
        case 'ping':
          return { isBare: true, reply: [JSON.stringify({ type: 'pong' })] };
        case 'ka':
        case 'pong':
        case 'complete':
          return { isBare: true };
        case 'connection_error':
        case 'error':
          return { refusal: `the subscription was answered with "${type}"` };
        default:
          return {};
      }
    },
    encode: (message) => JSON.stringify(message),
  };
}

function parsed(text: string): { readonly type?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { type?: string };
  } catch {
    return {};
  }
}
