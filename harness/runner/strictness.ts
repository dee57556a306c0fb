import type { HttpAnswer, HttpRequest } from '../drivers/http-request.ts';
import type { Look } from './look.ts';
import { altered } from './vary.ts';

/** How a service refuses an address for a parameter that it does not know. */
const REFUSALS: readonly number[] = [400, 404, 422];

/** Surfaces whose addresses may carry a parameter of a play's own, and those that are refused for one: they are asked without it from then on. */
export class Strictness {
  readonly #isStrict = new Map<string, boolean>();

  /** Asks as a look departs from the plain request; where that was refused, and nothing is known of the surface, once more without the parameter. */
  async ask(
    plain: HttpRequest,
    look: Look,
    random: () => number,
    send: (request: HttpRequest) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> {
    const { surface, play, variant } = look;
    const isAddress = /^(plain|own-url|fresh-url)$/.test(variant);
    if (plain.method !== 'GET' || (play === undefined && variant !== 'fresh-url'))
      return send(altered(plain, look, random));
    const bare: Look = { ...look, play: undefined, variant: isAddress ? 'plain' : variant };
    if (this.#isStrict.get(surface) === true) return send(altered(plain, bare, random));
    const answer = await send(altered(plain, look, random));
    if (answer.status > 0 && answer.status < 400) this.#isStrict.set(surface, false);
    // An address that ends like a static file is often refused for that.
    if (!isAddress || !REFUSALS.includes(answer.status) || this.#isStrict.has(surface)) return answer;
    const again = await send(altered(plain, bare, random));
    if (again.status < 400) this.#isStrict.set(surface, true);
    return again;
  }
}
