import type { ReportOptions } from '../options.ts';

/** The options that golden files are made with. */
export const OPTIONS: ReportOptions = {
  folder: 'misdelivery-report',
  shares: (scenario) =>
    ({ 'same-cache': 'a cache', 'same-moment': 'a moment', 'same-identifier': 'an identifier' })[scenario] ??
    'nothing but the service',
  question: (scenario) => `Does ${scenario} keep accounts apart?`,
};
