// By when it is due: looked up in what the office reckoned beforehand for the days of the numbers, minute by minute.

const MINUTE = 60_000;

/** The whole minute that a receipt says; seconds are nobody's promise. */
export const minuteOf = (moment) => Math.floor(moment / MINUTE);

/** A moment as ISO; "" when it cannot be known here; null where no limit of the law holds. */
export const dueOf = (procedure, choice, minute) => {
  const steps = procedure.due?.[choice];
  if (steps === null) return null;
  const [since, due, moves] = steps?.findLast(([from]) => from <= minute) ?? [0, 0, 0];
  return due ? new Date((due + (moves ? minute - since : 0)) * MINUTE).toISOString() : "";
};
