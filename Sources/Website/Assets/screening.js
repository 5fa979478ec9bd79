// Counts down on the page of a screening, and shows it anew when the doors open or it begins. Without it the page says the time.

const page = document.getElementById("screening");
const when = page.querySelector("[data-when]");
const asks = 10_000;
// How much the server's clock is ahead of this one.
let ahead = Number(page.dataset.now) - Date.now();
let starts = Number(page.dataset.starts);
const phase = page.dataset.phase;

/** `1:02:03`; days beyond two are the page's own to say. */
function clock(milliseconds) {
    const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
    const two = (number) => String(number).padStart(2, "0");
    return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function draw() {
    const left = starts - (Date.now() + ahead);
    if ((phase === "coming" || phase === "open") && left > 0 && left < 172_800_000) when.textContent = page.dataset.text.replace("{time}", clock(left));
}

async function ask() {
    if (document.visibilityState === "hidden") return;
    try {
        const asked = performance.now();
        const answer = await fetch(page.dataset.state, { signal: AbortSignal.timeout(8000) });
        if (answer.status === 404) return location.reload();
        if (!answer.ok) return;
        const told = await answer.json();
        ahead = told.now + (performance.now() - asked) / 2 - Date.now();
        if (told.phase !== phase) return location.reload();
        if (phase === "coming" || phase === "open") starts = told.now + told.wait;
    } catch {
        // The network is lost: the next question may get through.
    }
}

if (phase !== "over") {
    setInterval(ask, asks);
    document.addEventListener("visibilitychange", ask);
}
setInterval(draw, 1000);
draw();
