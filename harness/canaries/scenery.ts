import { faker } from '@faker-js/faker/locale/en';

/** What stands around a canary's letters, so that a field takes them for what it expects. */
export interface Scenery {
  readonly firstName: string;
  readonly trade: string;
  readonly houseNumber: number;
  readonly street: string;
  readonly ware: string;
}

/**
 * Invented words, the same for every account at the same slot: some caches mix answers up only when their sizes agree. None is longer
 * than fields have room for.
 */
export function sceneryOf(slot: number): Scenery {
  const known = made.get(slot);
  if (known !== undefined) return known;
  faker.seed(slot);
  const scenery = {
    firstName: drawn(() => faker.person.firstName(), 6),
    trade: drawn(() => faker.commerce.department(), 11),
    houseNumber: faker.number.int({ min: 10, max: 99 }),
    street: drawn(() => faker.helpers.arrayElement(faker.definitions.location.street_suffix), 6),
    ware: drawn(() => faker.commerce.productName(), 24),
  };
  if (made.size < MADE_MAX) made.set(slot, scenery);
  return scenery;
}

const made = new Map<number, Scenery>();
const MADE_MAX = 20_000;
const DRAWS_MAX = 100;

/** The first word that is short and plain enough: letters, and spaces between them. */
function drawn(draw: () => string, lettersMax: number): string {
  let word = draw();
  for (let draws = 1; draws < DRAWS_MAX && !(word.length <= lettersMax && PLAIN.test(word)); draws++) word = draw();
  return word.slice(0, lettersMax).trim();
}

/** No first letter of a canary either, so that it stands out. */
const PLAIN = /^[A-Y][a-y]+( [A-Y][a-y]+)*$/;
