import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Key } from '../../../../tui/keys/key-names.ts';
import { startKeyFeed } from '../../../../tui/term/key-feed.ts';

class Keyboard extends EventEmitter {
  raw: boolean[] = [];
  setRawMode(raw: boolean) {
    this.raw.push(raw);
  }
  resume() {}
  pause() {}
}

let keyboard: Keyboard;
let keys: Key[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  keyboard = new Keyboard();
  keys = [];
  stop = startKeyFeed({ source: keyboard, onKey: (key) => keys.push(key), escapeWaitMs: 20 });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

const send = (text: string) => keyboard.emit('data', Buffer.from(text));
const names = () => keys.map((key) => key.name);

it('waits before a lone ESC is Escape, and joins a sequence that comes in time', () => {
  send('\u001b');
  vi.advanceTimersByTime(19);
  expect(names()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(names()).toEqual(['escape']);
  send('\u001b');
  vi.advanceTimersByTime(10);
  send('[A');
  vi.advanceTimersByTime(100);
  expect(names()).toEqual(['escape', 'up']);
});

it('keys that arrive together stay separate keys', () => {
  send('x\r');
  expect(names()).toEqual(['x', 'enter']);
});

it('a burst is a paste, never a hundred hotkeys', () => {
  send('N'.repeat(10_000));
  expect(keys).toHaveLength(1);
  expect(keys[0]?.name).toBe('paste');
});

it('gives the keyboard back; stopping twice does nothing more', () => {
  stop();
  stop();
  send('x');
  expect(names()).toEqual([]);
  expect(keyboard.raw).toEqual([true, false]);
});
