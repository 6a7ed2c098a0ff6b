"use strict";
// Shows what the server tells over /events. Whatever arrived from outside is set as text only.

const SHOWN = 100;
const WORDS = {
  200: "accepted",
  401: "credentials refused",
  404: "unknown path",
  405: "wrong method",
  415: "wrong format",
  422: "fields refused",
};
const byId = (id) => document.getElementById(id);
const table = byId("table");
const head = table.tHead;
let total = 0;

function make(name, text, className) {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function timeOf(at) {
  const date = new Date(at);
  const node = make("time", date.toLocaleTimeString("en-GB"));
  if (date.toDateString() !== new Date().toDateString()) {
    node.prepend(date.toLocaleDateString("en-GB", { day: "numeric", month: "short" }) + " ");
  }
  node.dateTime = at;
  node.title = at;
  return node;
}

function answerOf(entry) {
  if (entry.status === null) return ["no answer", "odd"];
  if (entry.status === 200 && entry.fault) return ["200 " + entry.fault, "odd"];
  const word = WORDS[entry.status] || (entry.status >= 500 ? "failed" : "refused");
  return [entry.status + " " + word, entry.status === 200 ? "good" : "bad"];
}

function valueText(value) {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fieldList(body) {
  const names = Object.keys(body);
  if (names.length === 0) return make("p", "No fields.", "none");
  const list = make("dl");
  for (const name of names) {
    const pair = make("div");
    const text = valueText(body[name]);
    pair.append(make("dt", name), text === "" ? make("dd", "empty", "none") : make("dd", text));
    list.append(pair);
  }
  return list;
}

function reasonList(answer) {
  const sentences = answer.errors ? Object.values(answer.errors).flat() : [answer.error];
  const list = make("ul", undefined, "reasons");
  for (const sentence of sentences) list.append(make("li", sentence));
  return list;
}

function rowsOf(entry) {
  const [text, tone] = answerOf(entry);
  const group = make("tbody");
  const first = make("tr");
  const time = make("td", undefined, "time");
  time.append(timeOf(entry.at));
  const answer = entry.answer && entry.answer.id ? text + ", lead " + entry.answer.id : text;
  first.append(time, make("td", entry.path, "request"), make("td", answer, "answer " + tone));
  const second = make("tr");
  const fields = make("td", undefined, "fields");
  fields.colSpan = 3;
  if (entry.answer && (entry.answer.errors || entry.answer.error)) fields.append(reasonList(entry.answer));
  fields.append(fieldList(entry.body));
  second.append(fields);
  group.append(first, second);
  return group;
}

function add(entry) {
  const rows = rowsOf(entry);
  head.after(rows);
  if (table.tBodies.length > SHOWN) table.tBodies[SHOWN].remove();
  return rows;
}

function count(number) {
  total = number;
  const noun = number === 1 ? " request" : " requests";
  const newest = number > SHOWN ? ", the newest " + SHOWN + " shown" : ", newest first";
  byId("count").textContent = number === 0 ? "" : number.toLocaleString("en") + noun + newest;
  byId("nothing").hidden = number !== 0;
  table.hidden = number === 0;
}

function clear() {
  while (table.tBodies.length) table.tBodies[0].remove();
}

function faultText(fault) {
  const kinds = {
    status: "answered " + fault.status,
    stall: "stalled for " + fault.delay_ms / 1000 + " s, then dropped",
    drop: "dropped",
    garbage: "answered with garbage",
    error: "answered 200 with an error inside",
    flood: "answered with 10 MB",
  };
  const requests = fault.times === 1 ? "1 request" : fault.times + " requests";
  return requests + " to " + fault.crm + " " + kinds[fault.mode];
}

function showFaults(faults) {
  const due = byId("due");
  due.classList.toggle("some", faults.length > 0);
  due.textContent = faults.length ? "Next: " + faults.map(faultText).join("; then ") + "." : "No failure is due.";
  return due.textContent;
}

function announce(text) {
  byId("announcement").textContent = text;
}

function showCrms(names) {
  const select = byId("crm");
  const chosen = select.value;
  select.replaceChildren(...names.map((name) => make("option", name)));
  if (names.includes(chosen)) select.value = chosen;
  byId("crm-choice").hidden = names.length < 2;
}

async function ask(path, options) {
  const problem = byId("problem");
  try {
    const answer = await fetch(path, options);
    const failed = answer.ok ? null : await answer.json();
    problem.textContent = failed ? failed.error : "";
  } catch {
    problem.textContent = "The simulator does not answer. Is it still running?";
  }
}

for (const button of document.querySelectorAll("[data-fault]")) {
  button.addEventListener("click", () => {
    const fault = { crm: byId("crm").value, ...JSON.parse(button.dataset.fault) };
    ask("/faults", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fault),
    });
  });
}
byId("cancel").addEventListener("click", () => ask("/faults", { method: "DELETE" }));
byId("empty").addEventListener("click", () => ask("/received.json", { method: "DELETE" }));
byId("example").textContent = [
  "curl " + location.origin + "/econtract/api/leads",
  "-d crm_api_id=demo-id -d crm_api_key=demo-key",
  "-d lead_type=call_me_back -d first_name=John -d last_name=Doe",
  "-d email=john.doe@server.com -d phone=0499656565",
].join(" \\\n  ");

const events = new EventSource("/events");
const on = (name, react) => events.addEventListener(name, (event) => react(JSON.parse(event.data)));

on("snapshot", (snapshot) => {
  showCrms(snapshot.crms);
  clear();
  snapshot.newest.forEach(add);
  count(snapshot.total);
  showFaults(snapshot.faults);
});
on("received", (entry) => {
  add(entry).classList.add("new");
  count(total + 1);
  announce("Received " + entry.path + ": " + answerOf(entry)[0] + ".");
});
on("faults", (faults) => announce(showFaults(faults)));
on("emptied", () => {
  clear();
  count(0);
  announce("The list is empty.");
});
events.addEventListener("open", () => {
  byId("connection").textContent = "Watching live.";
  byId("connection").classList.remove("lost");
});
events.addEventListener("error", () => {
  byId("connection").textContent = "Connection lost, trying again …";
  byId("connection").classList.add("lost");
});
