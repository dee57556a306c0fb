export { foreignCanary } from './foreign-canary.ts';
export { foreignIdentifier } from './foreign-identifier.ts';
export { identity } from './identity.ts';
export { judge, judgeSafely, leakingLooks } from './judge.ts';
export { ownCanary, showsOwn } from './own-canary.ts';
export { looksNeeded, rateOf } from './rate.ts';
export { rightAccount } from './right-account.ts';
export { sessionProvenance } from './session-provenance.ts';
export { leakOf, observations, viewerOf } from './sightings.ts';
