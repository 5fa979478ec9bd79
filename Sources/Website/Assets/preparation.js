// Keeps the preparation page up to date: one event carries the whole board, and only what differs is touched.

const board = document.getElementById("board");
const pattern = document.getElementById("job");
const part = (element, name) => element.querySelector(`[data-of="${name}"]`);

function fill(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

function showActions(place, actions) {
    const wanted = actions.map((action) => action.address).join(" ");
    if (place.dataset.shown === wanted) return;
    place.dataset.shown = wanted;
    place.replaceChildren(...actions.map((action) => {
        const form = document.createElement("form");
        form.method = "post";
        form.action = action.address;
        const button = document.createElement("button");
        button.className = "button button-small";
        button.type = "submit";
        button.textContent = action.label;
        form.append(button);
        return form;
    }));
}

function showJob(item, job) {
    for (const name of ["label", "file", "stage", "left"]) fill(part(item, name), job[name]);
    fill(part(item, "reason"), job.reason ?? "");
    part(item, "reason").hidden = !job.reason;
    const what = part(item, "what");
    what.hidden = !job.what;
    if (job.what) {
        what.firstElementChild.href = job.what;
        what.firstElementChild.setAttribute("aria-label", job.whatLabel);
    }
    part(item, "progress").hidden = !job.isRunning;
    fill(part(item, "percent"), `${job.percent} %`);
    const bar = item.querySelector("progress");
    bar.value = job.percent;
    bar.setAttribute("aria-label", job.progressLabel);
    showActions(part(item, "actions"), job.actions);
}

function showGroup(group) {
    const section = board.querySelector(`[data-group="${group.id}"]`);
    if (!section) return;
    section.hidden = !group.isShown;
    fill(part(section, "count"), String(group.count));
    fill(part(section, "more"), group.more);
    const list = part(section, "jobs");
    const present = new Map([...list.children].map((item) => [item.dataset.job, item]));
    group.jobs.forEach((job, index) => {
        let item = present.get(job.id);
        present.delete(job.id);
        if (!item) {
            item = pattern.content.firstElementChild.cloneNode(true);
            item.dataset.job = job.id;
        }
        showJob(item, job);
        if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
    });
    for (const item of present.values()) item.remove();
}

function showStanding(present) {
    for (const name of ["standing", "forecast"]) {
        fill(part(board, name), present[name] ?? "");
        part(board, name).hidden = !present[name];
    }
    const form = part(board, "all");
    form.action = present.all.address;
    fill(form.querySelector("button"), present.all.label);
}

const events = new EventSource(board.dataset.events);
events.addEventListener("board", (event) => {
    const present = JSON.parse(event.data);
    present.groups.forEach(showGroup);
    showStanding(present);
    part(board, "empty").hidden = !present.isEmpty;
    part(board, "live").hidden = false;
    part(board, "reload").hidden = true;
});
events.addEventListener("error", () => {
    part(board, "live").hidden = true;
    part(board, "reload").hidden = false;
});
