// Who lets the house forget what was watched means this browser too: it remembers where films were left (player/memory.js).

for (const form of document.querySelectorAll("form[data-forgets]")) {
    form.addEventListener("submit", () => {
        try {
            localStorage.removeItem("kinora.places");
        } catch {
            return; // A browser that forbids storage remembers nothing.
        }
    });
}
