import type { LineFloor, PledgeMaker, PledgeToCheck } from '../../shared/line/line-floor.ts';
import type { LimitTold, ShownLimit } from '../../shared/line-board.ts';
import { LINE_BOARD } from './french-line-board.ts';
import type { LineBoardCommand, LineBoardMessage, LineList, ListKind } from './line-board-state.ts';

const { orders: WORDS } = LINE_BOARD;

interface LimitChanged {
  readonly before: number;
  readonly max: number;
  readonly told: LimitTold;
}

/** What a lead asks of the server at the board. Every call refuses with an AppError. */
export interface LineBoardOrders {
  limits(campaign: string): Promise<readonly ShownLimit[]>;
  changeLimit(order: { campaign: string; rule: number; max: number; reason: string }): Promise<LimitChanged>;
  undoLimit(order: { campaign: string; rule: number }): Promise<LimitChanged>;
  floor(campaign: string): Promise<LineFloor>;
  unfreeze(order: { campaign: string; seat: string; reason: string }): Promise<unknown>;
  toCheck(campaign: string): Promise<readonly PledgeToCheck[]>;
  maker(id: string): Promise<PledgeMaker>;
  check(id: string): Promise<unknown>;
  /** To one person, or to all of the campaign. */
  say(to: { login: string } | { campaign: string }, text: string): Promise<{ readonly people: number }>;
}

type Order = Exclude<LineBoardCommand, { do: 'leave' } | { do: 'repaint' }>;

/** Asks the server, and says what the board hears of it. AppErrors of the order. */
export async function performOrder(orders: LineBoardOrders, command: Order): Promise<LineBoardMessage> {
  const { campaign } = command;
  switch (command.do) {
    case 'list':
      return { type: 'listed', list: await readList(orders, campaign, command.list) };
    case 'maker':
      return { type: 'made-by', id: command.id, maker: await orders.maker(command.id) };
    case 'check':
      await orders.check(command.id);
      return { type: 'done', text: WORDS.done.checked, list: 'checks' };
    case 'undo-limit': {
      const done = await orders.undoLimit({ campaign, rule: command.rule });
      return { type: 'done', text: WORDS.done.limit(done), list: 'limits' };
    }
    case 'send':
      return await send(orders, command);
  }
}

async function readList(orders: LineBoardOrders, campaign: string, kind: ListKind): Promise<LineList> {
  if (kind === 'limits') return { kind, items: await orders.limits(campaign) };
  if (kind === 'checks') return { kind, items: await orders.toCheck(campaign) };
  const { places, hours } = await orders.floor(campaign);
  if (kind === 'places') return { kind, items: places, hours };
  return { kind, items: places.filter(({ helpSinceMs }) => helpSinceMs !== null) };
}

async function send(
  orders: LineBoardOrders,
  { campaign, ask, words }: Extract<Order, { do: 'send' }>,
): Promise<LineBoardMessage> {
  switch (ask.do) {
    case 'limit-reason': {
      const { rule, max } = ask;
      const done = await orders.changeLimit({ campaign, rule, max, reason: words });
      return { type: 'done', text: WORDS.done.limit(done), list: 'limits' };
    }
    case 'unfreeze':
      await orders.unfreeze({ campaign, seat: ask.seat, reason: words });
      return { type: 'done', text: WORDS.done.unfrozen(ask.seat), list: 'places' };
    case 'say': {
      const { people } = await orders.say({ login: ask.login }, words);
      return { type: 'done', text: WORDS.done.said(people), list: 'help' };
    }
    case 'say-all': {
      const { people } = await orders.say({ campaign }, words);
      return { type: 'done', text: WORDS.done.said(people) };
    }
  }
}
