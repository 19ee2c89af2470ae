// The sheet of ratings: the first letter of a level sets it, arrows go from row to row, Ctrl+Z takes
// the last choice back, and the cap at the top moves with every choice.
// Everything works without it; the server counts again.
(function () {
  "use strict";

  var form = document.querySelector("form[data-ratings]");
  if (!form) { return; }
  var rows = Array.from(form.querySelectorAll("[data-rate-row]"));
  var past = [];

  // A line that is not rated has no select; ticked, it gets one with the next save.
  function levelOf(row) { return row.querySelector("[data-level] select"); }
  function isRated(row) {
    var box = row.querySelector("input[type=checkbox]");
    return !box || box.checked;
  }
  function kindOf(field) { return field.name.replace(/^r\d+-/, ""); }

  // What was chosen before, so that it can be taken back.
  rows.forEach(function (row) {
    row.querySelectorAll("select").forEach(function (field) { field.dataset.was = field.value; });
  });
  form.addEventListener("change", function (event) {
    var field = event.target;
    if (field.matches("[data-rate-row] select")) {
      past.push([field, field.dataset.was]);
      field.dataset.was = field.value;
    }
    show();
  });
  function set(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  form.addEventListener("keydown", function (event) {
    var field = event.target;
    var row = field.closest("[data-rate-row]");
    if (!row || event.altKey || event.metaKey) { return; }
    if (event.ctrlKey) {
      if (event.key.toLowerCase() === "z" && past.length && field.tagName === "SELECT") {
        var last = past.pop();
        set(last[0], last[1]);
        past.pop();
        last[0].focus();
        event.preventDefault();
      }
      return;
    }
    var isSmall = field.tagName === "SELECT" || field.inputMode === "numeric";
    if (!isSmall) { return; }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      var next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      var same = next && Array.from(next.querySelectorAll("select, input")).find(function (other) {
        return kindOf(other) === kindOf(field);
      });
      if (same) { same.focus(); }
      event.preventDefault();
      return;
    }
    if (event.key.length !== 1 || !/\p{L}/u.test(event.key)) { return; }
    var select = field.tagName === "SELECT" ? field : levelOf(row);
    var option = Array.from(select ? select.options : []).find(function (one) {
      return one.value && one.text.charAt(0).toLowerCase() === event.key.toLowerCase();
    });
    if (option && select) { set(select, option.value); event.preventDefault(); }
  });

  // The cap: as reports/ratings/rules/cap.py counts it.
  var cap = document.querySelector(".cap");
  var first = form.querySelector("[data-level] select");
  var codes = first ? Array.from(first.options).map(function (one) { return one.value; }).slice(1) : [];

  // What the other cells say where the cap is counted over all of them, and what is decided there.
  var others = (form.dataset.capOthers || "").split(" ").map(Number);
  var settled = Number(form.dataset.capSettled || 0);

  function counted() {
    var counts = codes.map(function () { return 0; });
    var total = 0;
    rows.forEach(function (row) {
      if (!isRated(row)) { return; }
      total += 1;
      if (!levelOf(row)) { return; }
      var at = codes.indexOf(levelOf(row).value);
      if (at >= 0) { counts[at] += 1; }
    });
    return { levels: counts, total: total };
  }
  function most(counts) {
    var sum = counts.reduce(function (a, b) { return a + b; }, 0);
    var bases = { good_only: counts[1] || 0, good_or_better: counts[0] + (counts[1] || 0), all_rated: sum };
    var share = Number(form.dataset.capPercent) * bases[form.dataset.capBasis];
    var rounding = form.dataset.capRounding;
    return { most: Math.floor((share + (rounding === "up" ? 99 : rounding === "half_up" ? 50 : 0)) / 100), base: bases[form.dataset.capBasis], share: share };
  }
  function icon(name) {
    return '<svg class="icon" aria-hidden="true"><use href="' + form.dataset.icons + "#i-" + name + '"/></svg>';
  }
  function slots(used, limit) {
    var list = cap.querySelector(".cap__slots");
    var html = "";
    for (var n = 1; Math.max(used, limit) <= 12 && n <= Math.max(used, limit); n += 1) {
      var css = n > limit ? "slot slot--over" : "slot" + (n <= used ? " slot--on" : "") + (n === limit ? " slot--edge" : "");
      html += '<li class="' + css + '">' + (n > limit ? icon("warn") : n) + "</li>";
    }
    list.innerHTML = html;
    var bar = cap.querySelector(".bar__fill");
    if (bar) { bar.setAttribute("width", Math.max(used, limit) ? used * 100 / Math.max(used, limit) : 0); }
  }
  function show() {
    rows.forEach(function (row) {
      var select = levelOf(row);
      row.classList.toggle("row--off", !isRated(row));
      if (!select) { return; }
      select.classList.toggle("rate--top", select.value === codes[0] && Boolean(codes[0]));
    });
    if (!cap || !codes.length) { return; }
    var now = counted();
    cap.querySelectorAll(".levels b").forEach(function (figure, at) {
      figure.textContent = (now.levels[at + 1] || 0) + "/" + now.total;
    });
    if (!form.dataset.capPercent) { return; }
    var limit = most(now.levels.map(function (n, at) { return n + (others[at] || 0); }));
    var used = settled + now.levels[0];
    var over = Math.max(used - limit.most, 0);
    slots(used, limit.most);
    var state = cap.querySelector("#tran .state");
    state.className = "state state--" + (over ? "bad" : "ok");
    state.innerHTML = icon(over ? "warn" : "check");
    var said = "capSettled" in form.dataset ? "đã quyết định " + settled + ", bảng này " : "đề nghị ";
    state.append("Xuất sắc: " + said + now.levels[0] + ", mức trần " + limit.most + "." + (over ? " Vượt " + over + "." : ""));
    var formula = cap.querySelector(".note").firstChild;
    formula.textContent = formula.textContent.replace(/\d+% của \d+ (.*?) là [\d,.]+?(; lấy \d+)?\. /, function (all, basis) {
      var exact = String(limit.share / 100).replace(".", ",");
      return form.dataset.capPercent + "% của " + limit.base + " " + basis + " là " + exact + (limit.share === limit.most * 100 ? "" : "; lấy " + limit.most) + ". ";
    });
  }
  show();
})();
