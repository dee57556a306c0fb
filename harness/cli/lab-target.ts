import { UsageError } from '../model/errors.ts';
import type { TargetSource } from '../model/record.ts';
import type { Target } from '../model/target.ts';
import { loadTarget } from '../targets/load.ts';

/** A target that is ready to be asked, and what must be closed after. */
export interface Opened extends AsyncDisposable {
  readonly target: Target;
  readonly source: TargetSource;
}

/** Where a target comes from, as the command line says it. */
export interface TargetChoice {
  readonly target?: string | undefined;
  readonly fault?: readonly string[] | undefined;
  readonly trap?: readonly string[] | undefined;
}

/** Opens the target of a command: the file that was named, or an embedded depot with the faults that were asked for. */
export async function openTarget({ target: file, fault = [], trap = [] }: TargetChoice): Promise<Opened> {
  if (file !== undefined) {
    if (fault.length + trap.length > 0)
      throw new UsageError('--fault and --trap are for the embedded depot. Leave out --target, or them.');
    const target = await loadTargetFile(file);
    return {
      target,
      source: { name: target.name, origin: target.origin, file, faults: [], traps: [] },
      [Symbol.asyncDispose]: async () => {},
    };
  }
  const { openLab } = await import('./lab-depot.ts');
  const depot = await openLab(fault, trap);
  return {
    target: depot.target,
    source: { name: depot.target.name, origin: depot.origin, faults: fault, traps: trap },
    [Symbol.asyncDispose]: () => depot.close(),
  };
}

/** Loads a target file as commands do. */
export function loadTargetFile(file: string): Promise<Target> {
  return loadTarget(file, ownFace());
}

/** The module that `import … from 'misdelivery'` means: ours, compiled or not. */
function ownFace(): string {
  const here = import.meta.url;
  return new URL(here.endsWith('.ts') ? '../index.ts' : '../index.js', here).pathname;
}
