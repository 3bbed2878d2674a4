import { openHttpTextSender } from '../../../server/gateways/http-text-sender.ts';
import type { OutgoingText, TextSender } from '../../../server/ports/text-sender.ts';
import { GATEWAY_KEY, type Gesture, startSignedGateway } from './signed-gateway.ts';

/** A sender of text messages, with what its operator would have carried. */
export interface TextRoom {
  readonly sender: TextSender;
  readonly carried: () => readonly OutgoingText[];
  readonly next: (...what: readonly Gesture[]) => void;
  /** Nobody answers any more. */
  readonly leave: () => Promise<void>;
}

/** One message an identifier, whatever is asked. */
function operator() {
  const carried = new Map<string, OutgoingText>();
  return {
    carry: (text: OutgoingText) => void (carried.has(text.id) || carried.set(text.id, text)),
    carried: () => [...carried.values()],
  };
}

const VERDICTS: Readonly<Record<string, 'sent' | 'refused' | 'deferred' | 'uncertain'>> = {
  ...{ 202: 'sent', 422: 'refused', 429: 'deferred', 503: 'deferred', 401: 'deferred', 302: 'deferred' },
  ...{ 500: 'uncertain', 502: 'uncertain', 504: 'uncertain' },
};

/** Our fake, for tests of what follows a verdict: no network. */
export function fakeTexts(): TextRoom {
  const { carry, carried } = operator();
  const gestures: Gesture[] = [];
  let isHere = true;
  const sender: TextSender = {
    isConfigured: true,
    send: async (text) => {
      if (!isHere) return { verdict: 'deferred', reply: 'unreached' };
      const gesture = gestures.shift() ?? 202;
      if (gesture === 'cut') return { verdict: 'uncertain', reply: 'broken' };
      const verdict = VERDICTS[gesture] ?? 'refused';
      if (verdict === 'sent') carry(text);
      return { verdict, reply: String(gesture) };
    },
    check: async () => {},
    close: async () => {},
  };
  const leave = async () => {
    isHere = false;
  };
  return { sender, carried, next: (...what) => void gestures.push(...what), leave };
}

/** Our edge, and a real HTTP server that checks what is signed. */
export async function gatewayTexts(nowMs: () => number): Promise<TextRoom & { readonly url: string }> {
  const { carry, carried } = operator();
  const gateway = await startSignedGateway({
    nowMs,
    answer: (path, asked) => {
      if (path !== '/plateau/messages') return { status: 404 };
      carry(asked as OutgoingText);
      return { status: 202 };
    },
  });
  const sender = openHttpTextSender({
    ...{ url: gateway.url, key: () => GATEWAY_KEY, trustedCa: () => undefined, clock: { nowMs } },
  });
  return { sender, carried, next: gateway.next, leave: gateway.close, url: gateway.url };
}
