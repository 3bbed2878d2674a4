import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { mountPledgeDesk } from '../../../tui/pledge/pledge-pane.tsx';
import type { PledgeState } from '../../../tui/pledge/pledge-state.ts';
import { createTicker } from '../../../tui/state/ticker.ts';
import { Compositor } from '../../../tui/term/compositor.ts';
import { LinearScreen } from '../../../tui/term/linear-screen.ts';
import { probe, sizeFor } from '../../../tui/term/probe.ts';
import { begun, NOW_MS, press } from '../../support/line/pledge-keys.ts';

/** Longer than the fingers rest before what is typed is told. */
const TOLD_MS = 350;

test('R-40 the pledge desk is told line by line to a screen reader: each field as it is reached, no clock, no escape sequence', async () => {
  const capabilities = probe({ PLATEAU_LINEAR: '1', TERM: 'xterm-256color' });
  const size = sizeFor(capabilities, { columns: 40, rows: 5 });
  const output = new PassThrough();
  let told = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const store = createStore<PledgeState>()(() => ({ ...begun(), size }));
  let nowMs = NOW_MS;
  const stage = new LinearScreen(output, capabilities);
  const failures: unknown[] = [];
  const onError = (error: unknown) => void failures.push(error);
  const unmount = mountPledgeDesk({ store, stage, ticker: createTicker(() => nowMs), onError });
  const after = async (...keys: readonly string[]) => {
    told = '';
    store.setState(press(store.getState(), ...keys).state, true);
    await pause(TOLD_MS);
    return told;
  };
  expect(await after()).toContain('Le téléphone sonne');
  expect(await after(' ')).toContain('Quel montant');
  expect(await after('d', 'enter', 'enter')).toContain('> 3 Nom');
  expect(await after(...'Pélouneau')).toContain('> 3 Nom  Pélouneau');
  expect(await after('enter')).toBe('> 4 Prénom\r\n');
  // Back on a field that is filled: it is told again; the one that is left is not.
  expect(await after('up')).toBe('> 3 Nom  Pélouneau\r\n');
  nowMs += 60_000;
  await pause(1_100);
  expect(await after()).toBe('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with it
  expect(told).not.toMatch(/\u001b/);
  expect(failures).toEqual([]);
  unmount();
  stage.close();
});

test('R-40 on a screen the same desk is painted whole, its first line with the hour on it', async () => {
  const capabilities = probe({ TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' });
  const size = sizeFor(capabilities, { columns: 80, rows: 24 });
  const output = new PassThrough();
  let painted = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    painted += text;
  });
  const store = createStore<PledgeState>()(() => ({ ...begun(), size }));
  const stage = new Compositor({ output, capabilities, size });
  const onError = (error: unknown) => expect(error).toBeUndefined();
  const unmount = mountPledgeDesk({ store, stage, ticker: createTicker(() => NOW_MS), onError });
  await expect.poll(() => painted).toMatch(/Camille[\s\S]*20:14[\s\S]*Le téléphone sonne[\s\S]*Nouvel appel/);
  unmount();
  stage.close();
});
