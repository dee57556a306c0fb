import { letterOf } from '../drivers/mailbox/letter.ts';
import { observe } from '../drivers/observe.ts';
import type { MailPort } from '../model/arriving.ts';
import { BrokenError, UnansweredError } from '../model/errors.ts';
import type { Observation } from '../model/observation.ts';
import { LIMITS } from './limits.ts';
import type { Member } from './member.ts';
import type { Stage } from './stage.ts';

/** An account's mailbox for an adapter; each mail is recorded before the adapter sees it. */
export function mailPort(
  { mailroom, target, world, surroundings }: Stage,
  { facts, account, session }: Member,
  surface: string,
  record: (seen: Observation) => void,
): MailPort {
  return {
    async next(subject) {
      if (target.mail === undefined)
        throw new BrokenError(
          'The target file reads mail and does not say where it arrives. Add "mail", such as { sink: 2525 }.',
        );
      const { mails } = mailroom.boxOf(facts.id);
      const sinceMs = world.now();
      const untilMs = sinceMs + LIMITS.mailMs;
      for (;;) {
        await mailroom.fetch(facts.id, account);
        const next = mails.all.find(({ label = '' }) => subject === undefined || subject.test(label));
        if (next !== undefined) {
          mails.take((each) => each === next);
          const look = {
            viewer: session.viewer,
            driver: 'mailbox',
            surface,
            request: next.request,
            sinceMs,
            status: 200,
            isCarried: ({ text }: { readonly text: string }) => session.hasKnown(text),
          } as const;
          for (const seen of observe(surroundings, [next], look)) record(seen);
          if (next.raw === undefined)
            throw new UnansweredError('a mail came that is too long to be read by an adapter');
          return letterOf(next.raw);
        }
        if (world.now() > untilMs)
          throw new UnansweredError(
            `no mail came for ${facts.email} within ${LIMITS.mailMs} ms${subject === undefined ? '' : ` whose subject is like ${subject}`}`,
          );
        await world.sleep(LIMITS.mailPollMs);
      }
    },
  };
}
