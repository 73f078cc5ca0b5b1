// What lies on the device: an IndexedDB of sealed rows. Nothing in it can be read without the officer's PIN.

const NAME = "motcua-luu-dong";
let opened = null;

const open = () => {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("locks", { keyPath: "owner" });
      asked.result.createObjectStore("sealed", { keyPath: "id" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
};

const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export const all = async (store) => answer((await open()).transaction(store).objectStore(store).getAll());
export const get = async (store, key) => answer((await open()).transaction(store).objectStore(store).get(key));

/** Put and remove rows in one transaction: all of it lies on the disk, or none. */
export const change = async (store, { put = [], remove = [] }) => {
  const work = (await open()).transaction(store, "readwrite", { durability: "strict" });
  const rows = work.objectStore(store);
  for (const row of put) rows.put(row);
  for (const key of remove) rows.delete(key);
  await new Promise((resolve, reject) => {
    work.oncomplete = resolve;
    work.onerror = () => reject(work.error);
    work.onabort = () => reject(work.error);
  });
};
