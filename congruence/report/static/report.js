/* Filters, search, stepping and the rail. The report is complete and readable without this. */
(function () {
  "use strict";
  var root = document.documentElement;
  var rows = Array.prototype.slice.call(document.querySelectorAll("article.row"));
  var toolbar = document.getElementById("toolbar");
  function byId(id) { return document.getElementById(id); }

  // Folded candidates would be lost on paper.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (d) { d.open = true; d.dataset.shut = "1"; });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-shut]").forEach(function (d) { d.open = false; delete d.dataset.shut; });
  });

  if (!toolbar || !rows.length) { return; }
  root.classList.add("js");
  toolbar.hidden = false;
  var words = JSON.parse(byId("words").textContent);
  var rail = byId("rail");
  var shown = rows, at = -1;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var texts = [];
  function textOf(index) {
    if (texts[index] === undefined) { texts[index] = fold(rows[index].textContent + " " + rows[index].dataset.group); }
    return texts[index];
  }
  function chosen(id) { var box = byId(id); return box ? box.value : ""; }

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
      row.hidden = !fits;
      return fits;
    });
    document.querySelectorAll("h3.group").forEach(function (head) {
      var next = head.nextElementSibling, any = false;
      while (next && next.tagName === "ARTICLE") { any = any || !next.hidden; next = next.nextElementSibling; }
      head.hidden = !any;
    });
    at = -1;
    byId("no-match").hidden = shown.length > 0;
    say();
    draw();
  }
  function say() {
    byId("shown").textContent = at < 0
      ? fill(words.shown, { shown: shown.length, total: rows.length })
      : fill(words.at, { at: at + 1, shown: shown.length });
  }
  function go(index) {
    if (!shown.length) { return; }
    at = (index + shown.length) % shown.length;
    rows.forEach(function (row) { row.classList.remove("here"); });
    var row = shown[at];
    row.classList.add("here");
    history.replaceState(null, "", "#" + row.id);
    row.scrollIntoView({ block: "start" });
    row.focus({ preventScroll: true });
    say();
    place();
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
    rail.textContent = "";
    rail.hidden = shown.length < 2;
    var every = Math.max(1, Math.ceil(shown.length / 600));
    shown.forEach(function (row, index) {
      if (index % every) { return; }
      var tick = document.createElement("i");
      tick.className = row.dataset.signals ? "tension" : row.className.replace("row", "").replace("here", "").trim();
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
  toolbar.addEventListener("submit", function (event) { event.preventDefault(); step(1); });
  toolbar.addEventListener("input", apply);
  byId("next").addEventListener("click", function () { step(1); });
  byId("previous").addEventListener("click", function () { step(-1); });
  byId("reset").addEventListener("click", reset);
  document.addEventListener("keydown", function (event) {
    var tag = event.target.tagName;
    if (event.ctrlKey || event.metaKey || event.altKey || tag === "INPUT" || tag === "SELECT" || tag === "TEXTAREA") { return; }
    if (event.key === "n") { step(1); } else if (event.key === "p") { step(-1); }
    else if (event.key === "/") { event.preventDefault(); byId("find").focus(); }
  });
  // A link to a finding that a filter hides shows everything again.
  function arrive() {
    var row = byId(decodeURIComponent(location.hash.slice(1)));
    row = row && row.closest("article.row");
    if (!row) { return; }
    if (row.hidden) { reset(); row.scrollIntoView(); }
    rows.forEach(function (other) { other.classList.remove("here"); });
    at = shown.indexOf(row);
    say();
    place();
  }
  window.addEventListener("hashchange", arrive);
  apply();
  arrive();
})();
