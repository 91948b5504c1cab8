/* The reading view: both whole texts, each in a pane, put together from the rows of the report.
   The panes scroll together, each counterpart level with its passage, until the reader lets go. */
(function () {
  "use strict";
  var reader = document.getElementById("reader");
  if (!reader) { return; }
  var button = document.getElementById("read");
  var together = document.getElementById("together");
  var panes = Array.prototype.slice.call(reader.querySelectorAll(".pane"));
  var built = false;

  function items(pane) { return Array.prototype.slice.call(pane.querySelectorAll(".item")); }
  function itemOf(pane, row) {
    return row && items(pane).find(function (item) { return item.dataset.row === row; });
  }
  // The row on the other side that a row's best counterpart leads to; in a report where both
  // passages stand in one row, that row itself.
  function pairOf(article, doc) {
    var own = article.querySelectorAll(".passage[data-at]");
    for (var at = 0; at < own.length; at += 1) {
      if (own[at].dataset.doc !== doc) { return article.id; }
    }
    var link = article.querySelector(".side.right > .passage .place a");
    return link ? decodeURIComponent(link.getAttribute("href").slice(1)) : "";
  }
  function build() {
    panes.forEach(function (pane) {
      var doc = pane.dataset.doc, group = null;
      var head = document.createElement("p");
      head.className = "pane-title";
      head.textContent = pane.getAttribute("aria-label");
      pane.appendChild(head);
      Array.prototype.slice.call(document.querySelectorAll('.passage[data-at][data-doc="' + doc + '"]'))
        .sort(function (a, b) { return a.dataset.at - b.dataset.at; })
        .forEach(function (passage) {
          var article = passage.closest("article.row");
          if (article.dataset.group !== group) {
            group = article.dataset.group;
            if (group) {
              var title = document.createElement("p");
              title.className = "pane-group";
              title.textContent = group.split(" › ").pop();
              pane.appendChild(title);
            }
          }
          var item = document.createElement("div");
          item.className = "item " + article.dataset.tone;
          item.dataset.row = article.id;
          item.dataset.pair = pairOf(article, doc);
          var copy = passage.cloneNode(true);
          copy.removeAttribute("data-at");
          item.appendChild(copy);
          pane.appendChild(item);
        });
    });
    built = true;
  }
  function filtered() {
    if (!built) { return; }
    panes.forEach(function (pane) {
      items(pane).forEach(function (item) {
        item.classList.toggle("aside", document.getElementById(item.dataset.row).hidden);
      });
    });
  }

  // -- scrolling together ------------------------------------------------------------------
  var leader = null;
  function lineOf(pane) { return pane.getBoundingClientRect().top + pane.clientHeight / 3; }
  function follow(pane) {
    var other = panes[1 - panes.indexOf(pane)];
    var line = lineOf(pane), anchor = null;
    items(pane).some(function (item) {
      var box = item.getBoundingClientRect();
      if (box.top > line && anchor) { return true; }
      if (itemOf(other, item.dataset.pair)) { anchor = item; }
      return false;
    });
    if (!anchor) { return; }
    var mate = itemOf(other, anchor.dataset.pair);
    var shift = mate.getBoundingClientRect().top - anchor.getBoundingClientRect().top;
    if (Math.abs(shift) > 2) { other.scrollTop += shift; }
  }
  panes.forEach(function (pane) {
    // Only the pane under the reader's hand leads; the other one's scrolling is our doing.
    ["pointerenter", "wheel", "touchstart", "keydown", "focusin"].forEach(function (name) {
      pane.addEventListener(name, function () { leader = pane; }, { passive: true });
    });
    pane.addEventListener("scroll", function () {
      if (together.checked && leader === pane) { window.requestAnimationFrame(function () { follow(pane); }); }
    }, { passive: true });
    pane.addEventListener("click", function (event) {
      var item = event.target.closest(".item");
      if (item && !event.target.closest("a")) { select(pane, item.dataset.row, true); }
    });
  });
  together.addEventListener("change", function () { if (together.checked && leader) { follow(leader); } });

  function select(pane, row, still) {
    var item = itemOf(pane, row);
    if (!item) { return; }
    reader.querySelectorAll(".on").forEach(function (old) { old.classList.remove("on"); });
    item.classList.add("on");
    if (!still) { pane.scrollTop += item.getBoundingClientRect().top - lineOf(pane); }
    var other = panes[1 - panes.indexOf(pane)];
    var mate = itemOf(other, item.dataset.pair);
    if (mate) {
      mate.classList.add("on");
      if (together.checked) { other.scrollTop += mate.getBoundingClientRect().top - item.getBoundingClientRect().top; }
    }
    leader = pane;
  }

  // -- in and out --------------------------------------------------------------------------
  function show(on) {
    if (on && !built) { build(); filtered(); }
    reader.hidden = !on;
    document.getElementById("together-box").hidden = !on;
    button.setAttribute("aria-pressed", String(on));
    document.documentElement.classList.toggle("reading", on);
    if (on) {
      // Scroll padding keeps room for the toolbar, so the panes end up right under it.
      reader.scrollIntoView({ block: "start" });
      var here = document.querySelector("article.here");
      if (here) { at(here); }
    }
  }
  function at(row) {
    if (reader.hidden) { return; }
    panes.some(function (pane) {
      if (!itemOf(pane, row.id)) { return false; }
      select(pane, row.id, false);
      return true;
    });
  }
  button.addEventListener("click", function () { show(reader.hidden); });
  document.addEventListener("report:at", function (event) { at(event.detail); });
  document.addEventListener("report:filtered", filtered);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "s" || reader.hidden || event.ctrlKey || event.metaKey || event.altKey
        || (event.target.tagName === "INPUT" && event.target.type === "search")) { return; }
    together.checked = !together.checked;
    together.dispatchEvent(new Event("change"));
  });
})();
