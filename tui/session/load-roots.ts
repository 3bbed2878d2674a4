type Roots = typeof import('../panes/pane-roots.tsx');

let roots: Promise<Roots> | undefined;

/**
 * React, Ink and Yoga, once a terminal is there; a second call has the same answer. Yoga's loader asks `fetch` for the bytes that
 * it holds itself (a data: address), which would load Node's HTTP client: 16 ms and 11 MB for nothing. Refused, it decodes them.
 * What else the process asks meanwhile passes: a server that serves terminals also sends and synchronises.
 */
export function loadRoots(): Promise<Roots> {
  roots ??= withoutDataAddresses(() => import('../panes/pane-roots.tsx'));
  return roots;
}

async function withoutDataAddresses<T>(load: () => Promise<T>): Promise<T> {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) =>
    typeof input === 'string' && input.startsWith('data:')
      ? Promise.reject(new TypeError('bytes that are already here'))
      : fetch(input, init);
  try {
    return await load();
  } finally {
    globalThis.fetch = fetch;
  }
}
