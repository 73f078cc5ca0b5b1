// A tablet that nobody touches locks itself, also in the middle of an intake: what is typed lies sealed.

const PATIENCE = 600_000; // ms

/** Call `lock` when nobody has touched the page for ten minutes and `may` says so. */
export const lockWhenIdle = (may, lock) => {
  let last = Date.now();
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, () => { last = Date.now(); }, { passive: true });
  setInterval(() => { if (may() && Date.now() - last > PATIENCE) lock(); }, 15_000);
};
