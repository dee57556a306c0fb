import { createHash } from 'node:crypto';
import type { Sighting } from '../../model/canary.ts';
import { Arrivals } from '../arrivals.ts';
import type { Surroundings } from '../session.ts';
import { subjectOf } from './letter.ts';
import type { Posted } from './webhook.ts';

/** What arrives for one account: mail in one heap, what is posted in another. */
export class Box {
  readonly mails: Arrivals;
  readonly posts: Arrivals;
  readonly #world: Surroundings;
  readonly #known = new Set<string>();
  #mails = 0;
  #posts = 0;

  constructor(world: Surroundings) {
    this.#world = world;
    this.mails = new Arrivals(world, 'mail', WAITING_MAX);
    this.posts = new Arrivals(world, 'webhook', WAITING_MAX);
  }

  /** A mail has arrived at this address. */
  async mail(address: string, raw: Uint8Array, beside: readonly Sighting[]): Promise<void> {
    this.#mails += 1;
    const name = `mail ${this.#mails},`;
    const label = await subjectOf(raw);
    this.mails.add({
      bytes: raw,
      contentType: 'message/rfc822',
      beside,
      name,
      request: `mail for ${address}`,
      label,
      ...(raw.length > RAW_BYTES_MAX ? {} : { raw }),
    });
  }

  /** The mailbox was read: what is new in it has arrived. */
  async read(address: string, all: readonly (string | Uint8Array)[]): Promise<void> {
    for (const each of all) {
      const raw = Buffer.from(each);
      const hash = createHash('sha256').update(raw).digest('base64');
      if (this.#known.has(hash)) continue;
      this.#known.add(hash);
      await this.mail(address, raw, []);
    }
  }

  /** Something was posted to the account's address. */
  post({ box, method, path, headers, contentType, body }: Posted): void {
    this.#posts += 1;
    const rest = path.slice(path.indexOf(box) + box.length);
    const { scan } = this.#world;
    const beside = [
      ...scan.text(rest, 'its path'),
      ...Object.entries(headers).flatMap(([name, value]) => scan.text(String(value), `header ${name}`)),
    ].filter(({ text }) => text !== box.toLowerCase());
    this.posts.add({
      bytes: body,
      ...(contentType === undefined ? {} : { contentType }),
      beside,
      name: `post ${this.#posts}`,
      request: `${method} to its webhook`,
      label: `${rest}\n${Buffer.from(body.subarray(0, LABEL_BYTES_MAX)).toString()}`,
    });
  }
}

/** Mails and posts that wait for one account. */
const WAITING_MAX = 500;
/** A longer mail is looked through and not kept for an adapter. */
const RAW_BYTES_MAX = 256_000;
const LABEL_BYTES_MAX = 4_000;
