// The page: which phones there are, what happens on them, and whether a bot is there.

import { languageName, setUpPersonDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { dateThePaper } from "./paper.js";
import { Phone } from "./phone.js";
import { listen, read } from "./server.js";

const LOOK_AGAIN_MS = 3000;
const CONNECTED = {
  webhook: "The bot is ready",
  polling: "The bot is ready",
  failing: "The bot's webhook does not answer; Telegram tries again",
  none: "The bot is not there yet: what you write waits for it",
  away: "This page lost the local server; trying again …",
};
const PAPER = "paper";
const phones = new Map();
const tabs = document.getElementById("tabs");
const main = document.getElementById("phones");
const paper = document.getElementById("trial");
const narrow = matchMedia("(max-width: 999px)");
let current;

function choose(id) {
  current = id;
  for (const [number, phone] of phones) phone.node.classList.toggle("current", number === id);
  paper.classList.toggle("current", id === PAPER);
  for (const tab of tabs.children) {
    const chosen = tab.dataset.person === String(id);
    if (chosen) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
    if (chosen) tab.removeAttribute("data-new");
  }
  phones.get(id)?.toEnd();
  begun();
}

function tabOf(id) {
  return tabs.querySelector(`[data-person="${id}"]`);
}

function onNews(phone) {
  if (phone.person.id !== current) tabOf(phone.person.id)?.setAttribute("data-new", "");
}

function addTab(id, title, words) {
  const tab = el("button", { type: "button", "data-person": id, onclick: () => choose(id) }, title, words ? el("small", { dir: "auto" }, words) : null);
  tabs.insertBefore(tab, tabOf(PAPER));
}

function add(person) {
  const phone = new Phone(person, onNews);
  phones.set(person.id, phone);
  main.append(phone.node);
  addTab(person.id, person.name, languageName(person.language));
  if (current === undefined) choose(person.id);
}

function begun() {
  const shown = phones.get(current);
  document.body.classList.toggle("begun", shown ? shown.person.started : phones.size > 0);
}

function introduce({ bot_name: name }) {
  document.getElementById("bot-name").textContent = name;
  document.title = `${name}: try it on this machine`;
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
  if (world.people.length) introduce(world.people[0]);
  for (const person of world.people) {
    if (phones.has(person.id)) phones.get(person.id).tell(person);
    else add(person);
  }
  begun();
}

const lookQuietly = () => look().catch(() => status("away"));

function happened(event) {
  const phone = phones.get(event.kind === "answered" ? event.person : event.chat);
  if (event.kind === "people" || event.kind === "bot") lookQuietly();
  else if (!phone) return;
  else if (event.kind === "message") {
    phone.person.started ||= !event.message.by_bot;
    begun();
    phone.show(event.message);
  } else if (event.kind === "typing") phone.acting(event.action);
  else if (event.kind === "answered") phone.answered(event);
  else if (event.kind === "failure") phone.note(event);
  else if (event.kind === "keyboard") phone.showOwnKeys(event.rows);
}

dateThePaper();
addTab(PAPER, "Paper", "");
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
