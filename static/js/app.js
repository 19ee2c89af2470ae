// What every page shares: Ctrl+K, printing, menus that close, parts that unfold, growing text fields, the count
// of the roll.
// Everything works without it; the server counts again.
(function () {
  "use strict";

  // Ctrl+K puts the cursor into the search, or goes to its page where there is no room for a field.
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") { return; }
    var form = document.querySelector("form[data-find]");
    if (!form) { return; }
    event.preventDefault();
    var field = form.querySelector("input");
    if (field.offsetParent) { field.focus(); field.select(); } else { window.location.assign(form.action); }
  });

  // A page that can only be printed now has a button for it.
  document.querySelectorAll("button[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // An open menu closes with Esc, or when one taps or tabs elsewhere.
  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (!except || !menu.contains(except)) { menu.open = false; }
    });
  }
  document.addEventListener("click", function (event) { closeMenus(event.target); });
  document.addEventListener("focusin", function (event) { closeMenus(event.target); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    var menu = document.querySelector("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // A link to a folded part unfolds it, on this page or after arriving.
  function unfold(hash) {
    var part = hash.length > 1 && document.getElementById(hash.slice(1));
    if (part && part.matches("details")) { part.open = true; }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href*='#']");
    if (link) { unfold(link.hash); }
  });
  unfold(window.location.hash);

  // Signing in again in another tab changes the token: parts of a page are asked for with the new one.
  document.addEventListener("htmx:configRequest", function (event) {
    var cookie = /(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/.exec(document.cookie);
    if (cookie) { event.detail.headers["X-CSRFToken"] = cookie[1]; }
  });

  // Text fields grow with their text where the style sheet cannot do it.
  function grow(field) {
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 2 + "px";
  }
  if (!(window.CSS && CSS.supports("field-sizing", "content"))) {
    document.addEventListener("input", function (event) {
      if (event.target.matches("textarea.write")) { grow(event.target); }
    });
    document.querySelectorAll("textarea.write").forEach(grow);
  }

  // Copying a text out; on an address without TLS browsers know only the old way.
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var field = document.getElementById(button.dataset.copy);
      field.select();
      if (navigator.clipboard) { navigator.clipboard.writeText(field.value); } else { document.execCommand("copy"); }
      button.querySelector("[data-copy-word]").textContent = "Đã chép";
    });
  });

  // A second press while the first is on its way would record the same thing twice.
  var WAY = 10000;
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) { return; }
    if (form.hasAttribute("data-sent")) { event.preventDefault(); return; }
    form.setAttribute("data-sent", "");
    setTimeout(function () { form.removeAttribute("data-sent"); }, WAY);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("[data-sent]").forEach(function (form) { form.removeAttribute("data-sent"); });
  });

  // The errors of a form that came back take the focus, so that they are read first.
  var errors = document.querySelector("[data-errors]");
  if (errors) { errors.focus({ preventScroll: false }); }

  // Roll call: "18/21, đủ điều kiện họp" moves with every tap.
  function count(tally) {
    var total = Number(tally.dataset.total);
    var need = Number(tally.dataset.need);
    var here = total - document.querySelectorAll(".roll .roll__one > input:checked").length;
    var enough = here >= need;
    var state = tally.querySelector("[data-tally-state]");
    tally.querySelector("[data-tally-n]").textContent = here + "/" + total;
    tally.querySelector("[data-tally-p]").textContent = percent(here, total);
    state.lastElementChild.textContent = enough ? "Đủ điều kiện họp" : "Chưa đủ điều kiện họp";
    var use = state.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, enough ? "#i-check" : "#i-warn"));
    state.classList.toggle("state--ok", enough);
    state.classList.toggle("state--bad", !enough);
    tally.classList.toggle("tally--short", !enough);
  }
  // As on the server: whole percentages without decimals, halves rounded up, exactly.
  function percent(n, total) {
    if (!total) { return "không có"; }
    var hundredths = Math.floor((2 * n * 10000 + total) / (2 * total));
    if ((n * 100) % total === 0) { return hundredths / 100 + "%"; }
    return Math.floor(hundredths / 100) + "," + String(hundredths % 100).padStart(2, "0") + "%";
  }
  document.addEventListener("change", function (event) {
    if (!event.target.matches(".roll__one > input")) { return; }
    document.querySelectorAll("[data-tally]").forEach(count);
  });
  document.querySelectorAll("[data-tally]").forEach(count);
})();
