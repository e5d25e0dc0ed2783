// A small list of choices that opens beside a button. Escape or a press elsewhere closes it.

import { el } from "./dom.js";

let closeOpen = () => {};

export function openSheet(phone, opener, label, choices) {
  const again = opener.getAttribute("aria-expanded") === "true";
  closeOpen();
  if (again) return;
  const close = (back = true) => {
    sheet.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    closeOpen = () => {};
    if (back) opener.focus();
  };
  const outside = (event) => {
    if (!sheet.contains(event.target) && !opener.contains(event.target)) close(false);
  };
  const buttons = choices.map(({ title, words, run }) =>
    el("button", { type: "button", onclick: () => { close(); run(); } }, words ? el("b", {}, title) : title, words ? el("small", { dir: "auto" }, words) : null),
  );
  const sheet = el("div", { class: "sheet", role: "group", "aria-label": label }, ...buttons);
  sheet.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length].focus();
    else if (event.key === "ArrowUp") buttons[(at + buttons.length - 1) % buttons.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  phone.append(sheet);
  place(phone, opener, sheet);
  opener.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  closeOpen = close;
  buttons[0].focus();
}

function place(phone, opener, sheet) {
  const frame = phone.getBoundingClientRect();
  const from = opener.getBoundingClientRect();
  const above = from.top - frame.top;
  const left = Math.max(8, Math.min(from.left - frame.left, frame.width - sheet.offsetWidth - 8));
  const below = from.bottom - frame.top + 4;
  const fits = below + sheet.offsetHeight < frame.height - 8;
  sheet.style.left = `${left}px`;
  sheet.style.top = `${fits ? Math.max(8, below) : Math.max(8, above - sheet.offsetHeight - 4)}px`;
}
