// A card's text as a scanner types it: read only as far as a receipt needs; the office reads the whole.

const isName = (part) => /\p{L}/u.test(part) && !/\d/.test(part) && part.trim().includes(" ");

/** {number, name} of a card's text, or null when it is none. */
export const cardOf = (text) => {
  const parts = text.trim().split("|").map((part) => part.trim());
  const number = parts.find((part) => /^\d{12}$/.test(part));
  const name = parts.find(isName);
  return parts.length >= 6 && number && name ? { number, name: name.toUpperCase() } : null;
};
