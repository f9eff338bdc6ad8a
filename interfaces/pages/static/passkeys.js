// Passkeys: made and used by the browser, which needs a script for it. What asks for one is shown where it can be done.
"use strict";
(() => {
  if (!window.PublicKeyCredential) return;
  const paths = { add: "account/passkeys", confirm: "session/confirmation/passkey", enter: "sign-in/passkey" };
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const asked = (options) => {
    const ids = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
    const read = { ...options, challenge: bytes(options.challenge) };
    if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) read.excludeCredentials = ids(options.excludeCredentials);
    if (options.allowCredentials) read.allowCredentials = ids(options.allowCredentials);
    return read;
  };

  const told = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
  };

  const ask = async (path, body) => {
    const answer = await fetch("/api/v1/" + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Accept-Language": document.documentElement.lang },
      body: body && JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(said.title), { next: said.next });
    return said;
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const path = paths[form.dataset.passkey];
    const trouble = form.querySelector("[role=alert]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      const fields = Object.fromEntries(new FormData(form));
      try {
        const { publicKey } = await ask(path + "/options", form.dataset.passkey === "enter" ? fields : undefined);
        const options = { publicKey: asked(publicKey) };
        const made = form.dataset.passkey === "add";
        const credential = told(await (made ? navigator.credentials.create(options) : navigator.credentials.get(options)));
        await ask(path, { ...fields, credential });
        const then = new URL(form.dataset.then, location.origin);
        location.assign(then.origin === location.origin ? then.href : "/");
      } catch (error) {
        trouble.textContent = error instanceof DOMException ? form.dataset.unmade : [error.message, error.next].filter(Boolean).join(" ");
        trouble.hidden = false;
      }
    });
  });
  document.querySelectorAll("[data-scriptless]").forEach((note) => { note.hidden = true; });
})();
