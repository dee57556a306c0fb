import type { Told } from '../model/record.ts';
import type { Stage } from './stage.ts';
import type { Store } from './store.ts';

/** Puts beside a leak's replay what people can look at: the masked picture of the page, and where it was asked for the trace of its last play. */
export function illustrate({ browsers: { keepsakes } }: Stage, store: Store, told: Told): Told {
  const { leak, number } = told;
  if (leak.driver !== 'browser') return told;
  const picture = keepsakes.picture(leak.viewer, leak.surface);
  const trace = keepsakes.trace(leak.viewer.split('/')[0] ?? '');
  const also = [
    ...(picture === undefined ? [] : [`${store.keepPicture(number, picture)} shows the page, everything else masked`]),
    ...(trace === undefined ? [] : [`${store.keepTrace(number, trace)} is the Playwright trace, with secrets in it`]),
  ];
  return { ...told, leak: { ...leak, also: [...leak.also, ...also] } };
}
