/* Tables that may be sorted get a button in every column head; a long one gets a search box. */
(function () {
  "use strict";
  var LONG = 15;
  var words = JSON.parse(document.getElementById("words").textContent);
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.sort || cell.textContent.trim();
  }
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  function addSearch(table, rows) {
    var label = document.createElement("label"), title = document.createElement("span");
    var box = document.createElement("input"), count = document.createElement("output");
    var texts = rows.map(function (row) { return fold(row.textContent); });
    label.className = "field table-search";
    title.textContent = words.search;
    box.type = "search";
    count.setAttribute("aria-live", "polite");
    label.append(title, box, count);
    table.parentNode.parentNode.insertBefore(label, table.parentNode);
    box.addEventListener("input", function () {
      var wanted = fold(box.value).split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (row, at) {
        row.hidden = !wanted.every(function (word) { return texts[at].indexOf(word) >= 0; });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = words.shown.replace("{shown}", shown).replace("{total}", rows.length);
    });
  }
  document.querySelectorAll("table.sortable").forEach(function (table) {
    var body = table.tBodies[0];
    var original = Array.prototype.slice.call(body.rows);
    if (original.length > LONG) { addSearch(table, original); }
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.title = words.sort.replace("{column}", head.textContent);
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var now = head.getAttribute("aria-sort");
        var next = now === "ascending" ? "descending" : now === "descending" ? "" : "ascending";
        Array.prototype.forEach.call(head.parentNode.cells, function (other) { other.removeAttribute("aria-sort"); });
        var rows = original.slice();
        if (next) {
          head.setAttribute("aria-sort", next);
          rows.sort(function (a, b) { return order.compare(key(a, column), key(b, column)); });
          if (next === "descending") { rows.reverse(); }
        }
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  });
})();
