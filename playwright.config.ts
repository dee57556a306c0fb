import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** Tests of one part that take their time: real waiting, crowds of browsers, a service with each fault. `npm run check` leaves them out. */
const PATIENT = [
  'fixtures/faults/*.test.ts',
  'harness/drivers/browser/{crowd,hung}.test.ts',
  'harness/drivers/innocence.test.ts',
  'reports/html.test.ts',
  'scenarios/same-outbox.test.ts',
];

/** Projects by what they need: nothing, time, a depot with one fault each, a whole run, or the packed product. */
export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  timeout: 60_000,
  outputDir: 'test-results',
  reporter: [['./fixtures/closing-line.ts']],
  projects: [
    { name: 'unit', testMatch: '**/*.test.ts', testIgnore: ['dist/**', 'node_modules/**', ...PATIENT] },
    { name: 'patient', testMatch: PATIENT },
    { name: 'detection', testMatch: 'fixtures/**/*.spec.ts', timeout: 180_000 },
    { name: 'scenarios', testMatch: 'scenarios/catalogue.spec.ts', timeout: 120_000 },
    { name: 'journeys', testMatch: 'harness/**/*.spec.ts', timeout: 180_000 },
  ],
});
