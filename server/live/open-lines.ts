import type { LiveEvent } from '../../shared/card.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { isTokenOpen } from '../steps/access/log-in.ts';

interface Listening {
  readonly app: { readonly store: Store; readonly clock: Clock };
  readonly token: string | undefined;
  /** Wins over `token`: a later login of the same person at the same screen goes on listening. */
  readonly tokenNow?: (() => string | undefined) | undefined;
}

/**
 * Live events for as long as the session that asked for them is open: when it ends, the reason is the last thing told, and the
 * line stops. Another session's end, of the same person, is none of its business.
 */
export async function* whileOpen(
  { app, token, tokenNow }: Listening,
  events: AsyncGenerator<LiveEvent>,
): AsyncGenerator<LiveEvent> {
  for await (const event of events) {
    const held = tokenNow?.() ?? token;
    const open = held !== undefined && (await isTokenOpen(app, held));
    if (open !== (event.kind === 'session-ended')) yield event;
    if (!open) return;
  }
}
