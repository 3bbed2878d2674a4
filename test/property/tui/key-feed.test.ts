import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageFor } from '../../../tui/keys/key-dispatch.ts';
import type { Key } from '../../../tui/keys/key-names.ts';
import { startKeyFeed } from '../../../tui/term/key-feed.ts';
import { callState, tell } from '../../support/workstation/workstation-driver.ts';

/** Bytes that keyboards send, and the key that each is. */
const PRESSED: readonly (readonly [string, string])[] = [
  ['a', 'a'],
  ['é', 'é'],
  ['\r', 'enter'],
  ['\t', 'tab'],
  ['\u007f', 'backspace'],
  ['\u000e', 'ctrl-n'],
  ['\u001bOP', 'f1'],
  ['\u001b[15~', 'f5'],
  ['\u001b[[E', 'f5'],
  ['\u001b[24~', 'f12'],
  ['\u001b[1;2P', 'shift-f1'],
  ['\u001bOA', 'up'],
  ['\u001b[D', 'left'],
  ['\u001b[200~collé\r\n\u001b[A\u001b[201~', 'paste'],
];
const WAIT_MS = 100;

class Keyboard extends EventEmitter {
  resume() {}
  pause() {}
}

let keyboard: Keyboard;
let keys: Key[];
let stop: () => void;

function open(): void {
  keyboard = new Keyboard();
  keys = [];
  stop = startKeyFeed({ source: keyboard, onKey: (key) => keys.push(key), escapeWaitMs: WAIT_MS });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** The bytes cut at these places, each piece after a pause shorter than the wait. */
function feed(bytes: Buffer, cuts: readonly { readonly at: number; readonly pauseMs: number }[]): void {
  const places = [...new Map(cuts.map(({ at, pauseMs }) => [at % (bytes.length + 1), pauseMs])).entries()]
    .map(([at, pauseMs]) => ({ at, pauseMs }))
    .sort((a, b) => a.at - b.at);
  let from = 0;
  for (const { at, pauseMs } of [...places, { at: bytes.length, pauseMs: 0 }]) {
    if (at > from) keyboard.emit('data', bytes.subarray(from, at));
    from = Math.max(from, at);
    vi.advanceTimersByTime(pauseMs);
  }
}

const cuts = fc.array(fc.record({ at: fc.nat(400), pauseMs: fc.nat(WAIT_MS - 1) }), { maxLength: 40 });

describe('the key feed', () => {
  it('gives each key once and in order, however the bytes are cut and however late the pieces come', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PRESSED), { maxLength: 30 }), cuts, (pressed, places) => {
        open();
        feed(Buffer.from(pressed.map(([bytes]) => bytes).join('')), places);
        vi.advanceTimersByTime(WAIT_MS);
        expect(keys.map((key) => key.name)).toEqual(pressed.map(([, name]) => name));
        stop();
      }),
      { numRuns: 300 },
    );
  });

  it('a lone ESC is Escape once the wait is over, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PRESSED), { maxLength: 10 }), (pressed) => {
        open();
        keyboard.emit('data', Buffer.from(`${pressed.map(([bytes]) => bytes).join('')}\u001b`));
        vi.advanceTimersByTime(WAIT_MS - 1);
        expect(keys.at(-1)?.name).not.toBe('escape');
        vi.advanceTimersByTime(1);
        expect(keys.at(-1)?.name).toBe('escape');
        stop();
      }),
    );
  });

  it('the late tail of a cut F-key never presses the hot key of its last letter', () => {
    open();
    keyboard.emit('data', Buffer.from('\u001bO'));
    vi.advanceTimersByTime(WAIT_MS * 5);
    keyboard.emit('data', Buffer.from('R'));
    expect(keys.map((key) => key.name)).toEqual(['f3']);
  });

  it('a megabyte in pieces, bracketed or not, is a handful of capped pastes', () => {
    for (const [before, after] of [
      ['\u001b[200~', '\u001b[201~'],
      ['', ''],
    ]) {
      open();
      const bytes = Buffer.from(`${before}${'oN!S\n'.repeat(200_000)}${after}`);
      for (let from = 0; from < bytes.length; from += 65_536)
        keyboard.emit('data', bytes.subarray(from, from + 65_536));
      vi.advanceTimersByTime(2000);
      expect(new Set(keys.map((key) => key.name))).toEqual(new Set(['paste']));
      expect(keys.length).toBeLessThanOrEqual(17);
      for (const key of keys) expect(key.text?.length).toBeLessThanOrEqual(4096);
      stop();
    }
  });

  it('any bytes whatever leave a workstation that still answers', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), (chunks) => {
        open();
        let state = callState();
        const press = () => {
          for (const key of keys.splice(0)) {
            const message = messageFor(state, key);
            if (message) state = tell(state, message);
          }
        };
        for (const chunk of chunks) keyboard.emit('data', Buffer.from(chunk));
        vi.advanceTimersByTime(2000);
        press();
        for (const piece of ['q', '\u001b[24~', '\u001b[24~']) {
          keyboard.emit('data', Buffer.from(piece));
          vi.advanceTimersByTime(2000);
        }
        expect(keys.some((key) => key.name === 'f12')).toBe(true);
        press();
        stop();
      }),
      { numRuns: 60 },
    );
  });
});
