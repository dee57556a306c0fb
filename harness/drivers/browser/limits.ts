/** How far a browser may go; times in milliseconds. */
export const BROWSER_LIMITS = {
  /** Browser plans played at the same time. */
  plansAtOnceMax: 3,
  startTimeoutMs: 20_000,
  /** The longest wait for a profile or a browser to close; what hangs then is left behind. */
  closeTimeoutMs: 5_000,
  navigationTimeoutMs: 8_000,
  /** The longest wait for the page that a link leads to; then its address is typed. */
  linkTimeoutMs: 3_000,
  /** The longest wait for a page to fall quiet; what is still under way then was not seen. */
  quietTimeoutMs: 4_000,
  /** Without any request for so long, a page is quiet. */
  quietMs: 60,
  pollMs: 15,
  /** How long an old tab is watched for what it does by itself, when it has done nothing since the account changed. */
  oldTabMs: 1_500,
  /** Bytes that the inspector keeps for us; beyond it bodies are lost, and said to be. */
  inspectorBytesMax: 200_000_000,
  /** Characters that are read of one page, one storage or one stored answer. */
  textCharsMax: 4_000_000,
  /** Changes of a page that are noted between two looks, and characters of each. */
  drawnMax: 500,
  drawnCharsMax: 20_000,
  /** Bytes of a redirect for which a browser is kept waiting; and answers, of so many bytes, that the relay remembers. */
  redirectBytesMax: 1_000_000,
  relayedBytesMax: 64_000,
  relayedMax: 50,
  /** After so long an answer to a script counts as one that it does not read; and as one of which nothing came, where the relay has none. */
  unreadMs: 100,
  silentMs: 2_500,
  /** Entries that are read of one storage. */
  entriesMax: 2_000,
  downloadBytesMax: 100_000_000,
} as const;
