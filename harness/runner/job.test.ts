import { expect, test } from '@playwright/test';
import type { Scenario } from '../model/scenario.ts';
import { Job } from './job.ts';

test('nothing was lost over HTTP at a page that scripts draw', () => {
  const facts = { scenario: { name: 'anything' } as Scenario, surface: 'list', driver: 'http', plansMax: 1 } as const;
  const job = new Job({ ...facts, planAt: () => ({ scenario: 'anything', over: 'http', steps: [] }) });
  const lost = 'lost: p0/alpha does not see its note number 1 at note page, which the target had accepted';
  job.add({ looks: 3, ruledOut: 0, leaks: [], doubts: [lost] });
  expect(job.cell()).toMatchObject({ is: 'inconclusive', because: [lost, lost] });
  expect(job.cell(['note page'])).toMatchObject({ is: 'clean' });
  expect(job.cell(['another page'])).toMatchObject({ is: 'inconclusive' });
});
