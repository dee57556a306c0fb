import type { Jar, Step } from '../../model/plan.ts';
import { borrow } from '../jars.ts';
import { type Look, lookAt } from '../look.ts';
import { lentTo } from '../member.ts';
import { nothing, type Scene, type Taken } from '../scene.ts';

/** Looks in a session of its own whose cookies are those of others, so that nothing of it stays with anybody. */
export async function lookWithJar(scene: Scene, by: Step['by'], jar: Jar, look: Look): Promise<Taken> {
  const { stage, pair } = scene;
  const borrowed = borrow(stage, pair, by, jar);
  const member = pair.member(by === 'visitor' ? 'alpha' : by);
  if (borrowed === undefined || member === undefined) return nothing('a jar that is not there cannot be used');
  await using session = borrowed.session;
  const asked = { ...scene.addressed(look), travel: { ...look.travel, as: borrowed.as } };
  return await lookAt(stage, session, lentTo(by, member), asked);
}
