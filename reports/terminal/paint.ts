import { styleText } from 'node:util';

type Style = 'red' | 'green' | 'yellow' | 'bold' | 'dim';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export function painter(color: boolean): Paint {
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}

/** The colour of a verdict; its word or sign always stands beside it. */
export const STYLE = { clean: 'green', leak: 'red', inconclusive: 'yellow' } as const;
