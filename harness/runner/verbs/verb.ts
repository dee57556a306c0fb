import type { Step } from '../../model/plan.ts';
import type { Scene, Taken } from '../scene.ts';

/** How one kind of step is played. Never throws for what the target does: what it did is in the answer. */
export type Verb<S extends Step> = (scene: Scene, step: S, index: number) => Promise<Taken>;
