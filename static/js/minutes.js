// Minutes: a row just added takes the cursor; the item last written in is told to the server; the
// count above the roll call moves with every tap.
// The server counts again.
(function () {
  "use strict";

  var added = /[?&]them=./.test(window.location.search) && document.getElementById(window.location.hash.slice(1));
  var first = added && added.querySelector("select, textarea, input:not([type=hidden])");
  if (first) { first.focus(); }

  // The server brings the person back to the item they were writing.
  var opened = document.querySelector("[data-open]");
  if (opened) {
    opened.form.addEventListener("focusin", function (event) {
      var part = event.target.closest(".agenda, .section[id]");
      var item = event.target.closest(".agenda");
      if (part) { opened.value = item ? item.id : ""; }
    });
  }

  var tally = document.querySelector("[data-count]");
  var roll = document.querySelector("[data-roll]");
  if (!tally || !roll) { return; }

  // As on the server: whole percentages without decimals, halves rounded up, exactly.
  function percent(n, total) {
    if (!total) { return "không có"; }
    var hundredths = Math.floor((2 * n * 10000 + total) / (2 * total));
    if ((n * 100) % total === 0) { return hundredths / 100 + "%"; }
    return Math.floor(hundredths / 100) + "," + String(hundredths % 100).padStart(2, "0") + "%";
  }

  function count() {
    var away = 0, officialAway = 0;
    roll.querySelectorAll(".roll__one").forEach(function (row) {
      var box = row.querySelector("input[type=checkbox]");
      var isLate = row.querySelector("select").value === "late";
      row.querySelector(".roll__say").textContent = isLate ? "Muộn" : "Vắng";
      if (box.checked && !isLate) {
        away += 1;
        officialAway += box.hasAttribute("data-official") ? 1 : 0;
      }
    });
    show(Number(tally.dataset.total) - away, Number(tally.dataset.base) - officialAway);
  }

  // The exempt who came stand outside the roll: what the page began with is the measure.
  function show(here, official) {
    var enough = official >= Number(tally.dataset.need);
    var state = tally.querySelector("[data-count-state]");
    var use = state.querySelector("use");
    tally.querySelector("[data-count-n]").textContent = here + "/" + tally.dataset.total;
    tally.querySelector("[data-count-p]").textContent = percent(here, Number(tally.dataset.total));
    tally.querySelector("[data-count-official]").textContent = official + "/" + tally.dataset.base;
    state.lastElementChild.textContent = enough ? "Đủ điều kiện họp" : "Chưa đủ điều kiện họp";
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, enough ? "#i-check" : "#i-warn"));
    state.classList.toggle("state--ok", enough);
    state.classList.toggle("state--bad", !enough);
    tally.classList.toggle("tally--short", !enough);
  }

  roll.addEventListener("change", count);
})();
