import { AppError } from '../../../shared/errors.ts';
import { type FloorMessage, HELP_WITHOUT_WORDS } from '../../../shared/floor-message.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { lineSight, seesSite } from '../line/line-sight.ts';
import { trail } from '../trail.ts';
import { refusedText } from './send-message.ts';

export interface HelpRequest {
  readonly agent: Pick<AccountRow, 'id' | 'login' | 'displayName' | 'campaigns'>;
  /** '' : nothing but the call. Never about a donor. */
  readonly text: string;
  /** An answer to a lead's message: shown to the leads, it asks nothing. */
  readonly isReply: boolean;
}

/**
 * An agent's words to the leads of their campaigns: shown on their boards at once; a call for help stays there until one of them
 * writes back to that agent alone. Twice asks twice. AppErrors `message-text` (health, card, IBAN in it), `help-nobody`.
 */
export async function askHelp(
  deps: { readonly store: Store; readonly clock: Clock; readonly chance: Chance },
  { agent, text: typed, isReply }: HelpRequest,
): Promise<{ readonly people: number }> {
  const text = typed === '' ? HELP_WITHOUT_WORDS : typed;
  const problem = noteProblem(text);
  if (problem !== undefined) throw refusedText(problem);
  const atMs = deps.clock.nowMs();
  const id = deps.chance.uuid();
  return await deps.store.write(async (rows) => {
    const leads = await leadsOf(rows, agent);
    if (leads.length === 0) throw nobody();
    await rows.messages.add({ id, atMs, author: agent.id, campaign: '', text, isReply }, leads);
    const message: FloorMessage = { id, atMs, from: agent.displayName, text };
    const event = { kind: 'message', message, text: saidBy(agent.login, { text, isReply }) } as const;
    for (const lead of leads) await rows.floor.addLiveEvent({ atMs, agent: lead, event });
    const detail = { people: leads.length, to: isReply ? 'reply' : 'help' };
    await trail(rows, { actor: agent.id, atMs })('message.send', id, { campaign: '', detail });
    return { people: leads.length };
  });
}

/** As a lead reads it, in one line. */
export function saidBy(
  login: string,
  { text, isReply }: { readonly text: string; readonly isReply: boolean },
): string {
  return isReply ? `${login} répond : « ${text} »` : `${login} demande de l’aide : « ${text} »`;
}

async function leadsOf(
  rows: StoreReader,
  { id, campaigns }: HelpRequest['agent'],
): Promise<readonly string[]> {
  const leads = (await rows.accounts.all()).filter(
    ({ role, disabled, campaigns: theirs }) =>
      role === 'lead' && !disabled && theirs.some((one) => campaigns.includes(one)),
  );
  return (await leadsOfSeated(rows, id, leads)).map((lead) => lead.id);
}

/** Whoever sits at a site of a pledge line is heard by those who see that site. */
async function leadsOfSeated(
  rows: StoreReader,
  person: string,
  leads: readonly AccountRow[],
): Promise<readonly AccountRow[]> {
  const signup = await rows.slots.signupOfAccount(person);
  const slot = signup && (await rows.slots.byId(signup.slot));
  if (!slot) return leads;
  return await inTurn.filter(leads, async (lead) =>
    seesSite(await lineSight(rows, lead, slot.campaign), slot.site),
  );
}

function nobody(): AppError {
  return new AppError({
    code: 'help-nobody',
    kind: 'not-found',
    message: 'Aucun chef d’équipe n’est rattaché à vos campagnes : personne ne lirait.',
    hint: 'Appelez-le de vive voix ; l’exploitation rattache un chef d’équipe à une campagne.',
  });
}
