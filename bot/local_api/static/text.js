// Text with entities into nodes. Offsets count UTF-16 units, as JavaScript's strings do.

import { el } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const SAFE = /^(https?|mailto|tg):/i;

function link(address, children) {
  if (!SAFE.test(address)) return el("span", {}, ...children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function spoiler(children) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-expanded": "false", "aria-label": "Hidden text: press to show" }, ...children);
  const show = () => {
    node.setAttribute("aria-expanded", "true");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => event.key === "Enter" && show());
  return node;
}

function wrap(entity, text, children, onCommand) {
  if (TAGS[entity.type]) return el(TAGS[entity.type], {}, ...children);
  if (entity.type.endsWith("blockquote")) return el("blockquote", {}, ...children);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "text_link") return link(entity.url, children);
  if (entity.type === "url") return link(text, children);
  if (entity.type === "email") return link(`mailto:${text}`, children);
  if (entity.type === "bot_command") {
    return el("button", { class: "command", type: "button", onclick: () => onCommand(text) }, ...children);
  }
  return el("span", {}, ...children);
}

export function nodes(text, entities, onCommand, from = 0, to = text.length) {
  const made = [];
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || entity.offset >= to) continue;
    const inner = [];
    while (i + 1 < entities.length && entities[i + 1].offset < end) inner.push(entities[(i += 1)]);
    made.push(text.slice(at, entity.offset));
    const children = nodes(text, inner, onCommand, entity.offset, end);
    made.push(wrap(entity, text.slice(entity.offset, end), children, onCommand));
    at = end;
  }
  made.push(text.slice(at, to));
  return made.filter((one) => one !== "");
}
