/**
 * Why playing cannot go on, as something a viewer can act upon.
 *
 * `kind` is one of `network`, `forbidden`, `gone`, `server`, `unplayable`; the page holds a sentence for each. The sentence of `refused` is
 * the server's own, and stands in `message`.
 */
export class Failure extends Error {
  constructor(kind, detail = '') {
    super(detail || kind);
    this.name = 'Failure';
    this.kind = kind;
  }
}

/** Whether `error` only says that we stopped something ourselves. */
export function isAbort(error) {
  return error?.name === 'AbortError';
}
