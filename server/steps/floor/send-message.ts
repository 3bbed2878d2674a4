import { AppError } from '../../../shared/errors.ts';
import type { FloorMessage } from '../../../shared/floor-message.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { lineSight, seesSite } from '../line/line-sight.ts';
import { trail } from '../trail.ts';

/** Whom a lead speaks to: one person, the people of one campaign, everybody of the lead's campaigns. */
type Audience =
  | { readonly kind: 'one'; readonly login: string }
  | { readonly kind: 'campaign'; readonly campaign: string }
  | { readonly kind: 'all' };

export interface SendMessageRequest {
  readonly lead: AccountRow;
  readonly to: Audience;
  readonly text: string;
}

/** Messages are for the day: older ones go with the next that is sent. */
const KEPT_MS = 30 * 86_400_000;

/**
 * A lead's words to agents of the lead's own campaigns, and to volunteers who sit at the lead's sites: kept for the day's list,
 * and shown at once where a workstation is open. Returns how many people it is for. Twice sends twice. AppErrors `message-text`
 * (health, card, IBAN in it), `message-nobody`.
 */
export async function sendMessage(
  deps: { readonly store: Store; readonly clock: Clock; readonly chance: Chance },
  { lead, to, text }: SendMessageRequest,
): Promise<{ readonly id: string; readonly people: number }> {
  const problem = noteProblem(text);
  if (problem !== undefined) throw refusedText(problem);
  const atMs = deps.clock.nowMs();
  const id = deps.chance.uuid();
  return await deps.store.write(async (rows) => {
    const agents = await audienceOf(rows, { lead, to, nowMs: atMs });
    if (agents.length === 0) throw nobody();
    await rows.messages.dropBefore(atMs - KEPT_MS);
    const campaign = to.kind === 'campaign' ? to.campaign : '';
    await rows.messages.add({ id, atMs, author: lead.id, campaign, text, isReply: false }, agents);
    const message: FloorMessage = { id, atMs, from: lead.displayName, text };
    const event = { kind: 'message', message, text } as const;
    for (const agent of agents) await rows.floor.addLiveEvent({ atMs, agent, event });
    await trail(rows, { actor: lead.id, atMs })('message.send', id, {
      campaign,
      detail: { people: agents.length, to: to.kind },
    });
    return { id, people: agents.length };
  });
}

/** The messages that an agent got or wrote since the start of the day, oldest first. */
export async function readMessages(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { agent }: { readonly agent: Pick<AccountRow, 'id'> },
): Promise<readonly FloorMessage[]> {
  const fromMs = zoned(clock.nowMs(), HOUSE_ZONE).startOfDay().epochMilliseconds;
  return await store.read(async (rows) => {
    const got = await inTurn.map(
      await rows.messages.of(agent.id, fromMs),
      async ({ id, atMs, author, text }) => {
        return { id, atMs, from: (await rows.accounts.byId(author))?.displayName ?? '', text };
      },
    );
    const written = (await rows.messages.by(agent.id, fromMs)).map(({ id, atMs, text }) => ({
      id,
      atMs,
      from: '',
      text,
      isMine: true as const,
    }));
    return [...got, ...written].toSorted((a, b) => a.atMs - b.atMs);
  });
}

interface Spoken {
  readonly lead: AccountRow;
  readonly to: Audience;
  readonly nowMs: number;
}

async function audienceOf(rows: StoreReader, { lead, to, nowMs }: Spoken): Promise<readonly string[]> {
  const shared = (await rows.accounts.all()).filter(
    ({ disabled, campaigns }) => !disabled && campaigns.some((code) => lead.campaigns.includes(code)),
  );
  const mine = await inTurn.filter(
    shared,
    async (one) => one.role === 'agent' || (await isSeated(rows, { lead, one, nowMs })),
  );
  const meant = (one: AccountRow): boolean => {
    if (to.kind === 'one') return one.login === to.login;
    if (to.kind === 'all') return true;
    return lead.campaigns.includes(to.campaign) && one.campaigns.includes(to.campaign);
  };
  return mine.filter(meant).map((one) => one.id);
}

/** A volunteer sits now at a site that the lead sees. */
async function isSeated(
  rows: StoreReader,
  { lead, one, nowMs }: { readonly lead: AccountRow; readonly one: AccountRow; readonly nowMs: number },
): Promise<boolean> {
  const signup = one.role === 'volunteer' ? await rows.slots.signupOfAccount(one.id) : undefined;
  const slot = signup && (await rows.slots.byId(signup.slot));
  return (
    slot !== undefined && nowMs < slot.toMs && seesSite(await lineSight(rows, lead, slot.campaign), slot.site)
  );
}

/** AppError `message-text`. */
export function refusedText(problem: string): AppError {
  return new AppError({
    code: 'message-text',
    kind: 'invalid',
    message: problem,
    hint: 'Un message parle du travail, jamais d’un donateur.',
  });
}

function nobody(): AppError {
  return new AppError({
    code: 'message-nobody',
    kind: 'not-found',
    message: 'Ce message n’a personne à qui parvenir.',
    hint: 'Vérifiez l’identifiant ou la campagne : « plateau floor » montre vos téléacteurs.',
  });
}
