/**
 * The two menus: sound and subtitles, picture and speed. Inside they are radio buttons, so keys and screen readers know them.
 */
export class Menus {
  /** @param {{menu: HTMLElement, button: HTMLElement}[]} menus @param {HTMLTemplateElement} choice one radio button with its label */
  constructor(menus, choice, changed) {
    Object.assign(this, { menus, choice, changed });
    for (const { menu, button } of menus) {
      button.addEventListener('click', (event) => this.toggle(menu, event.detail === 0));
    }
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close(true);
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (!this.menus.some(({ menu, button }) => menu.contains(target) || button.contains(target))) this.close();
    });
    document.addEventListener('focusin', ({ target }) => {
      const open = this.#open;
      if (open && !open.menu.contains(target) && !open.button.contains(target)) this.close();
    });
  }

  get isOpen() {
    return Boolean(this.#open);
  }

  toggle(menu, isByKey) {
    const wasOpen = !menu.hidden;
    this.close(wasOpen);
    if (wasOpen) return;
    const { button } = this.menus.find((each) => each.menu === menu);
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    if (isByKey) (menu.querySelector('input:checked') ?? menu.querySelector('input'))?.focus();
    this.changed();
  }

  close(returnsFocus = false) {
    const open = this.#open;
    if (!open) return;
    open.menu.hidden = true;
    open.button.setAttribute('aria-expanded', 'false');
    if (returnsFocus) open.button.focus();
    this.changed();
  }

  /**
   * Lists choices in `group`; a list that is there already is only brought up to date, so that the focus stays.
   *
   * @param {{key: string, name: string, isChosen: boolean, choose: () => void}[]} choices
   */
  list(group, choices) {
    const keys = JSON.stringify(choices.map(({ key }) => key));
    if (group.dataset.keys !== keys) {
      group.dataset.keys = keys;
      group.querySelectorAll('label').forEach((each) => each.remove());
      group.append(...choices.map(() => this.choice.content.firstElementChild.cloneNode(true)));
    }
    group.querySelectorAll('label').forEach((label, at) => {
      const { name, key, isChosen, choose } = choices[at];
      const input = label.querySelector('input');
      const text = label.querySelector('span');
      Object.assign(input, { name: group.dataset.part, value: key, checked: isChosen, onchange: choose });
      if (text.textContent !== name) text.textContent = name;
    });
    group.hidden = choices.length === 0;
  }

  get #open() {
    return this.menus.find(({ menu }) => !menu.hidden);
  }
}
