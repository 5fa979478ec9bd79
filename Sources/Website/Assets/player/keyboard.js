/**
 * Keys. Each stands for a command that a button has too; the page lists them under `?`.
 */
const KEYS = {
  ' ': ['toggle'], k: ['toggle'], K: ['toggle'],
  ArrowLeft: ['skip', -5], ArrowRight: ['skip', 5],
  j: ['skip', -10], J: ['skip', -10], l: ['skip', 10], L: ['skip', 10],
  ArrowUp: ['louder', 0.05], ArrowDown: ['louder', -0.05],
  m: ['mute'], M: ['mute'], f: ['fullscreen'], F: ['fullscreen'],
  c: ['captions'], C: ['captions'], i: ['pip'], I: ['pip'],
  '<': ['faster', -1], '>': ['faster', 1],
  PageUp: ['chapter', -1], PageDown: ['chapter', 1],
  ',': ['frame', -1], '.': ['frame', 1], b: ['passage'], B: ['passage'],
  o: ['skipOpening'], O: ['skipOpening'], Escape: ['stay'],
  Home: ['jump', 0], End: ['jump', 1],
  n: ['next'], N: ['next'], s: ['statistics'], S: ['statistics'], '?': ['help'],
};

/** Runs `commands` for keys pressed anywhere on the page. */
export function listenToKeys(commands) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (isTheirs(event.target, event.key)) return;
    const [name, value] = /^[0-9]$/.test(event.key) ? ['jump', Number(event.key) / 10] : KEYS[event.key] ?? [];
    if (!name) return;
    if (name !== 'stay') event.preventDefault();
    commands[name](value);
  });
}

/** Whether the focused control needs the key itself. */
function isTheirs(target, key) {
  const isPress = key === ' ' || key === 'Enter';
  if (target.matches('input[type=radio]')) return isPress || key.startsWith('Arrow') || key.startsWith('Page');
  if (target.matches('[data-part=volume]')) return key.startsWith('Arrow') || key === 'Home' || key === 'End';
  return isPress && target.matches('button, a');
}
