// A page of the door answered instead of the one asked for: what was sent last from this tab has not
// arrived, wherever one goes next. draft.js offers it again on its own page.
(function () {
  "use strict";
  try {
    Object.keys(sessionStorage).forEach(function (name) {
      if (name.indexOf("gui:") !== 0) { return; }
      var sent = JSON.parse(sessionStorage.getItem(name));
      sent.refused = true;
      sessionStorage.setItem(name, JSON.stringify(sent));
    });
  } catch (unreadable) { return; }
})();
