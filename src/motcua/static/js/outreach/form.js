// A procedure's form as the office described it: fields to ask first, the rest folded (the card fills them).

const make = (tag, said = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), said);
  element.append(...inside);
  return element;
};

const LISTED = new Set(["CHOICE", "CHOICE_OR_TEXT"]);
const KEYS = { INT: "numeric", MONEY: "numeric", PHONE: "tel", ID_NUMBER: "numeric", DATE: "numeric", PARTIAL_DATE: "numeric" };

const inputOf = (field, id, words) => {
  if (field.type === "BOOL" || (field.type === "CHOICE" && field.options.length)) {
    const options = field.type === "BOOL" ? [["1", words.yes], ["2", words.no]] : field.options.map((each) => [each, each]);
    return make("select", { id, className: "input" }, make("option", { value: "" }), ...options.map(([value, label]) => make("option", { value, textContent: label })));
  }
  if (field.type === "LONG_TEXT") return make("textarea", { id, className: "input" });
  const input = make("input", { id, className: "input", autocomplete: "off" });
  if (KEYS[field.type]) input.inputMode = KEYS[field.type];
  return input;
};

const row = (field, words) => {
  const id = `f-${field.id}`;
  const input = inputOf(field, id, words);
  Object.assign(input.dataset, { field: field.id });
  input.name = `f.${field.id}`;
  const inside = [make("label", { htmlFor: id, textContent: field.label })];
  if (field.note) inside.push(make("p", { className: "hint", textContent: field.note }));
  if (LISTED.has(field.type) && input.tagName === "INPUT") {
    const list = make("datalist", { id: `${id}-list` }, ...field.options.map((value) => make("option", { value })));
    input.setAttribute("list", list.id);
    inside.push(list);
  }
  return make("div", { className: "field" }, ...inside, input);
};

/** Draw the form into `place`; returns what fills it and reads it: values, what is still missing, what was said. */
export const drawForm = (place, procedure, words) => {
  const first = make("div", { className: "stack" });
  const rest = make("div", { className: "stack" });
  const drawn = procedure.fields.map((field) => [field, row(field, words)]);
  for (const [field, box] of drawn) (field.asked ? first : rest).append(box);
  const folded = make("details", { className: "outreach-rest" }, make("summary", { className: "button quiet", textContent: words.rest }), rest);
  place.replaceChildren(first, ...(rest.children.length ? [folded] : []));

  const value = (id) => place.querySelector(`[data-field="${CSS.escape(id)}"]`)?.value.trim() ?? "";
  const holds = ({ field, op, value: wanted }) => {
    const said = value(field);
    const same = wanted === "true" ? said === "1" : wanted.split("|").includes(said);
    return op === "IS_NOT" ? !same : same;
  };
  const show = () => {
    for (const [field, box] of drawn) box.hidden = Boolean(field.condition) && !holds(field.condition);
  };
  place.addEventListener("input", show);
  show();
  const shownOf = (id) => {
    const input = place.querySelector(`[data-field="${CSS.escape(id)}"]`);
    return input.tagName === "SELECT" ? input.selectedOptions[0].textContent : input.value.trim();
  };
  return {
    fill: (pairs) => {
      for (const [name, said] of pairs) {
        const input = place.querySelector(`[name="${CSS.escape(name)}"]`);
        if (input) input.value = said;
      }
      show();
    },
    said: () => drawn.filter(([field, box]) => !box.hidden && value(field.id)).map(([field]) => [field.label, shownOf(field.id)]),
    values: () => drawn.map(([field]) => [`f.${field.id}`, value(field.id)]).filter(([, said]) => said),
    missing: () => drawn.filter(([field, box]) => field.asked && !box.hidden && field.required && !value(field.id)),
  };
};
