// One phone: the chat of one person with the bot.

import { el, icon } from "./dom.js";
import { languageName, showAlert, showPast } from "./dialogs.js";
import { bubble, keys } from "./message.js";
import { act, read } from "./server.js";
import { openSheet } from "./sheet.js";

const DOING = {
  typing: "typing …",
  upload_photo: "sending a picture …",
  upload_document: "sending a document …",
  record_voice: "recording …",
};
const TRIED = { send: "send something", edit: "change a message", delete: "delete a message" };
const THINGS = [
  ["photo", "A photo"],
  ["sticker", "A sticker"],
  ["voice", "A voice message"],
  ["document", "A document"],
  ["location", "A location"],
];
const HARMLESS = "message is not modified"; // nobody with a phone would notice
const TYPING_MS = 5000;
const TOAST_MS = 4000;

export class Phone {
  constructor(person, onNews) {
    this.person = person;
    this.onNews = onNews;
    this.shown = new Map();
    this.pressed = new Map();
    this.draw();
    this.tell(person);
    this.reload();
  }

  // What stands on the phone

  draw() {
    this.title = el("h2", {});
    this.who = el("span", { class: "who" });
    this.more = el("button", { class: "round", type: "button", "aria-expanded": "false", onclick: () => this.openMore() }, icon("more"));
    this.face = el("span", { class: "face", "aria-hidden": "true" });
    this.botName = el("p", { class: "bot-name", dir: "auto" });
    this.doing = el("p", { class: "doing" }, "bot");
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.toast = el("div", { class: "toast", role: "status" });
    this.bottom = el("div", { class: "bottom" });
    const top = el("div", { class: "chat-top" }, this.face, el("div", {}, this.botName, this.doing), this.more);
    this.frame = el("div", { class: "frame" }, top, this.log, this.toast, this.bottom);
    this.node = el(
      "section",
      { class: "phone", "data-person": this.person.id },
      el("header", { class: "owner" }, this.title, this.who),
      this.frame,
    );
    this.drawComposer();
  }

  drawComposer() {
    const name = this.person.name;
    this.menu = el("button", { class: "menu-button", type: "button", "aria-expanded": "false", onclick: () => this.openMenu() }, "Menu");
    this.attach = el("button", { class: "round", type: "button", "aria-expanded": "false", "aria-label": "Send a photo, sticker or other thing", onclick: () => this.openAttach() }, icon("attach"));
    this.box = el("textarea", { rows: 1, dir: "auto", placeholder: "Message", "aria-label": `Message from ${name}`, autocomplete: "off" });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.send();
      } else if (event.key === "Escape") this.answer(null);
    });
    const send = el("button", { class: "round send", "aria-label": "Send" }, icon("send"));
    this.answering = el("div", { class: "answering", hidden: true });
    this.ownKeys = el("div", { class: "own-keys", hidden: true });
    this.composer = el("form", { class: "composer" }, this.menu, this.attach, this.box, send);
    this.composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.start = el("button", { class: "main wide", type: "button", onclick: () => this.say("/start") }, "Start");
    this.unblock = el("button", { class: "main wide", type: "button", onclick: () => this.do("block", { blocked: false }) }, "Unblock the bot");
    this.bottom.append(this.answering, this.composer, this.ownKeys, this.start, this.unblock);
  }

  tell(person) {
    this.person = person;
    this.title.textContent = person.name;
    this.who.textContent = [person.role, languageName(person.language)].filter(Boolean).join(" · ");
    this.node.setAttribute("aria-label", `Phone of ${person.name}`);
    this.log.setAttribute("aria-label", `Chat of ${person.name} with the bot`);
    this.more.setAttribute("aria-label", `Options for ${person.name}`);
    this.botName.textContent = person.bot_name;
    this.face.textContent = (person.bot_name || "B").slice(0, 1);
    this.menu.hidden = !person.commands.length;
    this.arrange();
  }

  arrange() {
    const empty = !this.shown.size && !this.person.started;
    const focused = document.activeElement;
    this.start.hidden = !empty || this.person.blocked;
    this.unblock.hidden = !this.person.blocked;
    this.composer.hidden = empty || this.person.blocked;
    if (this.bottom.contains(focused) && !focused.checkVisibility()) this.log.focus({ preventScroll: true });
    const card = this.log.querySelector(".empty");
    if (!empty) card?.remove();
    else if (!card || card.dataset.words !== this.person.description) {
      card?.remove();
      const words = this.person.description || `Press Start to write to the bot as ${this.person.name}.`;
      const made = el("div", { class: "empty", "data-words": this.person.description }, el("strong", {}, "What can this bot do?"), el("p", { dir: "auto" }, words));
      this.log.append(made);
    }
  }

  // Messages

  async reload() {
    let chat;
    do {
      this.missed = false; // what happens while the answer is on its way is not in it
      this.loading = true;
      chat = await read(`chats/${this.person.id}`);
    } while (this.missed);
    this.loading = false;
    this.log.replaceChildren();
    this.shown.clear();
    const all = [
      ...chat.messages.map((message) => [message.wire.date, () => this.show(message, false)]),
      ...chat.failures.map((failure) => [failure.at, () => this.note(failure)]),
    ];
    all.sort((a, b) => a[0] - b[0]).forEach(([, draw]) => draw());
    this.showOwnKeys(chat.keyboard);
    this.arrange();
    this.toEnd();
  }

  show(message, news = true) {
    this.missed ||= this.loading;
    const number = message.wire.message_id;
    const old = this.shown.get(number);
    if (message.gone) {
      if (old?.contains(document.activeElement)) this.log.focus({ preventScroll: true });
      old?.remove();
      this.shown.delete(number);
      return;
    }
    const atEnd = old === this.log.lastElementChild || this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    const node = this.messageNode(message);
    if (old) this.replace(old, node, news);
    else this.log.append(node);
    this.shown.set(number, node);
    if (message.by_bot) this.rest();
    if (news && message.by_bot) this.onNews(this);
    if (atEnd || !old) this.toEnd();
    this.arrange();
  }

  replace(old, node, news) {
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(node);
    if (news) node.classList.add("changed");
    if (hadFocus) this.focusOn(node.querySelector(".key") ? node : this.log.querySelector("article:last-of-type"));
  }

  // A message without buttons leads to the newest; one that does not fit is read before its buttons.
  focusOn(node) {
    ((!this.isTall(node) && node.querySelector(".key")) || node).focus({ preventScroll: true });
  }

  messageNode(message) {
    const { wire } = message;
    const mine = !message.by_bot;
    const options = el("button", { class: "options", type: "button", "aria-expanded": "false", "aria-label": "Options for this message", onclick: () => this.openOptions(message, options) }, "⋯");
    const press = (button, node) => this.press(wire.message_id, button.callback_data, node);
    return el(
      "article",
      { class: `message${mine ? " mine" : ""}${wire.reply_markup ? " asks" : ""}`, "data-message": wire.message_id, tabindex: "-1", "aria-label": mine ? this.person.name : this.person.bot_name },
      bubble(wire, { onCommand: (text) => this.say(text), edited: Boolean(wire.edit_date) }),
      keys(wire, press),
      options,
    );
  }

  note({ method, description }) {
    if (description.includes(HARMLESS)) return;
    const verb = Object.keys(TRIED).find((one) => method.startsWith(one));
    const why = description.includes("blocked by the user") ? ` because ${this.person.name} blocked it` : "";
    this.log.append(el("div", { class: "note" }, `The bot tried to ${TRIED[verb] || `use ${method}`} and was refused${why}. `, el("code", {}, description)));
    this.toEnd();
  }

  isTall(node) {
    return node.offsetHeight > this.log.clientHeight;
  }

  // A message that does not fit is read from its first line.
  toEnd() {
    const last = this.log.lastElementChild;
    const tall = last && this.isTall(last);
    this.log.scrollTop = tall ? last.offsetTop - this.log.offsetTop - 8 : this.log.scrollHeight;
  }

  // What the person does

  async do(deed, body) {
    try {
      return await act(this.person.id, deed, body);
    } catch (problem) {
      this.flash(problem.message);
      return undefined;
    }
  }

  say(text) {
    return this.do("text", { text });
  }

  async send() {
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    const { editing, replying } = this;
    this.answer(null);
    if (editing) await this.do("edit", { message_id: editing, text });
    else await this.do("text", replying ? { text, reply_to: replying } : { text });
  }

  async press(number, data, node) {
    node?.setAttribute("aria-busy", "true");
    const made = await this.do("press", { message_id: number, data });
    if (made && node) this.pressed.set(made.id, node);
  }

  answered({ query, text, alert }) {
    this.pressed.get(query)?.removeAttribute("aria-busy");
    this.pressed.delete(query);
    if (alert && text) showAlert(`${this.person.bot_name} (${this.person.name})`, text);
    else if (text) this.flash(text);
  }

  flash(words) {
    const line = el("span", { dir: "auto" }, words);
    this.toast.replaceChildren(line);
    setTimeout(() => line.remove(), Math.max(TOAST_MS, words.length * 70));
  }

  acting(action) {
    this.doing.textContent = DOING[action] || "busy …";
    this.doing.classList.add("busy");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), TYPING_MS);
  }

  rest() {
    clearTimeout(this.timer);
    this.doing.textContent = "bot";
    this.doing.classList.remove("busy");
  }

  // Menus

  openMenu() {
    const choices = this.person.commands.map(({ command, description }) => ({ title: `/${command}`, words: description, run: () => this.say(`/${command}`) }));
    openSheet(this.frame, this.menu, "Commands", choices);
  }

  openAttach() {
    const choices = THINGS.map(([kind, title]) => ({ title: `${title} (made up)`, run: () => this.do("send", { kind }) }));
    openSheet(this.frame, this.attach, "Things to send", choices);
  }

  openMore() {
    const { blocked, name } = this.person;
    const choice = blocked
      ? { title: "Unblock the bot", run: () => this.do("block", { blocked: false }) }
      : { title: "Block the bot", run: () => this.do("block", { blocked: true }) };
    openSheet(this.frame, this.more, `Options for ${name}`, [choice]);
  }

  openOptions(message, opener) {
    const number = message.wire.message_id;
    const choices = [
      { title: "Reply", run: () => this.answer(message) },
      { title: "Forward to the bot", run: () => this.do("forward", { message_id: number }) },
      { title: "Delete for both", run: () => this.do("delete", { message_id: number }) },
      { title: "Delete on this phone only", run: () => this.do("delete", { message_id: number, for_both: false }) },
    ];
    if (!message.by_bot && message.wire.text) choices.unshift({ title: "Edit", run: () => this.answer(message, true) });
    if (message.versions) choices.unshift({ title: "How it looked before", run: () => showPast(this.person.id, number, (button) => this.press(number, button.callback_data)) });
    openSheet(this.frame, opener, "Options for this message", choices);
  }

  answer(message, edit = false) {
    this.editing = message && edit ? message.wire.message_id : undefined;
    this.replying = message && !edit ? message.wire.message_id : undefined;
    this.answering.hidden = !message;
    if (!message) return;
    const words = message.wire.text || message.wire.caption || "a message";
    const close = el("button", { class: "round", type: "button", "aria-label": "Cancel", onclick: () => this.answer(null) }, icon("close"));
    this.answering.replaceChildren(el("span", { dir: "auto" }, `${edit ? "Editing" : "Reply to"}: ${words}`), close);
    if (edit) this.box.value = message.wire.text;
    this.box.focus();
  }

  showOwnKeys(rows) {
    this.ownKeys.hidden = !rows.length;
    this.ownKeys.replaceChildren(
      ...rows.map((row) => el("div", {}, ...row.map((label) => el("button", { class: "key", type: "button", dir: "auto", onclick: () => this.say(label) }, label)))),
    );
  }
}
