// One message as a bubble: words, pictures, papers, and the buttons under it.

import { el } from "./dom.js";
import { nodes } from "./text.js";

const time = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });

function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

function thing(wire) {
  if (wire.photo) {
    const photo = wire.photo[wire.photo.length - 1];
    const alt = wire.caption ? "" : "A picture";
    const address = `/phone/files/${photo.file_id}`;
    const picture = el("img", { class: "picture", src: address, alt, width: photo.width, height: photo.height });
    return el("a", { href: address, target: "_blank", rel: "noopener", "aria-label": "Open the picture" }, picture);
  }
  if (wire.document) {
    const name = wire.document.file_name || "document";
    const kind = name.includes(".") ? name.split(".").pop().slice(0, 4) : "file";
    return el(
      "a",
      { class: "paper", href: `/phone/files/${wire.document.file_id}`, download: name },
      el("span", { class: "sheet-icon", "aria-hidden": "true" }, kind),
      el("span", {}, el("b", {}, name), el("small", {}, `Download, ${size(wire.document.file_size)}`)),
    );
  }
  if (wire.sticker) return el("div", { class: "emoji", role: "img", "aria-label": `Sticker ${wire.sticker.emoji}` }, wire.sticker.emoji);
  if (wire.voice) {
    return el("div", { class: "voice" }, `Voice message, ${wire.voice.duration} s`, el("span", { class: "wave", "aria-hidden": "true" }));
  }
  if (wire.location) return el("div", {}, `Location: ${wire.location.latitude}, ${wire.location.longitude}`);
  if (wire.contact) return el("div", {}, `Contact: ${wire.contact.first_name}`);
  if (wire.new_chat_members) return el("div", {}, "The bot was added to the group");
  return null;
}

function replied(wire) {
  const to = wire.reply_to_message;
  return to ? el("p", { class: "reply-of", dir: "auto" }, to.text || to.caption || "A message without words") : null;
}

function key(button, press) {
  if (button.url) {
    return el("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, button.text, el("span", { class: "out", "aria-label": "opens a page" }, "↗"));
  }
  return el("button", { class: "key", type: "button", dir: "auto", "data-press": button.callback_data, onclick: (event) => press(button, event.currentTarget) }, button.text);
}

export function keys(wire, press) {
  const rows = wire.reply_markup ? wire.reply_markup.inline_keyboard : [];
  if (!rows.length) return null;
  return el("div", { class: "keys" }, ...rows.map((row) => el("div", {}, ...row.map((button) => key(button, press)))));
}

export function bubble(wire, { onCommand, edited }) {
  const words = wire.text ?? wire.caption ?? "";
  const entities = wire.entities ?? wire.caption_entities ?? [];
  return el(
    "div",
    { class: "bubble" },
    replied(wire),
    wire.forward_origin ? el("p", { class: "from" }, "Forwarded") : null,
    thing(wire),
    words ? el("div", { class: "words", dir: "auto" }, ...nodes(words, entities, onCommand)) : null,
    el(
      "div",
      { class: "foot" },
      edited ? el("span", {}, "edited") : null,
      el("time", { datetime: new Date(wire.date * 1000).toISOString() }, time.format(wire.date * 1000)),
    ),
  );
}
