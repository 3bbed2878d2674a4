import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { Box, type Instance, render, Text } from 'ink';
import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import { drawing, PANES } from '../../tui/panes/pane-table.ts';
import { openSession } from '../../tui/session/session.ts';
import type { Attachment, WorkstationSession } from '../../tui/session/session-contract.ts';
import type { WorkstationState } from '../../tui/state/workstation-state.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../support/workstation/fictitious-cards.ts';
import { scriptedDesk } from '../support/workstation/scripted-desk.ts';
import { callState, press } from '../support/workstation/workstation-driver.ts';

/**
 * In a process of its own, bundled as the product is: many sessions on terminals that only count, then the centre pane
 * drawn by Ink's own renderer for comparison. Prints one JSON object. Arguments: sessions, keys.
 */
const [sessions, keys] = process.argv.slice(2).map(Number) as [number, number];
const script = referenceScript();
const turn = () => new Promise((resolve) => setImmediate(resolve));
const cpuMs = (since?: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const rssMib = () => process.memoryUsage().rss / 2 ** 20;

interface Seat {
  readonly session: WorkstationSession;
  readonly attachment: Attachment;
  readonly input: PassThrough;
}

async function openSeat(number: number, now: () => number): Promise<Seat> {
  const desk = scriptedDesk({ cards: [fictitiousCard(number)], script, nowMs: now });
  const session = openSession({ desk, token: 'jeton-fictif', agentFirstName: 'Camille', now });
  const input = new PassThrough();
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const attachment = await session.attach({
    input,
    output,
    size: () => ({ columns: 120, rows: 40 }),
    onResize: () => () => {},
    env: { TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8' },
  });
  return { session, attachment, input };
}

/** Milliseconds of processor per key, and of the clock per session and second. */
async function measureSessions() {
  const started = performance.now();
  const now = () => MONDAY_EVENING_MS + Math.floor(performance.now() - started);
  const first = await openSeat(1, now);
  await turn();
  const before = rssMib();
  const seats = [first];
  for (let number = 2; number <= sessions; number += 1) seats.push(await openSeat(number, now));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const mib = (rssMib() - before) / (sessions - 1);
  const idleFrom = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const clockMs = cpuMs(idleFrom) / 5 / sessions;
  for (const { input } of seats) input.write('\u000e');
  await turn();
  const typedFrom = process.cpuUsage();
  for (let key = 0; key < keys; key += 1) {
    seats[key % seats.length]?.input.write('abcdefgh '[key % 9] ?? 'a');
    await turn();
  }
  const keyMs = cpuMs(typedFrom) / keys;
  for (const { session } of seats) session.close();
  return { mib, clockMs, keyMs };
}

/** The centre pane with its lines as Ink's own text in Ink's own frames, each read as a string. */
async function measureInkText(): Promise<number> {
  const store = createStore<WorkstationState>()(() => ({
    ...press(callState(), 'ctrl-n'),
    size: { columns: 120, rows: 40 },
  }));
  const centre = PANES.find((pane) => pane.name === 'centre');
  const select = drawing(centre?.create() ?? (() => ({})));
  function Pane() {
    const lines = useStore(store, select)[0]?.lines ?? [];
    return (
      <Box flexDirection="column" height={25} overflow="hidden" width={79}>
        {Array.from({ length: 25 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its row
          <Text key={row} wrap="truncate">
            {(lines[row] ?? []).map((piece) => piece.text).join('') || ' '}
          </Text>
        ))}
      </Box>
    );
  }
  const output = Object.assign(new EventEmitter(), { columns: 79, rows: 25, write: () => true });
  const root: Instance = render(<Pane />, {
    stdout: output as unknown as NodeJS.WriteStream,
    stdin: new EventEmitter() as unknown as NodeJS.ReadStream,
    debug: true,
    interactive: false,
    patchConsole: false,
  });
  const from = process.cpuUsage();
  for (let key = 0; key < keys; key += 1) {
    store.setState(press(store.getState(), key % 200 === 199 ? 'ctrl-u' : 'a'), true);
    await turn();
  }
  root.unmount();
  return cpuMs(from) / keys;
}

const measured = await measureSessions();
process.stdout.write(`${JSON.stringify({ ...measured, inkKeyMs: await measureInkText() })}\n`);
