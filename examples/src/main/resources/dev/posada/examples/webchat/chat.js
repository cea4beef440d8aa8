"use strict";
const $ = id => document.getElementById(id);
let chat = null; // the id of the chat on show
let answering = null; // the id of the chat whose answer is on its way

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function notice(text) {
  $("notice").textContent = text || "";
  $("notice").hidden = !text;
}

async function api(method, path, body) {
  let response;
  try {
    response = await fetch("api/" + path, {method, body: body && JSON.stringify(body)});
  } catch {
    throw new Error("The server of this page does not answer. Is it still running?");
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  throw new Error(told.error || "The server of this page answered with status " + response.status + ".");
}

// Hosts and models

async function loadHosts() {
  const hosts = await (await api("GET", "hosts")).json();
  const before = $("host").value || localStorage.getItem("host");
  $("host").replaceChildren(...hosts.map(host => new Option(host.name, host.uri)));
  if (hosts.some(host => host.uri === before)) $("host").value = before;
  await loadModels();
}

async function loadModels() {
  const host = $("host").value;
  notice();
  $("model").replaceChildren(new Option("…", ""));
  try {
    const models = await (await api("GET", "models?host=" + encodeURIComponent(host))).json();
    if ($("host").value !== host) return;
    $("model").replaceChildren(...models.map(model => new Option(model, model)));
    const before = localStorage.getItem("model");
    if (models.includes(before)) $("model").value = before;
  } catch (problem) {
    if ($("host").value === host) {
      $("model").replaceChildren(new Option("none", ""));
      notice(problem.message);
    }
  }
}

// Chats

async function loadChats() {
  const chats = await (await api("GET", "chats")).json();
  $("chats").replaceChildren(...chats.map(one => {
    const item = element("li", one.id === chat ? "current" : "");
    const open = element("button", "open", one.title);
    if (one.id === chat) open.setAttribute("aria-current", "true");
    open.onclick = () => run(() => show(one.id));
    const remove = element("button", "delete", "×");
    remove.setAttribute("aria-label", "Delete the chat " + one.title);
    remove.onclick = () => run(async () => {
      await api("DELETE", "chats/" + one.id);
      await (one.id === chat ? show(null) : loadChats());
    });
    item.append(open, remove);
    return item;
  }));
}

async function show(id) {
  const turns = id ? await (await api("GET", "chats/" + id)).json() : [];
  chat = id;
  notice();
  menu(false);
  if (turns.length === 0) {
    welcome();
  } else {
    $("log").replaceChildren(...turns.map(turn => turn.role === "user" ? question(turn.text) : finished(turn)));
  }
  $("log").scrollTop = $("log").scrollHeight;
  buttons();
  await loadChats();
  $("words").focus();
}

function welcome() {
  const greeting = element("div", "welcome");
  const ideas = element("div", "ideas");
  for (const idea of ["What is Ollama?", "Should I rent a server or pay per use?"]) {
    const button = element("button", "", idea);
    button.onclick = () => send(idea);
    ideas.append(button);
  }
  greeting.append(element("h1", "", "What would you like to know?"),
    element("div", "", "The host and model above will answer."), ideas);
  $("log").replaceChildren(greeting);
}

function question(text) {
  const turn = element("div", "user");
  turn.append(element("div", "", text));
  return turn;
}

function answer() {
  const turn = element("div", "assistant");
  const thinking = element("details", "thinking");
  thinking.append(element("summary", "", "Thinking"), element("div"));
  thinking.hidden = true;
  turn.append(thinking, element("div", "body"));
  return turn;
}

function think(turn, text) {
  turn.querySelector(".thinking").hidden = false;
  turn.querySelector(".thinking div").append(text);
}

// The server has made this HTML out of Markdown, with all tags of the model's own turned into text.
function paint(turn, html) {
  const body = turn.querySelector(".body");
  body.innerHTML = html;
}

function copyButtons(turn) {
  for (const block of turn.querySelectorAll("pre")) {
    const code = block.textContent;
    const copy = element("button", "copy", "Copy");
    copy.onclick = async () => {
      await navigator.clipboard.writeText(code);
      copy.textContent = "Copied";
    };
    block.append(copy);
  }
}

function finished(turn) {
  const shown = answer();
  if (turn.thinking) think(shown, turn.thinking);
  paint(shown, turn.html);
  copyButtons(shown);
  return shown;
}

// One answer

async function send(text) {
  if (answering || !text.trim()) return;
  notice();
  const turn = answer();
  try {
    answering = "new";
    buttons();
    if (!chat) chat = (await (await api("POST", "chats")).json()).id;
    answering = chat;
    if ($("log").querySelector(".welcome")) $("log").replaceChildren();
    turn.classList.add("waiting");
    turn.setAttribute("aria-busy", "true"); // screen readers wait for the whole
    $("log").append(question(text), turn);
    $("log").scrollTop = $("log").scrollHeight;
    $("words").value = "";
    grow();
    const response = await api("POST", "chats/" + chat + "/messages", {host: $("host").value, model: $("model").value, text});
    loadChats().catch(() => {});
    if (!await read(response.body.getReader(), turn)) throw new Error("The answer broke off: the server of this page is gone.");
  } catch (problem) {
    fail(turn, text, problem.message);
  } finally {
    const answered = answering;
    turn.classList.remove("waiting");
    turn.removeAttribute("aria-busy");
    copyButtons(turn);
    answering = null;
    buttons();
    // Whoever looked at another chat meanwhile and came back sees the chat without this answer.
    if (chat && chat === answered && !turn.isConnected) run(() => show(chat));
  }
}

/** A question without an answer goes back into the box, as the server does not keep it either. */
function fail(turn, text, message) {
  notice(message);
  if (turn.querySelector(".body").textContent) {
    turn.append(element("div", "foot", "Broke off"));
  } else {
    if (turn.previousSibling) turn.previousSibling.remove();
    turn.remove();
    if (!$("words").value) $("words").value = text;
    grow();
  }
}

async function read(reader, turn) {
  const decoder = new TextDecoder();
  const log = $("log");
  let rest = "";
  let ended = false;
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return ended;
    rest += decoder.decode(value, {stream: true});
    const lines = rest.split("\n");
    rest = lines.pop();
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    for (const line of lines.filter(Boolean)) ended = take(JSON.parse(line), turn) || ended;
    if (atEnd) log.scrollTop = log.scrollHeight;
  }
}

/** Shows one event of an answer, and tells whether it was the last. */
function take(event, turn) {
  if (event.type === "thinking") think(turn, event.text);
  if (event.type === "html") paint(turn, event.html);
  if (event.type === "warning") turn.append(element("div", "foot", event.message));
  if (event.type === "error") throw new Error(event.message);
  if (event.type === "stopped") {
    if (!turn.querySelector(".body").textContent) throw new Error("");
    turn.append(element("div", "foot", "Stopped"));
  }
  if (event.type !== "done") return event.type === "stopped";
  turn.append(element("div", "foot", event.model + " · " + event.usage + " tokens"
    + (event.finish === "LENGTH" ? " · cut off at the token limit" : "")));
  return true;
}

async function stop() {
  if (answering && answering !== "new") await api("POST", "chats/" + answering + "/stop");
}

// The rest of the page

function run(action) {
  action().catch(problem => notice(problem.message));
}

function buttons() {
  $("send").textContent = answering ? "Stop" : "Send";
  $("send").disabled = !answering && !$("words").value.trim();
}

function grow() {
  $("words").style.height = "auto";
  $("words").style.height = $("words").scrollHeight + "px";
  buttons();
}

function menu(open) {
  document.body.classList.toggle("menu", open);
  $("menu").setAttribute("aria-expanded", open);
  $("shade").hidden = !open;
}

function theme(name) {
  document.documentElement.dataset.theme = name;
}

$("composer").onsubmit = event => {
  event.preventDefault();
  run(answering ? stop : () => send($("words").value));
};
$("words").oninput = grow;
$("words").onkeydown = event => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  run(() => send($("words").value));
};
document.onkeydown = event => {
  if (event.key !== "Escape") return;
  if (document.body.classList.contains("menu")) menu(false);
  else run(stop);
};
$("menu").onclick = () => menu(!document.body.classList.contains("menu"));
$("shade").onclick = () => menu(false);
$("new").onclick = () => run(() => show(null));
$("reload").onclick = () => run(loadHosts);
$("host").onchange = () => {
  localStorage.setItem("host", $("host").value);
  run(loadModels);
};
$("model").onchange = () => localStorage.setItem("model", $("model").value);
const dark = matchMedia("(prefers-color-scheme: dark)");
theme(localStorage.getItem("theme") || (dark.matches ? "dark" : "light"));
$("theme").onclick = () => {
  const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", next);
  theme(next);
};
run(loadHosts);
run(() => show(null));
