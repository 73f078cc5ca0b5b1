// Writes down what happens on the bare desk.
const say = (text) => document.querySelector("#heard").append(Object.assign(document.createElement("li"), {textContent: text}));
window.addEventListener("scan", (event) => say(`quét ${event.detail.keys} ${event.detail.text}`));
for (const form of document.querySelectorAll("form:not([method])")) form.addEventListener("submit", (event) => {
  event.preventDefault(); say(`gửi ${form.id} ${form.querySelector("input").value}`); });
for (const button of document.querySelectorAll("body > button")) button.addEventListener("click", () => say(`bấm ${button.id}`));
