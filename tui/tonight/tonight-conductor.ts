import { isAppError } from '../../shared/errors.ts';
import type { TonightDesk } from '../../shared/people/tonight.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { TONIGHT } from './french-tonight.ts';
import type { TonightCommand, TonightMessage, TonightOrder } from './tonight-state.ts';

interface ConductorParts {
  readonly desk: TonightDesk;
  readonly send: (message: TonightMessage) => void;
  readonly repaint: () => void;
  readonly leave: () => void;
}

/** Follows the day and carries out orders: the server pushes, nothing is asked again. */
export class TonightConductor {
  readonly #parts: ConductorParts;
  #stopFollowing: () => void = () => undefined;
  readonly #stops: (() => void)[] = [];
  #isOver = false;

  constructor(parts: ConductorParts) {
    this.#parts = parts;
  }

  start(): void {
    const { desk, send } = this.#parts;
    this.#stops.push(
      desk.onConnected((isConnected) => send({ type: 'connected', isConnected })),
      desk.onLive((text) => send({ type: 'told', text: cleanDeep(text) })),
    );
    this.#follow(undefined);
  }

  stop(): void {
    this.#isOver = true;
    this.#stopFollowing();
    for (const stop of this.#stops.splice(0)) stop();
  }

  perform(command: TonightCommand): void {
    if (command.do === 'leave') this.#parts.leave();
    else if (command.do === 'repaint') this.#parts.repaint();
    else if (command.do === 'follow') this.#follow(command.slot);
    else void this.#order(command);
  }

  #follow(slot: number | undefined): void {
    this.#stopFollowing();
    let isStopped = false;
    const stop = this.#parts.desk.follow(slot, {
      came: (tonight) => {
        if (!isStopped) this.#parts.send({ type: 'came', tonight: cleanDeep(tonight) });
      },
      refused: (refusal) => {
        if (!isStopped) this.#parts.send({ type: 'failed', ...cleanDeep(refusal) });
      },
    });
    this.#stopFollowing = () => {
      isStopped = true;
      stop();
    };
  }

  async #order(order: TonightOrder): Promise<void> {
    const told = await this.#carriedOut(order).catch((error: unknown): TonightMessage => {
      if (!isAppError(error)) throw error;
      return { type: 'refused', text: cleanDeep(`${error.message} ${error.hint}`) };
    });
    if (!this.#isOver) this.#parts.send(told);
  }

  async #carriedOut(order: TonightOrder): Promise<TonightMessage> {
    const { desk } = this.#parts;
    switch (order.do) {
      case 'attend':
        await desk.attend(order.signup, order.as);
        return { type: 'done', text: TONIGHT.done.attend(order.person, order.as) };
      case 'swap':
        await desk.swap(order.signup, order.reason);
        return { type: 'done', text: TONIGHT.done.swap(order.person) };
      case 'move-up':
        await desk.moveUp(order.slot);
        return { type: 'done', text: TONIGHT.done.moveUp };
      case 'count-call': {
        const { count, places } = await desk.countCall(order.slot);
        return { type: 'counted', sure: { do: 'call', slot: order.slot, count, places } };
      }
      case 'call': {
        const { count } = await desk.writeCall(order.slot, order.count);
        return { type: 'done', text: TONIGHT.done.call(count) };
      }
      case 'code':
        return { type: 'drawn', code: cleanDeep(await desk.code(order.slot, order.signup)) };
      case 'print':
        return { type: 'done', text: (await desk.print?.(order.slot)) ?? '' };
    }
  }
}
