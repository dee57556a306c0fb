import { type AccountFacts, type AccountId, accountOf } from '../../model/account.ts';
import type { Delivered, MailSink, Post } from '../../model/arriving.ts';
import type { Sighting } from '../../model/canary.ts';
import { BrokenError } from '../../model/errors.ts';
import type { AccountPort } from '../../model/target.ts';
import type { Surroundings } from '../session.ts';
import { addressesOf } from './addresses.ts';
import { Box } from './box.ts';
import { mailSink } from './sink.ts';
import { type Posted, receiveWebhooks, type WebhookReceiver } from './webhook.ts';

/** What a mailroom is told by the target file. */
export interface MailroomOptions {
  readonly mail: Post | undefined;
  /** Undefined where no surface is a webhook. */
  readonly webhooks: { readonly port?: number; readonly origin?: string } | undefined;
}

/** Takes in the mail and the posts of a run, and sorts them by the account for which they arrived. */
export class Mailroom implements AsyncDisposable {
  readonly #world: Surroundings;
  readonly #options: MailroomOptions;
  readonly #boxes = new Map<AccountId, Box>();
  readonly #known = new Map<string, AccountFacts>();
  #ready: Promise<void> | undefined;
  #own: MailSink | undefined;
  #leave: (() => void) | undefined;
  #receiver: WebhookReceiver | undefined;
  /** Mails for addresses that belong to nobody in the run. */
  strangers = 0;

  constructor(world: Surroundings, options: MailroomOptions) {
    this.#world = world;
    this.#options = options;
  }

  /** Opens what the target file asks for; nothing may be enrolled before. */
  ready(): Promise<void> {
    this.#ready ??= this.#open();
    return this.#ready;
  }

  /** From now on, mail to this account's address is its own. */
  enter(account: AccountFacts): void {
    this.#known.set(account.email.toLowerCase(), account);
  }

  boxOf(account: AccountId): Box {
    const known = this.#boxes.get(account);
    if (known !== undefined) return known;
    const made = new Box(this.#world);
    this.#boxes.set(account, made);
    return made;
  }

  /** An address at which posts arrive for the account that this word names. */
  webhookOf(word: string): string {
    if (this.#receiver === undefined)
      throw new BrokenError(
        'account.webhook was asked for, and no surface says what arrives there. Add a surface such as { webhook: true }.',
      );
    return `${this.#receiver.origin}/${word}`;
  }

  /** Reads an account's mailbox, where the target file says how. */
  async fetch(id: AccountId, account: AccountPort): Promise<void> {
    const { mail } = this.#options;
    if (mail === undefined || !('read' in mail)) return;
    await this.boxOf(id).read(account.email, await mail.read({ account }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ready?.catch(() => undefined);
    this.#leave?.();
    await Promise.all([this.#own?.[Symbol.asyncDispose](), this.#receiver?.[Symbol.asyncDispose]()]);
  }

  async #open(): Promise<void> {
    const { mail, webhooks } = this.#options;
    if (mail !== undefined && 'sink' in mail) {
      if (typeof mail.sink === 'number') this.#own = await mailSink(mail.sink);
      const sink = typeof mail.sink === 'number' ? (this.#own as MailSink) : mail.sink;
      this.#leave = sink.listen((delivered) => this.#deliver(delivered));
    }
    if (webhooks !== undefined) this.#receiver = await receiveWebhooks(webhooks, (posted) => this.#post(posted));
  }

  #deliver({ to, raw }: Delivered): void {
    const taken = new Set<AccountId>();
    for (const address of to) {
      const owner = this.#ownerOf(address);
      if (owner === undefined) this.strangers += 1;
      else if (!taken.has(owner)) {
        taken.add(owner);
        void this.boxOf(owner).mail(address, raw, this.#addressed(raw, to));
      }
    }
  }

  #post(posted: Posted): void {
    const owner = this.#ownerOf(posted.box);
    if (owner !== undefined) this.boxOf(owner).post(posted);
  }

  /** An account's own address, or one that carries a canary of its. */
  #ownerOf(address: string): AccountId | undefined {
    const known = this.#known.get(address.toLowerCase());
    if (known !== undefined) return known.id;
    const named = this.#namedIn(address);
    return named === undefined ? undefined : accountOf(named.account);
  }

  #namedIn(text: string): Sighting | undefined {
    return this.#world.scan
      .text(text, 'envelope')
      .find(({ kind, grade, run }) => kind === 'canary' && grade !== 'weak' && run === this.#world.run);
  }

  /** Whom the mail itself names as its recipients, where their addresses carry no canary that a scan would find. */
  #addressed(raw: Uint8Array, envelope: readonly string[]): Sighting[] {
    return addressesOf(raw).flatMap((address) => {
      const account = this.#known.get(address);
      if (account === undefined || this.#namedIn(address) !== undefined) return [];
      if (envelope.some((each) => each.toLowerCase() === address)) return [];
      const { run } = this.#world;
      return [
        {
          run,
          account: account.number,
          slot: NO_SLOT,
          kind: 'value' as const,
          text: address,
          place: 'header to',
          encoding: [],
          grade: 'strong' as const,
        },
      ];
    });
  }
}

/** The address of an account that existed before was planted by nobody. */
const NO_SLOT = -1;
