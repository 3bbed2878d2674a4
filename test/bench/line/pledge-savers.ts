import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { playedCallers } from '../../../scripts/demo/evening/callers.ts';
import { rpcOf } from '../../../scripts/demo/evening/seats-at-work.ts';
import { answerParent } from '../child.ts';

/** In a child: so many seats, each saving a pledge again and again at its own pace, by the product's procedure over HTTP. */
export interface SaversRequest {
  readonly url: string;
  readonly campaign: string;
  readonly tokens: readonly string[];
  readonly seconds: number;
  /** Of one seat, between two pledges. */
  readonly everyMs: number;
}

export interface Savers {
  readonly saveMs: readonly number[];
  readonly unsaved: number;
}

async function saveAll({ url, campaign, tokens, seconds, everyMs }: SaversRequest): Promise<Savers> {
  const rounds = Math.ceil((seconds * 1000) / everyMs);
  const forms = playedCallers(tokens.length * rounds, 1).map(({ form }) => form ?? ONE_GIFT);
  const saveMs: number[] = [];
  let unsaved = 0;
  const seat = async (token: string, at: number) => {
    const rpc = rpcOf(url, token);
    await pause((at * everyMs) / tokens.length);
    for (let round = 0; round < rounds; round += 1) {
      const nextMs = performance.now() + everyMs;
      const form = forms[at * rounds + round] ?? ONE_GIFT;
      const startMs = performance.now();
      const pledge = { campaign, callId: randomUUID(), form, earlier: 'keep' as const };
      const saved = await rpc.pledges.save.mutate(pledge).then(
        ({ kind }) => kind === 'saved',
        () => false,
      );
      if (saved) saveMs.push(performance.now() - startMs);
      else unsaved += 1;
      await pause(Math.max(0, nextMs - performance.now()));
    }
  };
  await Promise.all(tokens.map(seat));
  return { saveMs, unsaved };
}

/** Whoever promised nothing in the demo gives once here, without a name. */
const ONE_GIFT = {
  amount: '20',
  rhythm: 'once' as const,
  lastName: '',
  firstName: '',
  street: '',
  place: { postcode: '', town: '' },
  link: { way: 'email' as const, to: 'anonyme@exemple.invalid' },
  receipt: false,
};

answerParent(saveAll);
