// What a page does in the place of a desktop: links, files, keys, touch, what is kept.
"use strict";

const canvas = document.getElementById("canvas");
const embedded = new URLSearchParams(location.search).has("embed");
const address = location.href.split("#")[0];
const stateFolder = "/state/backstep", homeFolder = "/home/you";
const started = performance.now();

document.getElementById("bar").hidden = embedded;

// For who measures: the times of the frames drawn, in ms, and of the first since the page began.
const measured = { first: 0, frames: [] };

// ---- what is kept: the state folder, in the browser's storage, file by file ----

const keptPrefix = "backstep:";
const kept = new Map(); // the files that this page has there: name and text

// In each page the program is process 42: what is that process' own has the page's number in the storage.
// A lock says that a page lives; what one that has ended left behind is anybody's.
const number = String(1000 + Math.floor(Math.random() * 2e9));
const keyOf = (name) => keptPrefix + name.replace(/^42(?=\D)/, number);

let die = () => {};

function live() {
  // Where a page was not loaded safely there are no locks.
  if (navigator.locks) navigator.locks.request(keptPrefix + number, () => new Promise((done) => { die = done; }));
}

async function livingPages() {
  live();
  return navigator.locks ? (await navigator.locks.query()).held.map((lock) => lock.name) : [];
}

function restore(living) {
  FS.mkdirTree(stateFolder);
  FS.mkdirTree(homeFolder);
  FS.chdir(homeFolder);
  for (const key of Object.keys(localStorage)) {
    const name = key.slice(keptPrefix.length), owner = keptPrefix + parseInt(name, 10);
    if (!key.startsWith(keptPrefix) || living.includes(owner)) continue;
    kept.set(name, localStorage.getItem(key));
    FS.writeFile(stateFolder + "/" + name, kept.get(name));
  }
}

function keep() {
  const names = FS.readdir(stateFolder).filter((name) => FS.isFile(FS.stat(stateFolder + "/" + name).mode)
    && !name.endsWith(".lock"));
  for (const name of kept.keys()) {
    if (names.includes(name)) continue;
    localStorage.removeItem(keyOf(name));
    kept.delete(name);
  }
  for (const name of names) {
    const text = FS.readFile(stateFolder + "/" + name, { encoding: "utf8" });
    if (kept.get(name) === text) continue; // another page may know better
    localStorage.setItem(keyOf(name), text);
    kept.set(name, text);
  }
}

// ---- files: what is saved is downloaded, what is dropped is opened ----

const downloaded = new Map();

function download() {
  for (const name of FS.readdir(homeFolder)) {
    const path = homeFolder + "/" + name, stat = FS.stat(path);
    const version = stat.mtime.getTime() + ":" + stat.size;
    if (!FS.isFile(stat.mode) || name.endsWith(".tmp") || name.startsWith(".")
        || downloaded.get(name) === version) continue;
    downloaded.set(name, version);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([FS.readFile(path)]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
}

function open(path) {
  Module.ccall("page_open", null, ["string"], [path]);
  canvas.focus();
}

function dropped(event) {
  event.preventDefault();
  for (const file of event.dataTransfer.files) {
    file.arrayBuffer().then((bytes) => {
      FS.mkdirTree("/dropped");
      FS.writeFile("/dropped/" + file.name, new Uint8Array(bytes));
      open("/dropped/" + file.name);
    });
  }
}

// ---- keys: the browser's own stay its own ----

const browserKeys = /^F([3567]|11|12)$/;
const ourLetters = "cszy"; // with Ctrl

function isBrowsers(event) {
  if (browserKeys.test(event.key)) return true;
  if (event.metaKey) return true;
  if (!event.ctrlKey || event.altKey) return false;
  return "+-=0".includes(event.key) || (event.key.length === 1 && !ourLetters.includes(event.key.toLowerCase()));
}

function keyPassed(event) {
  if (event.key === undefined || event.synthetic) return;
  if (event.altKey && !event.ctrlKey && "+-=0".includes(event.key) && event.type === "keydown") {
    // The program's Ctrl++, Ctrl+- and Ctrl+0, which are the browser's zoom.
    event.preventDefault();
    event.stopImmediatePropagation();
    const code = { "+": "Equal", "=": "Equal", "-": "Minus", "0": "Digit0" }[event.key];
    const key = event.key === "+" ? "=" : event.key;
    const alt = ["Alt", "AltLeft", 18], control = ["Control", "ControlLeft", 17];
    const pressed = [key, code, { "=": 187, "-": 189, "0": 48 }[key]];
    for (const [type, [name, place, number]] of [["keyup", alt], ["keydown", control], ["keydown", pressed],
      ["keyup", pressed], ["keyup", control], ["keydown", alt]]) {
      const other = new KeyboardEvent(type, { key: name, code: place, keyCode: number, bubbles: true,
        cancelable: true });
      other.synthetic = true;
      window.dispatchEvent(other);
    }
    return;
  }
  if (isBrowsers(event) || event.target.tagName === "BUTTON") event.stopImmediatePropagation();
}

for (const type of ["keydown", "keyup", "keypress"]) window.addEventListener(type, keyPassed, true);

// ---- touch: a tap steps, a swipe goes back (or on), a long press asks ----

const touch = { at: null, timer: 0 };
const swipePoints = 50, tapPoints = 12, longPress = 500;

function touched(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  const point = event.changedTouches[0], box = canvas.getBoundingClientRect();
  const x = point.clientX - box.left, y = point.clientY - box.top;
  if (event.type === "touchstart") {
    touch.at = { x, y };
    clearTimeout(touch.timer);
    touch.timer = setTimeout(() => { touch.at = null; gesture("page_touch", [1, x, y]); }, longPress);
    return;
  }
  if (touch.at === null) return;
  const dx = x - touch.at.x, dy = y - touch.at.y;
  if (event.type === "touchmove") {
    if (Math.hypot(dx, dy) > tapPoints) clearTimeout(touch.timer);
    return;
  }
  clearTimeout(touch.timer);
  touch.at = null;
  if (event.type !== "touchend") return;
  if (Math.hypot(dx, dy) <= tapPoints) gesture("page_touch", [0, x, y]);
  else if (Math.abs(dx) > swipePoints && Math.abs(dx) > 2 * Math.abs(dy)) gesture("page_swipe", [dx > 0 ? 1 : 0]);
}

function gesture(name, values) {
  Module.ccall(name, null, values.map(() => "number"), values);
}

for (const type of ["touchstart", "touchmove", "touchend", "touchcancel"])
  canvas.addEventListener(type, touched, { capture: true, passive: false });

// ---- the program ----

function copy(text) {
  if (text.startsWith(address + "#")) history.replaceState(null, "", text);
  Module.copied = text; // for who tests where no clipboard is
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch(() => copyOld(text));
  else copyOld(text);
}

// Where a page that was not loaded safely has no clipboard.
function copyOld(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  canvas.focus();
}

function start() {
  document.getElementById("wait").hidden = true;
  canvas.focus();
  setInterval(() => { keep(); download(); }, 500);
  window.addEventListener("hashchange", () => { if (location.hash.length > 1) open(location.href); });
  window.addEventListener("pagehide", () => { leave(); die(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) live(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) leave(); });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", dropped);
  document.getElementById("link").addEventListener("click", () => { gesture("page_link", []); canvas.focus(); });
}

function leave() {
  gesture("page_leave", []);
  keep();
}

var Module = {
  canvas,
  measured,
  copy,
  arguments: ["--page", address].concat(embedded ? ["--embed"] : [],
    location.hash.length > 1 ? [location.href] : []),
  preRun: [() => {
    Object.assign(ENV, { BACKSTEP_DATA: "/share", XDG_STATE_HOME: "/state", HOME: homeFolder });
    Module.addRunDependency("pages");
    livingPages().then(restore).finally(() => Module.removeRunDependency("pages"));
  }],
  tell: (text) => { document.getElementById("told").textContent = text; },
  drawn: (ms) => {
    if (measured.first === 0) {
      measured.first = performance.now() - started;
      start();
    }
    measured.frames.push(ms);
  },
  onAbort: (what) => { document.getElementById("wait").textContent = "Backstep has stopped: " + what; },
};
