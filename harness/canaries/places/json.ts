import { escaped } from '../paths.ts';
import type { Places } from './places.ts';

/** JSON pointers (RFC 6901) by offset. Works on JSON that is cut or broken, as far as it goes. */
export function jsonPlaces(bytes: Buffer, from = 0, to = bytes.length): Places {
  let walk = new Walk(bytes, from, to);
  return (offset) => {
    if (offset < walk.at) walk = new Walk(bytes, from, to);
    return walk.pointer(offset);
  };
}

interface Frame {
  readonly isArray: boolean;
  /** The position in an array, the key in an object. */
  step: number | string;
  isKey: boolean;
}

/** Goes through the tokens once, forwards, and knows where it is. */
class Walk {
  at: number;
  readonly #bytes: Buffer;
  readonly #to: number;
  readonly #frames: Frame[] = [];

  constructor(bytes: Buffer, from: number, to: number) {
    this.#bytes = bytes;
    this.#to = to;
    this.at = from;
  }

  pointer(offset: number): string {
    while (this.at <= offset && this.at < this.#to) {
      const byte = this.#bytes[this.at]!;
      if (byte === QUOTE) {
        const end = this.#endOfText();
        if (end > offset) return this.#here();
        this.#text(end);
        this.at = end;
      } else {
        this.#sign(byte);
        this.at++;
      }
    }
    return this.#here();
  }

  #sign(byte: number): void {
    const top = this.#frames.at(-1);
    if (byte === 0x5b) this.#frames.push({ isArray: true, step: 0, isKey: false });
    else if (byte === 0x7b) this.#frames.push({ isArray: false, step: '', isKey: true });
    else if (byte === 0x5d || byte === 0x7d) this.#frames.pop();
    else if (top !== undefined && byte === 0x2c) {
      if (top.isArray) top.step = (top.step as number) + 1;
      else top.isKey = true;
    } else if (top !== undefined && byte === 0x3a) top.isKey = false;
  }

  #text(end: number): void {
    const top = this.#frames.at(-1);
    if (top?.isKey !== true) return;
    const raw = this.#bytes.toString('utf8', this.at, end);
    try {
      top.step = String(JSON.parse(raw));
    } catch {
      top.step = raw.slice(1, -1);
    }
  }

  #endOfText(): number {
    let end = this.at + 1;
    while (end < this.#to && this.#bytes[end] !== QUOTE) end += this.#bytes[end] === 0x5c ? 2 : 1;
    return Math.min(end + 1, this.#to);
  }

  #here(): string {
    const inKey = this.#frames.at(-1)?.isKey === true && this.#bytes[this.at] === QUOTE;
    const frames = inKey ? this.#frames.slice(0, -1) : this.#frames;
    const pointer = frames.map(({ step }) => `/${escaped(String(step))}`).join('');
    return inKey ? `key in ${pointer || '/'}` : pointer || '/';
  }
}

const QUOTE = 0x22;
