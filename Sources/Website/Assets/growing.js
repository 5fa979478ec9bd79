// The page of a film that is being prepared says by itself how much can be watched, and when all of it can.

const line = document.querySelector("[data-growing]");
const seconds = 10;

/** Asks until the film is prepared; not while nobody looks. */
async function ask() {
    if (document.hidden) return document.addEventListener("visibilitychange", ask, { once: true });
    try {
        const reply = await fetch(location.href, { headers: { accept: "application/json" }, cache: "no-store" });
        const answer = reply.ok && !reply.redirected ? await reply.json() : null;
        const text = answer && (answer.text ?? answer.ready);
        if (text && line.textContent !== text) line.textContent = text;
        if (answer && !answer.text) return;
    } catch {
        // The network is away for a while.
    }
    setTimeout(ask, seconds * 1000);
}

setTimeout(ask, seconds * 1000);
