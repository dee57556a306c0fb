import type { Job } from './job.ts';

/** Looks in vain that are worth telling: so many, and at least this part of all. */
const VAIN_MIN = 5;
const SHARE_MIN = 0.2;

/**
 * Surfaces that somebody signed in often looked at in vain, though at other times its own was there: with a server error, or with success
 * and nothing of its own. Such looks prove nothing, and a service that loses answers under load is close to mixing them up.
 */
export function lostAnswers(jobs: readonly Job[]): string[] {
  const counts = new Map<string, { vain: number; proven: number }>();
  for (const { facts, vain, looks } of jobs) {
    const count = counts.get(facts.surface) ?? { vain: 0, proven: 0 };
    counts.set(facts.surface, { vain: count.vain + vain, proven: count.proven + looks });
  }
  const lost = [...counts].flatMap(([surface, { vain, proven }]) =>
    proven > 0 && vain >= VAIN_MIN && vain / (vain + proven) >= SHARE_MIN
      ? [`${surface}: ${vain} of ${vain + proven}`]
      : [],
  );
  if (lost.length === 0) return [];
  return [
    `${lost.join(', ')} looks were answered with a server error or with nothing of the viewer's own. They prove nothing; see whether the target loses answers when several ask at once`,
  ];
}
