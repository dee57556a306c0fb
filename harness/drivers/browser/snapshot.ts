/** What a page holds: what is on it, and what it keeps. Everything is text, cut at a limit. */
export interface Snapshot {
  readonly url: string;
  readonly persisted: boolean | undefined;
  readonly workers: number;
  /** `[place, text]` of what can be read on the page. */
  readonly shown: readonly (readonly [string, string])[];
  /** `[place, text]` of what the browser keeps for the site: storages, databases, caches, cookies. */
  readonly kept: readonly (readonly [string, string])[];
  /** Why part of it could not be read. */
  readonly unseen: string | undefined;
}

/** Runs inside the page: no closure, no import. What was drawn since the last snapshot is told once. */
export async function takeSnapshot({
  charsMax,
  entriesMax,
}: {
  charsMax: number;
  entriesMax: number;
}): Promise<Snapshot> {
  let unseen: string | undefined;
  const shown: [string, string][] = [];
  const kept: [string, string][] = [];
  const add = (to: [string, string][], place: string, text: string | null | undefined) => {
    if (text === null || text === undefined || text === '') return;
    if (text.length > charsMax) unseen = `${place} is longer than the ${charsMax} characters that are read of it`;
    to.push([place, text.slice(0, charsMax)]);
  };
  const attempt = async (what: string, work: () => void | Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if ((error as Error).name !== 'SecurityError') unseen = `${what} could not be read: ${(error as Error).message}`;
    }
  };
  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not shown; the whole page is read below
  add(shown, 'page text', document.body?.innerText);
  add(shown, 'title', document.title);
  for (const field of document.querySelectorAll<HTMLInputElement>('input,textarea,select'))
    add(shown, `field ${field.name}`, field.value);
  add(shown, 'page', document.documentElement?.outerHTML);
  const drawn = (globalThis as Record<symbol, unknown>)[Symbol.for('misdelivery.drawn')] as string[] | undefined;
  add(shown, 'page text, for a moment', drawn?.splice(0).join('\n'));
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    await attempt(name, () => {
      const storage = globalThis[name];
      if (storage.length > entriesMax) unseen = `${name} has more than ${entriesMax} entries`;
      for (let at = 0; at < Math.min(storage.length, entriesMax); at++) {
        const key = storage.key(at) ?? '';
        add(kept, `${name} ${key}`, `${key} ${storage.getItem(key)}`);
      }
    });
  }
  await attempt('document.cookie', () => add(kept, 'document.cookie', document.cookie));
  await attempt('IndexedDB', async () => {
    for (const { name = '' } of (await globalThis.indexedDB?.databases?.()) ?? []) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
        asked.onblocked = () => reject(new Error(`${name} is blocked`));
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve, reject) => {
          const asked = database.transaction(store, 'readonly').objectStore(store).getAll(null, entriesMax);
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(asked.error);
        });
        for (const row of rows)
          add(kept, `IndexedDB ${name}.${store}`, row instanceof Blob ? await row.text() : JSON.stringify(row));
      }
      database.close();
    }
  });
  await attempt('Cache Storage', async () => {
    for (const name of (await globalThis.caches?.keys()) ?? []) {
      const cache = await caches.open(name);
      for (const request of (await cache.keys()).slice(0, entriesMax)) {
        const stored = await cache.match(request, { ignoreVary: true });
        add(kept, `Cache Storage ${name} ${new URL(request.url).pathname}`, await stored?.text());
      }
    }
  });
  const workers = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  const persisted = (globalThis as Record<symbol, unknown>)[Symbol.for('misdelivery.persisted')];
  return {
    url: location.href,
    persisted: persisted as boolean | undefined,
    workers: workers.length,
    shown,
    kept,
    unseen,
  };
}
