// Suggestions below a search field, as a combobox with a list (WAI-ARIA 1.2): arrows choose, Enter goes there, Escape closes.
// Without it the form searches.

const pause = 120;
const longest = 200;
let count = 0;

/** Gives a field its list. */
export function suggest(field) {
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = `suggestions-${++count}`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.suggestions);
    list.hidden = true;
    field.after(list);
    for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) field.setAttribute(name, value);

    let asking = null;
    let timer = 0;
    let chosen = -1;

    const options = () => [...list.children];
    const close = () => {
        list.hidden = true;
        chosen = -1;
        field.setAttribute("aria-expanded", "false");
        field.removeAttribute("aria-activedescendant");
    };
    const choose = (index) => {
        chosen = index;
        options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
        const option = options()[index];
        if (!option) return field.removeAttribute("aria-activedescendant");
        field.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
    };
    const show = (lines) => {
        list.replaceChildren(...lines.map((line, index) => {
            const option = document.createElement("li");
            option.id = `${list.id}-${index}`;
            option.setAttribute("role", "option");
            option.setAttribute("aria-selected", "false");
            option.dataset.address = line.address;
            const label = document.createElement("bdi");
            label.textContent = line.label;
            const meta = document.createElement("small");
            meta.textContent = line.meta;
            option.append(label, meta);
            return option;
        }));
        choose(-1);
        list.hidden = lines.length === 0;
        field.setAttribute("aria-expanded", String(!list.hidden));
    };
    const ask = async () => {
        asking?.abort();
        const text = field.value.trim().slice(0, longest);
        if (!text) return close();
        asking = new AbortController();
        try {
            const answer = await fetch(`/search/suggestions?q=${encodeURIComponent(text)}`, { signal: asking.signal });
            if (answer.ok && document.activeElement === field) show(await answer.json());
        } catch {
            // Typed on, or no network: the form still searches.
        }
    };

    field.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(ask, pause);
    });
    field.addEventListener("keydown", (event) => {
        if (event.isComposing || list.hidden) return;
        const last = options().length - 1;
        if (event.key === "ArrowDown") choose(chosen >= last ? 0 : chosen + 1);
        else if (event.key === "ArrowUp") choose(chosen <= 0 ? last : chosen - 1);
        else if (event.key === "Escape") close();
        else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].dataset.address);
        else return;
        event.preventDefault();
    });
    field.addEventListener("blur", close);
    // Before the field loses the focus.
    list.addEventListener("pointerdown", (event) => {
        const option = event.target.closest("li");
        event.preventDefault();
        if (option && event.button === 0) location.assign(option.dataset.address);
    });
}
