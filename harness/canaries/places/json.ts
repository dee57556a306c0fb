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
  /** The position in an array; in an object, where the key begins. */
  step: number;
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
        const end = this.#endOfText(this.at);
        if (end > offset) return this.#here();
        const top = this.#frames.at(-1);
        if (top?.isKey === true) top.step = this.at;
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
    else if (byte === 0x7b) this.#frames.push({ isArray: false, step: -1, isKey: true });
    else if (byte === 0x5d || byte === 0x7d) this.#frames.pop();
    else if (top !== undefined && byte === 0x2c) {
      if (top.isArray) top.step++;
      else top.isKey = true;
    } else if (top !== undefined && byte === 0x3a) top.isKey = false;
  }

  /** Keys are read when somebody asks where they lead, and not before. */
  #stepOf({ isArray, step }: Frame): string {
    if (isArray) return String(step);
    if (step < 0) return '';
    const raw = this.#bytes.toString('utf8', step, this.#endOfText(step));
    try {
      return String(JSON.parse(raw));
    } catch {
      return raw.slice(1, -1);
    }
  }

  #endOfText(from: number): number {
    let end = from + 1;
    while (end < this.#to && this.#bytes[end] !== QUOTE) end += this.#bytes[end] === 0x5c ? 2 : 1;
    return Math.min(end + 1, this.#to);
  }

  #here(): string {
    const inKey = this.#frames.at(-1)?.isKey === true && this.#bytes[this.at] === QUOTE;
    const frames = inKey ? this.#frames.slice(0, -1) : this.#frames;
    const pointer = frames.map((frame) => `/${escaped(this.#stepOf(frame))}`).join('');
    return inKey ? `key in ${pointer || '/'}` : pointer || '/';
  }
}

const QUOTE = 0x22;
