import { serveWhoAsked } from '../harness/drivers/testing/who-asked.ts';

/** The service that tells who asked, in a process of its own. */
const { h1, h2 } = await serveWhoAsked();
process.send?.({ h1, h2 });
process.on('disconnect', () => process.exit());
