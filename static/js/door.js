// A page of the door answered instead of the one asked for: what was sent last from this tab has not
// arrived, wherever one goes next. draft.js offers it again on its own page.
// Where the door stands over the sent form itself, sending that sends all: it is on its way again.
(function () {
  "use strict";
  function note(refused) {
    try {
      Object.keys(sessionStorage).forEach(function (name) {
        if (name.indexOf("gui:") !== 0) { return; }
        var sent = JSON.parse(sessionStorage.getItem(name));
        sent.refused = refused;
        sessionStorage.setItem(name, JSON.stringify(sent));
      });
    } catch (unreadable) { return; }
  }
  note(true);
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-goes-on]")) { note(false); stays(event.target); }
  });
  // A file is handed out and this page stays: it must not keep the password, and says where to go.
  function stays(form) {
    var said = form.querySelector("[data-still-here]");
    if (!said) { return; }
    setTimeout(function () {
      form.querySelectorAll("input[type=password], input[name$=code]").forEach(function (one) { one.value = ""; });
      if (document.referrer.indexOf(location.origin + "/") === 0) { said.querySelector("a").href = document.referrer; }
      said.hidden = false;
    }, 3000);
  }
})();
