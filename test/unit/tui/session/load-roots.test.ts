import { expect, it, vi } from 'vitest';

it('terminals that open together leave the process its fetch, which answers all along', async () => {
  vi.resetModules();
  const { loadRoots } = await import('../../../../tui/session/load-roots.ts');
  const { fetch } = globalThis;
  const opening = Promise.all([loadRoots(), loadRoots()]);
  const asked = globalThis.fetch('http://127.0.0.1:1/');
  await expect(asked).rejects.toThrow('fetch failed');
  const [first, second] = await opening;
  expect(first.mountPanes).toBe(second.mountPanes);
  expect(globalThis.fetch).toBe(fetch);
});
