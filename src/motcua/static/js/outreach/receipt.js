// The receipt: shown and printed at once, with a number that the office reserved; valid before the line is back.

const TIME = { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" };

const saidOf = (due, words) => {
  if (due) return words.dueBy.replace("0", new Intl.DateTimeFormat("vi-VN", { ...TIME, weekday: "long" }).format(new Date(due)));
  return due === null ? words.dueNone : words.dueUnknown;
};

/** Fill the receipt of an intake as it lies on the device. */
export const drawReceipt = (place, intake, offer, words) => {
  const slots = {
    office: offer.office,
    number: intake.number.code,
    pickup: intake.number.pickup,
    person: intake.person.name,
    procedure: intake.procedure.name,
    moment: new Intl.DateTimeFormat("vi-VN", TIME).format(new Date(intake.taken_at)),
    limit: intake.limit,
    way: intake.wish,
    due: saidOf(intake.due, words),
    officer: offer.officer,
    device: offer.device,
  };
  for (const [name, said] of Object.entries(slots)) {
    for (const slot of place.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = said;
  }
  for (const line of place.querySelectorAll("[data-way-line]")) line.hidden = !intake.wish;
  place.querySelector("[data-slot-papers]").replaceChildren(...intake.papers.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
  place.querySelector("[data-slot-qr]").src = intake.number.qr;
};
