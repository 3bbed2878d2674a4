import { readFileSync } from 'node:fs';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountPane } from '../../../tui/panes/pane-root.tsx';

/**
 * What the pane roots rely on in Ink, and nothing else. Ink is pinned exactly: when it is raised, this file says
 * whether it still holds.
 */
const turn = () => new Promise((resolve) => setImmediate(resolve));

function value(start: string) {
  let current = start;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    listeners,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next: string) {
      current = next;
      for (const listener of listeners) listener();
    },
  };
}

type Value = ReturnType<typeof value>;

function Teller({ of: told, log }: { readonly of: Value; readonly log: string[] }) {
  const text = useSyncExternalStore(told.subscribe, told.get);
  if (text === 'panne') throw new Error('panne fictive');
  useLayoutEffect(() => {
    log.push(text);
    return () => {
      log.push(`sans ${text}`);
    };
  }, [text, log]);
  return null;
}

const never = (error: unknown) => {
  throw error;
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('an Ink root for one pane', () => {
  it('is of the version that package.json pins exactly', () => {
    const manifest = (path: string) =>
      JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
    const pinned = manifest('package.json').dependencies?.ink;
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
    expect(manifest('node_modules/ink/package.json').version).toBe(pinned);
  });

  it('commits at mounting, before mounting returns', () => {
    const log: string[] = [];
    const root = mountPane(<Teller log={log} of={value('un')} />, never);
    expect(log).toEqual(['un']);
    root.unmount();
  });

  it('commits a change of the store within the turn, once for several', async () => {
    const [told, log] = [value('un'), [] as string[]];
    const root = mountPane(<Teller log={log} of={told} />, never);
    told.set('deux');
    told.set('trois');
    await turn();
    expect(log).toEqual(['un', 'sans un', 'trois']);
    root.unmount();
  });

  it('leaves the process alone: no output, no input, no listener of its own', async () => {
    const written = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    const first = mountPane(<Teller log={[]} of={value('un')} />, never);
    const counts = () =>
      ['beforeExit', 'exit', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGWINCH'].map((name) =>
        process.listenerCount(name),
      );
    const stdin = ['data', 'readable', 'end'].map((name) => process.stdin.listenerCount(name));
    const before = counts();
    const roots = Array.from({ length: 50 }, () => mountPane(<Teller log={[]} of={value('un')} />, never));
    await turn();
    expect(counts()).toEqual(before);
    expect(['data', 'readable', 'end'].map((name) => process.stdin.listenerCount(name))).toEqual(stdin);
    for (const one of [first, ...roots]) one.unmount();
    await turn();
    for (const spy of written) expect(spy).not.toHaveBeenCalled();
  });

  it('cleans up before unmounting returns, and follows the store no more', () => {
    const [told, log] = [value('un'), [] as string[]];
    mountPane(<Teller log={log} of={told} />, never).unmount();
    expect(log).toEqual(['un', 'sans un']);
    expect(told.listeners.size).toBe(0);
  });

  it('tells its failure to whoever mounted it; its neighbours go on', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const [told, quiet, log] = [value('un'), value('un'), [] as string[]];
    const errors: unknown[] = [];
    const failing = mountPane(<Teller log={[]} of={told} />, (error) => errors.push(error));
    const other = mountPane(<Teller log={log} of={quiet} />, never);
    told.set('panne');
    quiet.set('deux');
    await turn();
    expect(errors).toEqual([new Error('panne fictive')]);
    expect(log).toEqual(['un', 'sans un', 'deux']);
    failing.unmount();
    other.unmount();
  });
});
