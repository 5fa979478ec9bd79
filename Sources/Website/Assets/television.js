// A television that waits to be let in: asks how it stands, counts down, and presses the button that there is to press. Without scripts the
// page is fetched again and again, and a person presses it.

const board = document.querySelector(".tv-board");

/** Asks until there is something else to show than the code. */
async function ask() {
    let seconds = Number(board.dataset.seconds);
    try {
        const reply = await fetch(board.dataset.state, { headers: { accept: "application/json" }, cache: "no-store" });
        const answer = reply.ok ? await reply.json() : null;
        if (answer && answer.state !== "pending" && answer.state !== "slow_down") return location.reload();
        seconds = answer?.seconds || seconds;
    } catch {
        // The network is away for a while.
    }
    setTimeout(ask, seconds * 1000);
}

function countDown() {
    const line = board.querySelector(".tv-left");
    const end = performance.now() + Number(board.dataset.left) * 1000;
    setInterval(() => {
        const left = Math.max(0, Math.round((end - performance.now()) / 1000));
        const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        line.textContent = line.textContent.replace(/\d+:\d\d/, clock);
    }, 1000);
}

if (board) {
    // A little later than asked for: clocks are not exact.
    setTimeout(ask, Number(board.dataset.seconds) * 1000);
    countDown();
}

document.querySelector("form[data-automatic]")?.requestSubmit();
