import type { FastifyRequest } from 'fastify';
import { isAppError } from '../../../shared/errors.ts';
import type { AppContext } from '../../app-context.ts';
import type { WebConfig } from '../../config/web-config.ts';
import type { LinkAsks } from '../../live/link-asks.ts';
import { enterByLink, lookAtLink } from '../../steps/web-door/enter-by-link.ts';
import { enterAsObserver } from '../../steps/web-door/enter-observer.ts';
import { readFeed } from '../../steps/web-door/read-feed.ts';
import { readAddress, sendLink } from '../../steps/web-door/send-link.ts';
import { lookAtStop, stopLetters } from '../../steps/web-door/stop-letters.ts';
import type { StrangerDesk } from './door-page.ts';
import { isToken, placeOfRequest, sessionOf } from './door-requests.ts';

export interface StrangerDesks {
  of(request: FastifyRequest): StrangerDesk;
  /** What was asked before the door closed has been sent. */
  settled(): Promise<void>;
}

/** What cannot be a token opens nothing, and is looked up all the same under a name that no digest has. */
const NO_TOKEN = '';

/**
 * What a stranger asks is answered before anything is looked up: whether anybody has that address shows neither in what is
 * answered nor in how long it takes.
 */
export function openStrangerDesk(
  app: AppContext,
  { url, from }: Pick<WebConfig, 'url' | 'from'>,
  asks: LinkAsks,
): StrangerDesks {
  const sending = new Set<Promise<unknown>>();
  const linkTo = (token: string) => `${url}/b/entrer/${token}`;
  const failed = (error: unknown) =>
    app.log.error('web-link.failed', { kind: isAppError(error) ? error.code : 'unknown' });
  return {
    of: (request) => ({
      ask: (typed) => {
        const address = readAddress(typed);
        asks.take({ address, from: placeOfRequest(request) });
        const sent = sendLink(app, { address, from, linkTo }).catch(failed);
        sending.add(sent);
        void sent.finally(() => sending.delete(sent));
      },
      look: (token) => lookAtLink(app, isToken(token) ? token : NO_TOKEN),
      enter: (token) =>
        enterByLink(app, {
          token: isToken(token) ? token : NO_TOKEN,
          former: sessionOf(request, 'participant'),
        }),
      enterObserver: (typed) =>
        enterAsObserver(app, {
          ...typed,
          address: placeOfRequest(request),
          former: sessionOf(request, 'observer'),
        }),
      lookAtStop: (token) => lookAtStop(app, isToken(token) ? token : NO_TOKEN),
      stopLetters: (token) => stopLetters(app, isToken(token) ? token : NO_TOKEN),
      calendar: (token) => readFeed(app, isToken(token) ? token : NO_TOKEN),
    }),
    settled: async () => void (await Promise.all(sending)),
  };
}
