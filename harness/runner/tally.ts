import type { Judgement } from '../model/cell.ts';
import type { Step } from '../model/plan.ts';
import type { Evidence } from '../model/verdict.ts';

/** What a run did so far, in numbers; it does not grow with what was seen. */
export class Tally {
  plans = 0;
  looks = 0;
  observations = 0;
  bytes = 0;
  leaks = 0;
  sideChannels = 0;
  /** Why sign-outs did not do what they are there for, and how often. */
  readonly troubles = new Map<string, number>();

  add({ journal, plan }: Evidence, judgement: Judgement): void {
    this.plans += 1;
    this.looks += judgement.looks;
    this.leaks += judgement.leaks.length;
    this.sideChannels += judgement.sideChannels?.length ?? 0;
    for (const { observations, because, step } of journal) {
      if (because !== undefined && isSignOut(plan.steps[step])) this.#trouble(because);
      this.observations += observations.length;
      for (const seen of observations) this.bytes += seen.bytes;
    }
  }

  #trouble(because: string): void {
    if (!OWN_WORDS.test(because)) return;
    this.troubles.set(because, (this.troubles.get(because) ?? 0) + 1);
  }
}

function isSignOut(step: Step | undefined): boolean {
  return step?.do === 'sign-out' || step?.do === 'switch-account';
}

/** What came of the target file's own functions; all else is the plan's, or the service's at that moment. */
const OWN_WORDS = /^sign out: it was not refused|accounts\.pages\.sign|the target file failed/;
