import type { Observation, Thing } from '../model/observation.ts';
import { MAILBOX, type Surface } from '../model/target.ts';
import { surfacesOf } from '../targets/abilities.ts';
import type { Member } from './member.ts';
import type { Scene } from './scene.ts';
import { earbox, mailbox } from './verbs/arrived.ts';

/** What came after the last look, or where nobody looked: only what shows something of others, for nobody waits for it. */
export function noteLeftOvers(scene: Scene, step: number): void {
  for (const [surface, ear] of scene.listening.all) {
    const inbox = earbox(scene, surface, ear);
    note(scene, step, ear.by, inbox.tell(inbox.arrivals.take(), true), ear.about);
  }
  for (const member of scene.pair.all)
    for (const [name, surface] of boxesOf(scene)) {
      const inbox = mailbox(scene, name, surface, member);
      const taken = inbox.arrivals.take(inbox.isWanted);
      if (taken.length > 0) scene.stage.patience.late(name);
      note(scene, step, member.facts.role, inbox.tell(taken, true));
    }
}

function note(
  scene: Scene,
  step: number,
  by: Member['facts']['role'] | 'visitor',
  told: readonly Observation[],
  about?: Thing,
): void {
  const observations = told.filter(({ foreign }) => foreign.length > 0);
  if (observations.length === 0) return;
  scene.note(step, by, { outcome: 'done', observations, fields: [], ...(about === undefined ? {} : { about }) });
}

/** Mail and webhooks by their surfaces, and last, whatever no surface is about. */
function boxesOf({ stage: { target } }: Scene): (readonly [string, Surface])[] {
  const all = Object.entries(surfacesOf(target));
  const mails = all.filter(([, { mail }]) => mail !== undefined);
  const posts = all.filter(([, { webhook }]) => webhook !== undefined);
  return [
    ...mails,
    ...(mails.length === 0 ? [] : [[MAILBOX, { mail: true }] as const]),
    ...posts,
    ...(posts.length === 0 ? [] : [['webhooks', { webhook: true }] as const]),
  ];
}
