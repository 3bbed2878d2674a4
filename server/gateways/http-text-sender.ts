import { isAppError } from '../../shared/errors.ts';
import type { OutgoingText, TextSender, TextVerdict } from '../ports/text-sender.ts';
import { checkGateway } from './gateway-refusals.ts';
import { askSigned, type GatewaySetting, type SignedAnswer } from './signed-client.ts';

/** A gateway hands a message to an operator and answers; longer, and something is wrong. */
const ANSWER_MS = 20_000;

/**
 * Answers that say that nothing left and that another try may do: our signature or address, to be mended by the host, who
 * loses no message meanwhile (401, 403, 404, 405), too early or too many (408, 425, 429), closed for now (503).
 */
const DEFERRED: ReadonlySet<number> = new Set([401, 403, 404, 405, 408, 425, 429, 503]);

function verdictOf(answer: SignedAnswer): TextVerdict {
  if (answer.kind !== 'answered')
    return { verdict: answer.kind === 'unreached' ? 'deferred' : 'uncertain', reply: answer.kind };
  const { status } = answer;
  const reply = String(status);
  if (status >= 200 && status < 300) return { verdict: 'sent', reply };
  if (DEFERRED.has(status) || (status >= 300 && status < 400)) return { verdict: 'deferred', reply };
  // Of 500, 502 or 504 nobody knows how far the message went.
  return { verdict: status >= 500 ? 'uncertain' : 'refused', reply };
}

/** A gateway of text messages behind the port `server/ports/text-sender.ts` (docs/rules/gateways.md). Nothing is opened yet. */
export function openHttpTextSender(setting: GatewaySetting): TextSender {
  const gateway = {
    ...setting,
    name: 'La passerelle des messages courts',
    setIn: 'PLATEAU_TEXTS_URL et les suivantes',
  };
  return {
    isConfigured: true,
    send: async ({ id, from, to, text }: OutgoingText) => {
      const body = { id, ...(from !== undefined && { from }), to, text };
      try {
        return verdictOf(
          await askSigned(gateway, { method: 'POST', path: '/messages', body, withinMs: ANSWER_MS }),
        );
      } catch (error) {
        // A key or an authority that cannot be read: nothing left, and the host is told by `plateau doctor`.
        if (!isAppError(error)) throw error;
        return { verdict: 'deferred', reply: error.code };
      }
    },
    check: () => checkGateway(gateway),
    close: async () => {},
  };
}
