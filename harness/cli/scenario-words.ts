import { CATALOGUE } from '../../scenarios/catalogue.ts';

/** What a scenario's accounts share, in words. */
export function sharesOf(name: string): string {
  return CATALOGUE.find((scenario) => scenario.name === name)?.shares ?? name;
}

/** The question that a scenario asks. */
export function questionOf(name: string): string {
  return CATALOGUE.find((scenario) => scenario.name === name)?.question ?? name;
}
