import type { Speech, Understood } from './speech.ts';

/** Socket.IO 3 and 4 over a WebSocket alone (Engine.IO protocol 4, Socket.IO protocol 5); `#/admin` behind the path names a namespace. */
export function socketIoSpeech(say: readonly unknown[], auth: unknown, path: string): Speech {
  const space = path.includes('#') ? path.slice(path.indexOf('#') + 1) : '';
  const prefix = space === '' || space === '/' ? '' : `${space},`;
  const encode = (message: unknown) => `42${prefix}${JSON.stringify(Array.isArray(message) ? message : [message])}`;
  return {
    protocols: [],
    hasGreeting: true,
    address: (whole) => {
      const [place = ''] = whole.split('#');
      const [folder = '', query] = place.split('?');
      return `${folder.replace(/\/?$/, '/')}?EIO=4&transport=websocket${query === undefined ? '' : `&${query}`}`;
    },
    open: () => [],
    hear(text): Understood {
      if (text.startsWith('0'))
        return { isBare: true, reply: [`40${prefix}${auth === undefined ? '' : JSON.stringify(auth)}`] };
      if (text === '2') return { isBare: true, reply: ['3'] };
      if (text.startsWith('40')) return { isBare: true, isReady: true, reply: say.map(encode) };
      if (text.startsWith('44')) return { refusal: 'the namespace was refused' };
      if (text === '41' || text === '6') return { isBare: true };
      return {};
    },
    encode,
  };
}
