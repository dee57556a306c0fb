import type { TenantId } from '../model/account.ts';

/** What a session has sent or learned elsewhere, in whatever case: seeing it again proves nothing. */
export class Carried {
  readonly #texts = new Set<string>();
  readonly #beside: Carried | undefined;

  /** `beside`: what counts as well. */
  constructor(beside?: Carried) {
    this.#beside = beside;
  }

  add(text: string): void {
    this.#texts.add(text.toLowerCase());
  }

  has(text: string): boolean {
    return this.#texts.has(text.toLowerCase()) || this.#beside?.has(text) === true;
  }
}

/** What each tenant has sent in this run, with whichever session: a service may tell somebody what that one asked for long ago ("recent searches"). */
export class Sent {
  readonly #byTenant = new Map<TenantId, Carried>();

  /** Of whoever has no account, what this session alone sends. */
  of(tenant: TenantId | undefined): Carried {
    if (tenant === undefined) return new Carried();
    const known = this.#byTenant.get(tenant) ?? new Carried();
    this.#byTenant.set(tenant, known);
    return known;
  }
}
