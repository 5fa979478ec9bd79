// What pages can do beyond links and forms: rows that turn by button and by arrow key. Everything works without it.

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The way in which texts run: 1 to the right, -1 to the left. */
const forth = (element) => getComputedStyle(element).direction === "rtl" ? -1 : 1;

/** Gives a row its two buttons and keeps them true to where it stands. */
function turnable(row) {
    const strip = row.querySelector(".strip");
    const turns = row.querySelector(".row-turn");
    if (!strip || !turns) return;
    const buttons = [...turns.querySelectorAll("button")];
    const standing = () => {
        const most = strip.scrollWidth - strip.clientWidth;
        turns.hidden = most <= 1;
        // Where texts run from right to left it counts down from nought.
        const at = Math.abs(strip.scrollLeft);
        buttons[0].disabled = at <= 1;
        buttons[1].disabled = at >= most - 1;
    };
    for (const button of buttons) {
        button.addEventListener("click", () => {
            strip.scrollBy({ left: forth(strip) * Number(button.dataset.turn) * strip.clientWidth * 0.85, behavior: calm.matches ? "auto" : "smooth" });
        });
    }
    strip.addEventListener("scroll", standing, { passive: true });
    new ResizeObserver(standing).observe(strip);
    standing();
}

/** Arrow keys go from card to card, Home and End to the row's ends. */
function walkable(strip) {
    strip.addEventListener("keydown", (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const links = [...strip.querySelectorAll("a")];
        const at = links.indexOf(document.activeElement);
        const step = forth(strip);
        const steps = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: links.length - 1 };
        const link = links[steps[event.key]];
        if (at < 0 || !link) return;
        event.preventDefault();
        link.focus({ preventScroll: true });
        link.closest("li").scrollIntoView({ inline: "nearest", block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
    });
}

/** A button of a card that puts its title on the list, or takes it off, does so without leaving the page. */
function listing(form) {
    form.addEventListener("submit", (event) => {
        const button = event.submitter;
        if (!button?.classList.contains("card-list")) return;
        event.preventDefault();
        const wish = { body: new URLSearchParams({ [button.name]: button.value }), method: "POST", redirect: "manual" };
        fetch(form.action, wish).then((answer) => {
            if (answer.type !== "opaqueredirect") return location.reload();
            // Whatever other cards of the same title there are say the same.
            const next = button.name === "add" ? "remove" : "add";
            for (const one of document.querySelectorAll(`.card-list[value="${CSS.escape(button.value)}"]`)) {
                one.name = next;
                one.ariaLabel = form.dataset[next].replace("{}", one.closest(".card").querySelector(".card-title").textContent);
            }
        }, () => location.reload());
    });
}

/** A search field that somebody enters learns to suggest. */
function suggesting(field) {
    field.addEventListener("focus", () => import("./search.js").then((module) => module.suggest(field)), { once: true });
}

document.querySelectorAll("#my-list").forEach(listing);
document.querySelectorAll("[data-suggestions]").forEach(suggesting);
document.querySelectorAll(".row").forEach(turnable);
document.querySelectorAll(".strip").forEach(walkable);
