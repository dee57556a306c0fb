/** Who acts in a plan: the pair, a second user of alpha's tenant, and somebody who never signs in. */
export type Actor = 'alpha' | 'bravo' | 'colleague' | 'visitor';

/** The actors that have an account. */
export type Role = Exclude<Actor, 'visitor'>;

/** `p7/bravo`: readable in a log, unique in a run, impossible to confuse with an order id. */
export type AccountId = `p${number}/${Role}`;

/** `p7/bravo` again, but meaning the owner of data; a colleague belongs to `p7/alpha`. */
export type TenantId = `p${number}/alpha` | `p${number}/bravo`;

/** A synthetic customer as the record may show it: no password, no cookie. */
export interface AccountFacts {
  readonly id: AccountId;
  readonly role: Role;
  readonly tenant: TenantId;
  /** The number that this account's canaries carry; unique in a run. */
  readonly number: number;
  readonly email: string;
}

const ROLES: readonly Role[] = ['alpha', 'bravo', 'colleague'];
const ROLES_PER_PAIR = 4;

/** Which account a canary's account number names; the inverse of {@link accountNumber}. */
export function accountOf(number: number): AccountId {
  const role = ROLES[number % ROLES_PER_PAIR] ?? 'colleague';
  return `p${Math.floor(number / ROLES_PER_PAIR)}/${role}`;
}

/** The number an account's canaries carry: four to a pair, so that the owner is named without a dictionary. */
export function accountNumber(pair: number, role: Role): number {
  return pair * ROLES_PER_PAIR + ROLES.indexOf(role);
}

/** Who somebody is in the pair, by the name of an account, a tenant or a session: `bravo` of `p7/bravo#2`. */
export function actorOf(name: string): Actor {
  return name.split(/[/#]/)[1] as Actor;
}

/** The owner of what an account creates. */
export function tenantOf(account: AccountId): TenantId {
  return account.replace(/colleague$/, 'alpha') as TenantId;
}
