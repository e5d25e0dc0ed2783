// The page: which phones there are, what happens on them, and whether a bot is there.

import { setUpPersonDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { Phone } from "./phone.js";
import { listen, read } from "./server.js";

const LOOK_AGAIN_MS = 3000;
const CONNECTED = {
  webhook: "A bot is connected (webhook)",
  polling: "A bot is connected (polling)",
  failing: "The bot's webhook does not answer; Telegram tries again",
  none: "No bot is connected yet: what you write waits for it",
  away: "This page lost the local server; trying again …",
};
const phones = new Map();
const tabs = document.getElementById("tabs");
const main = document.getElementById("phones");
const narrow = matchMedia("(max-width: 719px)");
let current;

function choose(id) {
  current = id;
  for (const [number, phone] of phones) phone.node.classList.toggle("current", number === id);
  for (const tab of tabs.children) {
    const chosen = Number(tab.dataset.person) === id;
    if (chosen) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
    if (chosen) tab.removeAttribute("data-new");
  }
  phones.get(id)?.toEnd();
}

function tabOf(id) {
  return tabs.querySelector(`[data-person="${id}"]`);
}

function onNews(phone) {
  if (phone.person.id !== current) tabOf(phone.person.id)?.setAttribute("data-new", "");
}

function add(person) {
  const phone = new Phone(person, onNews);
  phones.set(person.id, phone);
  main.append(phone.node);
  tabs.append(el("button", { type: "button", "data-person": person.id, onclick: () => choose(person.id) }, person.name));
  if (current === undefined) choose(person.id);
}

function status(state) {
  const line = document.getElementById("status");
  const words = document.getElementById("status-words");
  if (line.dataset.state === state) return;
  line.dataset.state = state;
  words.textContent = CONNECTED[state];
}

async function look() {
  const world = await read("state");
  status(world.connected);
  for (const person of world.people) {
    if (phones.has(person.id)) phones.get(person.id).tell(person);
    else add(person);
  }
}

const lookQuietly = () => look().catch(() => status("away"));

function happened(event) {
  const phone = phones.get(event.kind === "answered" ? event.person : event.chat);
  if (event.kind === "people" || event.kind === "bot") lookQuietly();
  else if (!phone) return;
  else if (event.kind === "message") {
    phone.person.started ||= !event.message.by_bot;
    phone.show(event.message);
  } else if (event.kind === "typing") phone.acting(event.action);
  else if (event.kind === "answered") phone.answered(event);
  else if (event.kind === "failure") phone.note(event);
  else if (event.kind === "keyboard") phone.showOwnKeys(event.rows);
}

let heard = false;
listen(happened, (open) => {
  if (open && heard) for (const phone of phones.values()) phone.reload();
  heard ||= open;
  if (!open) status("away");
  else lookQuietly();
});
setInterval(() => document.hidden || lookQuietly(), LOOK_AGAIN_MS);
setUpPersonDialog(async (id) => {
  await look();
  choose(id);
  phones.get(id).node.scrollIntoView({ inline: "end", behavior: narrow.matches ? "auto" : "smooth" });
  phones.get(id).start.focus();
});
