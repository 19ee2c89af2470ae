// Nothing typed is lost: every form[data-draft-key] is kept in the browser as one types and on the
// server two seconds later. Shows where the words are in [data-saved] and offers what was left over.
// Every other form is held in its tab when it is sent, until an answer comes that is not the door:
// a session that ended meanwhile costs no words. Never a password, no field[data-unkept] (what lies
// sealed in the book stays off the machine), and no form[data-unheld].
//
//   data-draft-key    name of the draft, unique to the record; body[data-person] keeps people apart
//   data-draft-url    where the fields are posted as form data; 2xx means kept
//   data-draft-saved  when the server last stored what the page shows (ISO time), or empty
//   data-draft-clear  present on the page that follows a save: the copy in the browser is dropped
(function () {
  "use strict";

  var PREFIX = "nhap:";
  var OWN = PREFIX + (document.body.dataset.person || "") + ":";
  var WAIT = 2000;
  var RETRY = 15000;
  var MONTH = 31 * 24 * 60 * 60 * 1000;

  function store(key, value) {
    try { localStorage.setItem(OWN + key, JSON.stringify(value)); return true; } catch (refused) { return false; }
  }
  function stored(key) { return read(OWN + key); }
  function read(name) {
    try { return JSON.parse(localStorage.getItem(name)); } catch (unreadable) { return null; }
  }
  function drop(key) {
    try { localStorage.removeItem(OWN + key); } catch (refused) { return; }
  }
  // What the server has, and what is older than a month, need not stay on a machine that others use.
  function sweep(unwanted) {
    try {
      Object.keys(localStorage).forEach(function (name) {
        if (name.indexOf(PREFIX) !== 0) { return; }
        var left = read(name);
        if (!left || unwanted(left)) { localStorage.removeItem(name); }
      });
    } catch (refused) { return; }
  }
  function clock(time) {
    return new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false }).format(time);
  }
  function when(time) {
    var day = time.toDateString() === new Date().toDateString() ? "" : " ngày " + new Intl.DateTimeFormat("vi-VN").format(time);
    return clock(time) + day;
  }

  // Signing in again in another tab changes the token: the cookie knows the one in force.
  function token(form) {
    var cookie = /(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/.exec(document.cookie);
    var field = form.querySelector("[name=csrfmiddlewaretoken]");
    if (cookie && field) { field.value = cookie[1]; }
    return cookie ? cookie[1] : field ? field.value : "";
  }

  // The fields as pairs of name and value, as they would be sent; no token, no files, none unkept.
  function fields(form) {
    var pairs = [];
    new FormData(form).forEach(function (value, name) {
      var unkept = form.querySelector('[name="' + CSS.escape(name) + '"][data-unkept]');
      if (name !== "csrfmiddlewaretoken" && typeof value === "string" && !unkept) { pairs.push([name, value]); }
    });
    return pairs;
  }
  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  // Puts stored pairs back: values by order within a name, boxes and radios by value.
  function fill(form, pairs) {
    var values = {};
    pairs.forEach(function (pair) { (values[pair[0]] = values[pair[0]] || []).push(pair[1]); });
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || /^(file|submit|button|image|hidden)$/.test(field.type)) { return; }
      var own = values[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") { field.checked = own.indexOf(field.value) >= 0; }
      else if (field.type === "select-multiple") {
        Array.prototype.forEach.call(field.options, function (option) { option.selected = own.indexOf(option.value) >= 0; });
      } else if (own.length) { field.value = own.shift(); }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // The mark: icon and words. kinds: "" saved, "busy", "away".
  function mark(kind, words, link) {
    document.querySelectorAll("[data-saved]").forEach(function (place) {
      var sprite = place.dataset.icons;
      var icon = { "": "saved", busy: "late", away: "warn" }[kind];
      place.className = "saved" + (kind ? " saved--" + kind : "");
      place.textContent = "";
      if (sprite) {
        var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        var use = document.createElementNS("http://www.w3.org/2000/svg", "use");
        svg.setAttribute("class", "icon");
        svg.setAttribute("aria-hidden", "true");
        use.setAttribute("href", sprite + "#i-" + icon);
        svg.appendChild(use);
        place.appendChild(svg);
      }
      var text = document.createElement("span");
      text.textContent = words;
      place.appendChild(text);
      if (link) { text.append(" – ", link); }
    });
  }
  function signIn() {
    var link = document.createElement("a");
    link.href = "/";
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = "đăng nhập lại";
    return link;
  }

  // A row above the form with what was left over; `used` and `dropped` follow the two buttons.
  function offer(form, left, used, dropped) {
    var row = document.createElement("div");
    row.className = "draft-offer";
    row.setAttribute("role", "status");
    var words = document.createElement("p");
    words.textContent = "Có nội dung gõ dở trên máy này lúc " + when(new Date(left.at)) + ".";
    row.append(words, button("Dùng lại", "btn btn-plain", function () {
      fill(form, left.pairs);
      row.remove();
      used();
    }), button("Bỏ", "btn btn-quiet", function () { dropped(); row.remove(); }));
    form.before(row);
  }
  function button(word, css, deed) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = css;
    made.textContent = word;
    made.addEventListener("click", deed);
    return made;
  }

  // Forms without a draft: what was sent last from this tab, until it has arrived.
  var SENT = "gui:" + (document.body.dataset.person || "");
  var HERE = window.location.pathname + window.location.search;
  function isHeld(form) {
    return form.method === "post" && !form.matches("[data-draft-key], [data-unheld], [data-sign-out]") &&
      !form.querySelector("[type=password]") &&
      Array.prototype.some.call(form.elements, function (field) {
        return field.matches("textarea, input:not([type=hidden]), select") && field.name && field.value;
      });
  }
  function unsend() {
    try { sessionStorage.removeItem(SENT); } catch (refused) { return; }
  }
  function hold(form) {
    var sent = { at: Date.now(), path: HERE, place: held().indexOf(form), pairs: fields(form) };
    try { sessionStorage.setItem(SENT, JSON.stringify(sent)); } catch (refused) { return; }
  }
  function held() {
    return Array.prototype.filter.call(document.forms, function (form) { return form.method === "post"; });
  }
  function bringBack() {
    var sent = null;
    try { sent = JSON.parse(sessionStorage.getItem(SENT)); } catch (unreadable) { return; }
    if (!sent) { return; }
    var isElsewhere = sent.path !== HERE;
    if (document.querySelector(".said--success") || (isElsewhere && !sent.refused)) { unsend(); return; }
    if (isElsewhere) { return; }
    var form = held()[sent.place];
    if (!form || same(fields(form), sent.pairs)) { unsend(); return; }
    offer(form, sent, unsend, unsend);
  }

  function keep(form) {
    var key = form.dataset.draftKey;
    var url = form.dataset.draftUrl;
    var shown = fields(form), last = shown;
    var local = true, server = true, waiting = null, sending = false, again = false, leaving = false;

    if (form.hasAttribute("data-draft-clear")) { drop(key); }
    var left = stored(key);
    var saved = Date.parse(form.dataset.draftSaved || "") || 0;
    if (left && left.pairs && !same(left.pairs, shown) && left.at > saved) {
      offer(form, left, changed, function () { drop(key); });
    }

    // Leaving a field says «change» once more: what stands already must not take away the mark, and
    // with it the link that is just being pressed.
    function changed() {
      var pairs = fields(form);
      if (same(pairs, last)) { return; }
      last = pairs;
      local = store(key, { at: Date.now(), pairs: pairs });
      server = false;
      mark("busy", "đang lưu…");
      clearTimeout(waiting);
      waiting = setTimeout(send, WAIT);
    }

    function send() {
      if (sending) { again = true; return; }
      var pairs = fields(form);
      sending = true;
      fetch(url, {
        method: "POST",
        body: new URLSearchParams(pairs),
        headers: { "X-CSRFToken": token(form) },
        credentials: "same-origin",
        redirect: "manual",
      }).then(function (answer) {
        if (answer.ok) { return arrived(pairs); }
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { return ended(); }
        return away("máy chủ chưa nhận");
      }, function () { away("mất mạng"); }).then(function () {
        sending = false;
        if (again) { again = false; send(); }
      });
    }

    function arrived(pairs) {
      if (!same(pairs, fields(form))) { return; }
      server = true;
      local = store(key, { at: Date.now(), pairs: pairs, kept: true });
      mark("", "Đã lưu lúc " + clock(new Date()) + (local ? ", trên máy chủ và trên máy này" : ", trên máy chủ"));
    }
    function ended() {
      mark("away", local ? "phiên đã hết, chữ vẫn giữ trên máy này" : "phiên đã hết, chữ chưa giữ được ở đâu", signIn());
      waiting = setTimeout(send, RETRY);
    }
    function away(why) {
      mark("away", why + (local ? ", đã giữ trên máy này" : ", chưa giữ được ở đâu, đừng đóng trang"));
      waiting = setTimeout(send, RETRY);
    }

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", function () {
      store(key, { at: Date.now(), pairs: fields(form) });
      clearTimeout(waiting);
      token(form);
      leaving = true;
    });
    // The line is back, or the person is, from signing in again in another tab.
    ["online", "focus"].forEach(function (sign) {
      window.addEventListener(sign, function () { if (!server) { clearTimeout(waiting); send(); } });
    });
    window.addEventListener("beforeunload", function (event) {
      if (!leaving && !server && !local) { event.preventDefault(); event.returnValue = ""; }
    });
    window.addEventListener("pageshow", function () { leaving = false; });
  }

  sweep(function (left) { return !(left.at > Date.now() - MONTH); });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-sign-out]")) { unsend(); sweep(function (left) { return left.kept; }); }
    if (isHeld(event.target)) { hold(event.target); }
  });
  document.querySelectorAll("form[data-draft-key]").forEach(keep);
  bringBack();
  document.querySelectorAll("[data-draft-clear]:not(form)").forEach(function (sign) { drop(sign.dataset.draftClear); });
})();
