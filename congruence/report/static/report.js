/* Filters, search, stepping and the rail. The report is complete and readable without this.
   Tells `reader.js` by the events "report:at" (detail: the article) and "report:filtered". */
(function () {
  "use strict";
  var root = document.documentElement;
  var rows = Array.prototype.slice.call(document.querySelectorAll("article.row"));
  var toolbar = document.getElementById("toolbar");
  if (!toolbar || !rows.length) { return; }
  function byId(id) { return document.getElementById(id); }

  root.classList.add("js");
  toolbar.hidden = false;
  // A finding that is scrolled to must not end under the toolbar.
  function clear() {
    var sticky = getComputedStyle(toolbar).position === "sticky";
    root.style.scrollPaddingTop = (sticky ? toolbar.offsetHeight + 12 : 12) + "px";
  }
  window.addEventListener("resize", clear);
  clear();
  var words = JSON.parse(byId("words").textContent);
  var rail = byId("rail");
  var shown = rows, at = -1, texts = [];

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function textOf(index) {
    if (texts[index] === undefined) {
      // What is folded away does not count: a reader would not see why the row was found.
      var copy = rows[index].cloneNode(true);
      copy.querySelectorAll("details").forEach(function (part) { part.remove(); });
      texts[index] = fold(copy.textContent + " " + rows[index].dataset.group);
    }
    return texts[index];
  }
  function chosen(id) { var box = byId(id); return box ? box.value : ""; }
  function tell(name, detail) { document.dispatchEvent(new CustomEvent(name, { detail: detail })); }

  function apply() {
    var tags = {};
    toolbar.querySelectorAll('input[name="tag"]').forEach(function (box) { tags[box.value] = box.checked; });
    var section = chosen("by-section"), group = chosen("by-group"), signal = chosen("by-signal");
    var wanted = fold(byId("find").value).split(/\s+/).filter(Boolean);
    shown = rows.filter(function (row, index) {
      var data = row.dataset;
      var fits = tags[data.tag]
        && (!section || row.parentNode.dataset.section === section)
        && (!group || data.group === group || data.group.indexOf(group + " › ") === 0)
        && (!signal || (signal === "*" ? data.signals : data.signals.split(" ").indexOf(signal) >= 0))
        && wanted.every(function (word) { return textOf(index).indexOf(word) >= 0; });
      if (row.hidden === Boolean(fits)) { row.hidden = !fits; }
      return fits;
    });
    document.querySelectorAll("h3.group").forEach(function (head) {
      var next = head.nextElementSibling, any = false;
      while (!any && next && next.tagName === "ARTICLE") { any = !next.hidden; next = next.nextElementSibling; }
      head.hidden = !any;
    });
    at = -1;
    byId("no-match").hidden = shown.length > 0;
    say();
    draw();
    tell("report:filtered");
  }
  function say() {
    byId("shown").textContent = at < 0
      ? fill(words.shown, { shown: shown.length, total: rows.length })
      : fill(words.at, { at: at + 1, shown: shown.length });
    clear();
  }
  function mark(row) {
    document.querySelectorAll("article.here").forEach(function (other) { other.classList.remove("here"); });
    row.classList.add("here");
    at = shown.indexOf(row);
    say();
    place();
    tell("report:at", row);
  }
  function go(index) {
    if (!shown.length) { return; }
    var row = shown[(index + shown.length) % shown.length];
    clear();
    history.replaceState(null, "", "#" + row.id);
    row.scrollIntoView({ block: "start" });
    row.focus({ preventScroll: true });
    mark(row);
  }
  function step(by) {
    if (at < 0) {
      // Start from what is in view.
      var limit = toolbar.getBoundingClientRect().bottom;
      var first = shown.findIndex(function (row) { return row.getBoundingClientRect().bottom > limit + 10; });
      at = first < 0 ? 0 : first - (by > 0 ? 1 : 0);
    }
    go(at + by);
  }

  // The rail: one tick a shown finding, by its order (heights are not known before layout).
  var marker = document.createElement("i");
  marker.className = "here";
  function draw() {
    var every = Math.max(1, Math.ceil(shown.length / 500));
    rail.textContent = "";
    rail.hidden = shown.length < 2;
    shown.forEach(function (row, index) {
      if (index % every) { return; }
      var tick = document.createElement("i");
      tick.className = row.dataset.signals ? "tension" : row.dataset.tone;
      tick.style.top = (100 * index / shown.length) + "%";
      rail.appendChild(tick);
    });
    rail.appendChild(marker);
    place();
  }
  function place() {
    marker.hidden = at < 0;
    if (at >= 0) { marker.style.top = (100 * at / shown.length) + "%"; }
  }
  rail.addEventListener("click", function (event) {
    var box = rail.getBoundingClientRect();
    go(Math.min(shown.length - 1, Math.floor(shown.length * (event.clientY - box.top) / box.height)));
  });

  function reset() {
    toolbar.reset();
    apply();
  }
  var waiting;
  toolbar.addEventListener("submit", function (event) { event.preventDefault(); step(1); });
  toolbar.addEventListener("input", function (event) {
    if (event.target.id === "together") { return; }
    window.clearTimeout(waiting);
    // Typing in the search box waits for a pause; a choice is carried out at once.
    if (event.target.type === "search") { waiting = window.setTimeout(apply, 120); } else { apply(); }
  });
  byId("next").addEventListener("click", function () { step(1); });
  byId("previous").addEventListener("click", function () { step(-1); });
  byId("reset").addEventListener("click", reset);
  document.addEventListener("keydown", function (event) {
    var tag = event.target.tagName;
    if (event.ctrlKey || event.metaKey || event.altKey || tag === "SELECT" || tag === "TEXTAREA"
        || (tag === "INPUT" && event.target.type === "search")) { return; }
    if (event.key === "n") { step(1); } else if (event.key === "p") { step(-1); }
    else if (event.key === "/") { event.preventDefault(); byId("find").focus(); }
  });
  // A link to a finding that a filter hides shows everything again.
  function arrive() {
    var target = byId(decodeURIComponent(location.hash.slice(1)));
    var row = target && target.closest("article.row");
    if (!row) { return; }
    if (row.hidden) { reset(); row.scrollIntoView(); }
    mark(row);
  }
  window.addEventListener("hashchange", arrive);
  apply();
  arrive();
})();
