import { isAppError } from '../../shared/errors.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { hour } from './board-age.ts';
import type { BoardDesk } from './board-desk.ts';
import type { Ask, BoardCommand, BoardMessage } from './board-state.ts';
import { BOARD } from './french-board.ts';

interface ConductorParts {
  readonly desk: BoardDesk;
  readonly send: (message: BoardMessage) => void;
  readonly repaint: () => void;
  readonly leave: () => void;
}

/** Between two readings of the floor; live events and orders ask at once. */
const BOARD_MS = 5_000;
/** The indicators sum whole campaigns. */
const TARGETS_MS = 60_000;

/** Asks the server and tells the board; one reading at a time, so that a slow line is not flooded. */
export class BoardConductor {
  private readonly parts: ConductorParts;
  private readonly stops: (() => void)[] = [];
  private isReading = false;
  /** Something happened while a reading was under way: one more follows it. */
  private isStale = false;
  private isOver = false;

  constructor(parts: ConductorParts) {
    this.parts = parts;
  }

  start(): void {
    const { desk, send } = this.parts;
    const timers = [
      setInterval(() => this.read(), BOARD_MS),
      setInterval(() => void this.readTargets(), TARGETS_MS),
    ];
    this.stops.push(
      () => timers.forEach(clearInterval),
      desk.onLine((line) => send({ type: 'line', line })),
      desk.onLive((text) => send({ type: 'live', text: cleanDeep(text) })),
    );
    this.read();
    void this.readTargets();
  }

  stop(): void {
    this.isOver = true;
    for (const stop of this.stops.splice(0)) stop();
  }

  perform(command: BoardCommand): void {
    if (command.do === 'refresh') this.read();
    else if (command.do === 'repaint') this.parts.repaint();
    else if (command.do === 'leave') this.parts.leave();
    else void this.order(command.ask, command.words);
  }

  private read(): void {
    if (this.isReading) {
      this.isStale = true;
      return;
    }
    this.isReading = true;
    void this.answer(async () => {
      const board = cleanDeep(await this.parts.desk.board());
      return { type: 'board-came', board };
    }).finally(() => {
      this.isReading = false;
      if (!this.isStale || this.isOver) return;
      this.isStale = false;
      this.read();
    });
  }

  private readTargets(): Promise<void> {
    return this.answer(async () => {
      const targets = cleanDeep(await this.parts.desk.targets());
      return { type: 'targets-came', targets };
    });
  }

  private async answer(work: () => Promise<BoardMessage>): Promise<void> {
    const told = await work().catch((error: unknown): BoardMessage => {
      if (!isAppError(error)) throw error;
      return { type: 'failed', message: cleanDeep(error.message), hint: cleanDeep(error.hint) };
    });
    if (!this.isOver) this.parts.send(told);
  }

  private async order(ask: Ask, words: string): Promise<void> {
    const told = await this.carryOut(ask, words).then(
      (text): BoardMessage => ({ type: 'done', text }),
      (error: unknown): BoardMessage => {
        if (!isAppError(error)) throw error;
        return { type: 'refused', text: cleanDeep(`${error.message} ${error.hint}`) };
      },
    );
    if (!this.isOver) this.parts.send(told);
  }

  private async carryOut(ask: Ask, words: string): Promise<string> {
    const { desk } = this.parts;
    const { done } = BOARD;
    switch (ask.do) {
      case 'message':
        return done.message((await desk.message(ask.to, words)).people);
      case 'pull': {
        const { backAtMs } = await desk.pull(ask.recordId, words);
        return done.pulled(ask.recordId, backAtMs === null ? undefined : hour(backAtMs));
      }
      case 'pause':
        await desk.pause(ask.campaign, words);
        return done.paused(ask.campaign);
      case 'resume':
        await desk.resume(ask.campaign, words);
        return done.resumed(ask.campaign);
      case 'campaigns':
        return done.campaigns(ask.login, (await desk.campaigns(ask.login, ask.campaigns, words)).left);
    }
  }
}
