// Passkeys: the browser makes one (form[data-passkey-create]) or signs with one (button[data-passkey])
// and its answer goes into the form's hidden field. Without script, or without passkeys, the page says
// so and codes do the same.
(function () {
  "use strict";
  if (!window.PublicKeyCredential) { return; }
  var NO_ANSWER = "Máy chưa trả lời hoặc đồng chí đã bấm hủy. Bấm nút để làm lại.";
  var NO_PLACE = "Địa chỉ này không dùng được khóa truy cập. Mở cổng qua tên miền có https rồi làm lại.";

  function bytes(text) {
    var raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var raw = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function known(list) {
    return (list || []).map(function (one) { return { type: one.type, id: bytes(one.id) }; });
  }

  // What the server asks, with bytes where the browser wants bytes; what the key answers, as text.
  function asked(json) {
    var options = JSON.parse(json);
    options.challenge = bytes(options.challenge);
    if (options.user) { options.user.id = bytes(options.user.id); }
    if (options.excludeCredentials) { options.excludeCredentials = known(options.excludeCredentials); }
    if (options.allowCredentials) { options.allowCredentials = known(options.allowCredentials); }
    return { publicKey: options };
  }
  function answered(key) {
    var response = { clientDataJSON: text(key.response.clientDataJSON) };
    ["attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (key.response[name]) { response[name] = text(key.response[name]); }
    });
    return JSON.stringify({
      id: key.id, rawId: text(key.rawId), type: key.type, response: response, clientExtensionResults: {}
    });
  }

  function said(form, words) {
    var place = document.querySelector("[data-passkey-said]");
    place.textContent = words;
    place.hidden = !words;
    if (words) { place.focus(); }
    form.removeAttribute("data-sent");
  }
  function send(form, field, key) {
    said(form, "");
    key.then(function (made) {
      field.value = answered(made);
      form.submit();
    }).catch(function (error) {
      said(form, error.name === "SecurityError" ? NO_PLACE : NO_ANSWER);
    });
  }

  document.querySelectorAll("form[data-passkey-create]").forEach(function (form) {
    var field = form.querySelector("input[type=hidden][name$=passkey]");
    said(form, "");
    field.value = "";
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      send(form, field, navigator.credentials.create(asked(form.dataset.passkeyCreate)));
    });
  });

  document.querySelectorAll("button[data-passkey]").forEach(function (button) {
    var form = button.form;
    var field = form.querySelector("input[type=hidden][name$=passkey]");
    button.hidden = false;
    button.addEventListener("click", function () {
      var options = button.dataset.passkey ? Promise.resolve(button.dataset.passkey) : ask(form, button);
      send(form, field, options.then(function (json) { return navigator.credentials.get(asked(json)); }));
    });
  });
  function ask(form, button) {
    var token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(button.dataset.passkeyFrom, {
      method: "POST", headers: { "X-CSRFToken": token }, credentials: "same-origin"
    }).then(function (answer) { return answer.text(); });
  }
})();
