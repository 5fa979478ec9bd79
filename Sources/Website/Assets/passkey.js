// Passkeys: asks the browser for one where a form wants it, and sends the form with the answer. Where browsers know no passkeys, such forms
// stay hidden; there is always another way.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));

const text = (buffer) => {
    let all = "";
    for (const one of new Uint8Array(buffer)) all += String.fromCharCode(one);
    return btoa(all).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

/** The house's question, from the JSON forms of WebAuthn level 3 (sections 5.1.9 and 5.1.10). */
function question(options) {
    const named = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
    return {
        ...options,
        challenge: bytes(options.challenge),
        ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
        ...(options.excludeCredentials && { excludeCredentials: named(options.excludeCredentials) }),
        ...(options.allowCredentials && { allowCredentials: named(options.allowCredentials) }),
    };
}

/** The authenticator's answer as JSON (section 5.1.8), as far as the house looks at it. */
function answer(credential) {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
        if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

/** Null where the house does not ask: whoever waited too long has to show again who they are. */
async function ask(form) {
    const reply = await fetch(form.dataset.question, { method: "POST", headers: { accept: "application/json" } });
    const isQuestion = reply.ok && reply.headers.get("content-type")?.startsWith("application/json");
    return isQuestion ? question(await reply.json()) : null;
}

function send(form, credential) {
    form.elements.answer.value = answer(credential);
    form.submit();
}

/** What a browser offers of its own accord in the field for the address, while nothing is pressed. */
const offers = { stop: null };
/** A question is good for five minutes. */
const freshFor = 240_000;

async function offer(form) {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    for (;;) {
        offers.stop = new AbortController();
        const renewal = setTimeout(() => offers.stop.abort("renew"), freshFor);
        try {
            const publicKey = await ask(form);
            if (!publicKey) return;
            const credential = await navigator.credentials.get({ publicKey, mediation: "conditional", signal: offers.stop.signal });
            if (credential) return send(form, credential);
        } catch {
            if (offers.stop.signal.reason !== "renew") return;
        } finally {
            clearTimeout(renewal);
        }
    }
}

function tellFault(form) {
    form.querySelector("[role=alert]").hidden = false;
}

function able(form) {
    form.hidden = false;
    const isNew = form.dataset.passkey === "make";
    const isOffer = form.dataset.passkey === "offer";
    const button = form.querySelector("[type=submit]");
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        offers.stop?.abort("pressed");
        form.querySelector("[role=alert]").hidden = true;
        button.disabled = true;
        try {
            const publicKey = await ask(form);
            // On the account's pages loading the page anew leads to where one shows who one is.
            if (!publicKey) return isOffer ? tellFault(form) : location.reload();
            const credential = isNew ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
            if (credential) send(form, credential);
        } catch {
            // The browser says itself what happened; nobody learns here whether there was a passkey.
            tellFault(form);
            if (isOffer) offer(form);
        } finally {
            button.disabled = false;
        }
    });
    if (isOffer) offer(form);
}

if (globalThis.PublicKeyCredential && navigator.credentials) {
    document.querySelectorAll(`form[data-passkey][data-origin="${location.origin}"]`).forEach(able);
}
