import { en, Faker } from '@faker-js/faker';

/** About 18 KB each: orders as JSON, or as a page of HTML. Invented, seeded, and without any canary. */
export function corpus(count: number): readonly Buffer[] {
  const faker = new Faker({ locale: en, seed: 18 });
  const several = Array.from({ length: Math.min(count, DIFFERENT_MAX) }, (_, nth) =>
    nth % 2 === 0 ? json(faker) : html(faker),
  );
  return Array.from({ length: count }, (_, nth) => Buffer.from(several[nth % several.length] ?? ''));
}

const BODY_BYTES = 18_432;
const DIFFERENT_MAX = 64;

function json(faker: Faker): string {
  const orders: string[] = [];
  for (let bytes = 0; bytes < BODY_BYTES; bytes += orders.at(-1)?.length ?? BODY_BYTES) {
    const order = {
      id: faker.string.uuid(),
      orderDate: faker.date.past().toISOString(),
      recipient: {
        fullName: faker.person.fullName(),
        companyName: faker.company.name(),
        email: faker.internet.email(),
      },
      address: {
        line: faker.location.streetAddress(),
        city: faker.location.city(),
        postcode: faker.location.zipCode(),
      },
      note: `${faker.lorem.sentence()} "${faker.word.words(2)}" & ${faker.internet.url()}?a=1&b=${faker.number.int()}`,
      total: faker.number.float({ max: 500, fractionDigits: 2 }),
      etag: faker.string.hexadecimal({ length: 16 }),
    };
    orders.push(JSON.stringify(order));
  }
  return `{"orders":[${orders.join(',')}]}`;
}

function html(faker: Faker): string {
  const rows: string[] = [];
  for (let bytes = 0; bytes < BODY_BYTES; bytes += rows.at(-1)?.length ?? BODY_BYTES) {
    const id = faker.string.uuid();
    rows.push(
      `<tr class="order row-${rows.length % 2}" data-id="${id}"><td><a href="/orders/${id}?from=list&amp;page=2">${faker.person.fullName()}</a></td>` +
        `<td>${faker.company.name().replaceAll('&', '&amp;').replaceAll("'", '&#39;')}</td><td>${faker.location.streetAddress()}<br>${faker.location.city()}</td>` +
        `<td title="${faker.lorem.sentence()}">&pound;${faker.finance.amount()}&nbsp;paid</td></tr>\n`,
    );
  }
  return `<!doctype html><html><head><title>Orders</title></head><body><table>${rows.join('')}</table></body></html>`;
}
