// Recovery codes: copying and printing, where the browser can. The codes stand on the page in any case.

const tools = document.querySelector(".recovery-tools");

if (tools) {
    tools.hidden = false;
    const copy = tools.querySelector("[data-codes=copy]");
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", async () => {
        const codes = [...document.querySelectorAll(".recovery-codes code")].map((code) => code.textContent);
        await navigator.clipboard.writeText(codes.join("\n") + "\n");
        tools.querySelector("[role=status]").hidden = false;
    });
    tools.querySelector("[data-codes=print]").addEventListener("click", () => print());
}
