import type { Judgement } from '../model/cell.ts';
import type { Evidence } from '../model/verdict.ts';

/** What a run did so far, in numbers; it does not grow with what was seen. */
export class Tally {
  plans = 0;
  looks = 0;
  observations = 0;
  bytes = 0;
  leaks = 0;
  sideChannels = 0;

  add({ journal }: Evidence, judgement: Judgement): void {
    this.plans += 1;
    this.looks += judgement.looks;
    this.leaks += judgement.leaks.length;
    this.sideChannels += judgement.sideChannels?.length ?? 0;
    for (const { observations } of journal) {
      this.observations += observations.length;
      for (const seen of observations) this.bytes += seen.bytes;
    }
  }
}
