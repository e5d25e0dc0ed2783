// The three windows that open over the page.

import { bubble, keys } from "./message.js";
import { el } from "./dom.js";
import { read, write } from "./server.js";

const find = (id) => document.getElementById(id);

export const LANGUAGES = [
  ["en", "English"],
  ["es", "Español"],
  ["ht", "Kreyòl ayisyen"],
  ["pt-br", "Português (Brasil)"],
  ["zh-hans", "中文（简体）"],
  ["ar", "العربية"],
  ["fr", "Français"],
  ["ru", "Русский"],
  ["uk", "Українська"],
  ["hi", "हिन्दी"],
  ["pa", "ਪੰਜਾਬੀ"],
  ["tr", "Türkçe"],
  ["vi", "Tiếng Việt"],
  ["am", "አማርኛ"],
  ["so", "Soomaali"],
  ["quc", "K’iche’"],
  ["mam", "Mam"],
];

export const languageName = (code) => (LANGUAGES.find(([one]) => one === code) || [code, code])[1];

export function showAlert(from, words) {
  find("alert-title").textContent = from;
  find("alert-words").textContent = words;
  if (!find("alert-dialog").open) find("alert-dialog").showModal();
}

export function setUpPersonDialog(onAdded) {
  const dialog = find("person-dialog");
  const form = find("person-form");
  find("languages").append(...LANGUAGES.map(([code, name]) => el("option", { value: code }, name)));
  find("add-person").addEventListener("click", () => {
    dialog.showModal();
    form.elements.name.select();
  });
  form.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async () => {
    const made = await write("people", Object.fromEntries(new FormData(form)));
    onAdded(made.id);
  });
}

export async function showPast(chat, number, press) {
  const { messages } = await read(`chats/${chat}?versions`);
  const message = messages.find((one) => one.wire.message_id === number);
  const before = message.earlier.map((wire, version) =>
    el("div", { class: "message" }, bubble(wire, { onCommand: () => {}, edited: version > 0 }), keys(wire, (button) => { find("past-dialog").close(); press(button); })),
  );
  find("past").replaceChildren(...before);
  find("past-dialog").showModal();
}
