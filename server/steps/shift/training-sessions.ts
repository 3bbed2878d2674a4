import { AppError, type AppErrorParts } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { type CivilDate, civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { TrainingSession } from '../../ports/rows/modules.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { campaignInView } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { modulesOf, requireModule } from './training-modules.ts';

const REFUSALS = {
  'session-day': [
    'invalid',
    'Le jour de la séance n’est pas du calendrier, ou n’est pas encore venu.',
    'AAAA-MM-JJ, aujourd’hui au plus tard : les présences s’inscrivent après la séance.',
  ],
  'session-person': [
    'not-found',
    'Une des personnes n’est pas un téléacteur de cette campagne.',
    'Vérifiez les identifiants avec « plateau training list ».',
  ],
} as const satisfies Record<string, readonly [AppErrorParts['kind'], string, string]>;

function refusal(code: keyof typeof REFUSALS): AppError {
  const [kind, message, hint] = REFUSALS[code];
  return new AppError({ code, kind, message, hint });
}

export interface HeldSession
  extends Pick<TrainingSession, 'campaign' | 'module' | 'heldOn' | 'place' | 'givenBy' | 'minutes'> {
  /** Who vouches for the attendance: a lead of that campaign. */
  readonly lead: AccountRow;
  /** Logins. */
  readonly attended: readonly string[];
}

/**
 * A session held by the charity, or by the house for it, remote or on site, with who was there: the module is then theirs
 * . The same twice are two sessions. AppErrors `campaign-unknown`, `campaign-purged`, `module-unknown`, `session-day`,
 * `session-person`.
 */
export async function recordSession(
  {
    store,
    clock,
    chance,
  }: { readonly store: Store; readonly clock: Clock; readonly chance: Pick<Chance, 'uuid'> },
  request: HeldSession,
): Promise<TrainingSession> {
  const { lead, attended: logins, ...held } = request;
  const nowMs = clock.nowMs();
  if (!isPastDay(held.heldOn, nowMs)) throw refusal('session-day');
  return await store.write(async (rows) => {
    const { code } = await campaignInView(rows, held.campaign, lead);
    await requireModule(rows, code, held.module);
    const attended = await inTurn.map([...new Set(logins)], (login) => agentOf(rows, login, code));
    const row = { ...held, id: chance.uuid(), recordedBy: lead.id, recordedAtMs: nowMs, attended };
    await rows.modules.addSession(row);
    const { module, heldOn, place, givenBy } = row;
    const detail = { module, heldOn, place, givenBy, attended: attended.length };
    await trail(rows, { actor: lead.id, atMs: nowMs })('training.session', row.id, {
      campaign: code,
      detail,
    });
    return row;
  });
}

function isPastDay(text: CivilDate, nowMs: number): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text && text <= civilDate(nowMs, HOUSE_ZONE);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

async function agentOf(rows: StoreReader, login: string, campaign: string): Promise<string> {
  const account = await rows.accounts.byLogin(login);
  if (account?.role === 'agent' && account.campaigns.includes(campaign)) return account.id;
  throw refusal('session-person');
}

export type SessionLine = Omit<TrainingSession, 'attended' | 'recordedBy'> & {
  readonly title: string;
  /** Logins. */
  readonly attended: readonly string[];
  readonly recordedBy: string;
};

/**
 * Oldest first, people by their logins; a module that is no more in force by its code. AppErrors `campaign-unknown`,
 * `campaign-purged`.
 */
export async function listSessions(
  { store }: { readonly store: Store },
  request: { readonly campaign: string; readonly account: AccountRow },
): Promise<readonly SessionLine[]> {
  return await store.read(async (rows) => {
    const { code } = await campaignInView(rows, request.campaign, request.account);
    return await sessionLines(rows, code);
  });
}

/** The same without asking whose eyes see it. */
export async function sessionLines(rows: StoreReader, campaign: string): Promise<readonly SessionLine[]> {
  const loginOf = async (id: string) => (await rows.accounts.byId(id))?.login ?? id;
  return await inTurn.map(await rows.modules.sessions(campaign), async (one) => ({
    ...one,
    title: await moduleTitle(rows, campaign, one.module),
    attended: await inTurn.map(one.attended, loginOf),
    recordedBy: await loginOf(one.recordedBy),
  }));
}

/** Its title while it is in force, else its code. */
export async function moduleTitle(rows: StoreReader, campaign: string, code: string): Promise<string> {
  return (await modulesOf(rows, campaign)).find((one) => one.code === code)?.title ?? code;
}
