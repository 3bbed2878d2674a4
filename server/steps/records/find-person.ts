import { anyCountry, countryFacts } from '../../../shared/country.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { parsePhone } from '../../../shared/phone.ts';
import { asItCame, idWritings } from '../../domain/contact-file/contact-identifiers.ts';
import { idRanges } from '../../domain/lists/id-ranges.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { blindEmail } from './blind-contacts.ts';
import { type OpenDeps, openRecordsInBulk } from './open-record.ts';
import { recordDamaged } from './set-aside.ts';

export interface FindDeps extends OpenDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'blind'>;
  readonly clock: Clock;
}

/** How the person is named; never kept, never logged. */
export interface PersonKey {
  readonly by: 'phone' | 'email' | 'donor';
  readonly value: string;
  /** Of that charity only. */
  readonly charity?: string | undefined;
}

/** A record of the person, without a personal value. */
interface FoundRecord {
  readonly recordId: number;
  readonly charity: string;
  readonly campaign: string;
  readonly state: RecordRow['state'];
  readonly disposition: string | null;
  readonly attempts: number;
  readonly calls: number;
  readonly lastAttemptAtMs: number | null;
  /** Blocked for every campaign of the charity. */
  readonly suppressed: boolean;
}

/** One donor of one charity: a number may be shared by several. */
export interface FoundPerson {
  readonly charity: string;
  readonly records: readonly FoundRecord[];
}

/**
 * Finds a person by the blind index, in every campaign not destroyed; opens nothing (but e-mails not indexed yet).
 * Audited, without the value.
 */
export async function findPerson(
  deps: FindDeps,
  request: PersonKey & { readonly actor: string },
): Promise<readonly FoundPerson[]> {
  const found = await lookUpPerson(deps, request);
  const { actor, by } = request;
  return await deps.store.write(async (rows) => {
    const detail = { by, records: idRanges(found.map((row) => row.id)) };
    await trail(rows, { actor, atMs: deps.clock.nowMs() })('person.find', 'person', { detail });
    return await inTurn.map(await personsOf(rows, found), async ([first, ...others]) => ({
      charity: await charityOf(rows, first),
      records: await inTurn.map([first, ...others], (row) => summaryOf(rows, row)),
    }));
  });
}

/** Every record of whoever bears that number, address or id: the donor's other records too, excluded lines included. */
export async function lookUpPerson(
  deps: FindDeps,
  { by, value, charity, actor }: PersonKey & { readonly actor: string },
): Promise<RecordRow[]> {
  const campaigns = (await deps.store.read((rows) => rows.campaigns.all())).filter(
    ({ state, charity: its }) => isLive(state) && (charity === undefined || its === charity),
  );
  const found = new Map<number, RecordRow>();
  for (const [code, sisters] of Map.groupBy(campaigns, (one) => one.charity)) {
    if (by === 'email') await indexEmails(deps, sisters, actor);
    const writings = await writingsOf(deps, code, { by, value, campaigns: sisters });
    for (const row of await deps.store.read((rows) => firstFound(rows, sisters, { by, writings })))
      found.set(row.id, row);
  }
  if (by === 'email' && found.size === 0) await refuseUnseen(deps, campaigns);
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** Nobody has that address, but of those whose content is damaged nobody can say. AppError `record-damaged`. */
async function refuseUnseen({ store }: FindDeps, campaigns: readonly CampaignRow[]): Promise<void> {
  const unseen = await store.read((rows) =>
    inTurn.flatMap(campaigns, async ({ code }) => {
      const waiting = new Set(await rows.records.idsWithoutEmailBlind(code));
      const open = (await rows.damages.open(code)).filter(({ kind }) => kind === 'record');
      return open.flatMap(({ recordId }) => (waiting.has(recordId) ? [recordId] : []));
    }),
  );
  if (unseen.length > 0) throw recordDamaged(unseen);
}

/** By donor: records of one donor share their blind index across the campaigns of a charity. */
export async function personsOf(
  rows: StoreReader,
  found: readonly RecordRow[],
): Promise<readonly (readonly [RecordRow, ...RecordRow[]])[]> {
  const whose = await inTurn.map(found, async (row) => `${await charityOf(rows, row)} ${row.donorBlind}`);
  const groups = Map.groupBy(found, (_row, at) => whose[at]);
  return [...groups.values()] as unknown as readonly (readonly [RecordRow, ...RecordRow[]])[];
}

/** The charity of the record's campaign. */
export async function charityOf(rows: StoreReader, row: RecordRow): Promise<string> {
  return (await rows.campaigns.byCode(row.campaign))?.charity ?? '';
}

const isLive = (state: CampaignRow['state']) => state === 'open' || state === 'closed';

/**
 * The indexes to look under, in groups: the next is asked only when nobody is found under the one before. An identifier written
 * otherwise may be meant when nobody bears it as it was given.
 */
async function writingsOf(
  { vault }: FindDeps,
  charity: string,
  { by, value, campaigns }: Pick<PersonKey, 'by' | 'value'> & { readonly campaigns: readonly CampaignRow[] },
): Promise<readonly (readonly string[])[]> {
  if (by === 'email') return [[await blindEmail(vault, charity, value)]];
  if (by === 'donor') {
    const ids = idWritings(asItCame(value)).map((id) => vault.blind(charity, 'donor', id));
    const [exact = '', ...near] = await Promise.all(ids);
    return [[exact], near];
  }
  const countries = [...new Set(campaigns.map((one) => one.country))];
  const numbers = new Set(
    countries.flatMap((country) => {
      const phone = parsePhone(value, country);
      return phone.ok ? [phone.e164] : [];
    }),
  );
  if (numbers.size === 0) throw phoneUnreadable();
  return [await Promise.all([...numbers].map((number) => vault.blind(charity, 'phone', number)))];
}

async function firstFound(
  rows: StoreReader,
  campaigns: readonly CampaignRow[],
  { by, writings }: { readonly by: PersonKey['by']; readonly writings: readonly (readonly string[])[] },
): Promise<readonly RecordRow[]> {
  for (const blinds of writings) {
    const found = await recordsWith(rows, campaigns, { by, blinds });
    if (found.length > 0) return found;
  }
  return [];
}

async function recordsWith(
  { records }: StoreReader,
  campaigns: readonly CampaignRow[],
  { by, blinds }: { readonly by: PersonKey['by']; readonly blinds: readonly string[] },
): Promise<readonly RecordRow[]> {
  const codes = campaigns.map((one) => one.code);
  const direct = await inTurn.flatMap(codes, (code) =>
    inTurn.flatMap(blinds, async (blind) => {
      if (by === 'phone') return await records.idsByPhoneBlind(code, blind);
      return by === 'email'
        ? await records.idsByEmailBlind(code, blind)
        : await records.idsByDonorBlind(code, blind);
    }),
  );
  const donors = new Set(
    await inTurn.flatMap(direct, async (id) => (await records.byId(id))?.donorBlind ?? []),
  );
  const all = await inTurn.flatMap(codes, (code) =>
    inTurn.flatMap([...donors], (donor) => records.idsByDonorBlind(code, donor)),
  );
  return await inTurn.flatMap([...new Set(all)], async (id) => (await records.byId(id)) ?? []);
}

/** Addresses that changed, or came before they were indexed: opened once (audited), then looked up like the others. */
async function indexEmails(deps: FindDeps, campaigns: readonly CampaignRow[], actor: string): Promise<void> {
  for (const { code, charity } of campaigns) {
    const recordIds = await deps.store.read((rows) => rows.records.idsWithoutEmailBlind(code));
    const reason = 'Index aveugle des e-mails';
    const bulk = { recordIds, actor, reason, damaged: 'leave-out' } as const;
    for await (const { row, content } of openRecordsInBulk(deps, bulk)) {
      const { email } = content.donor;
      const blind = email === '' ? '' : await blindEmail(deps.vault, charity, email);
      await deps.store.write((rows) => rows.records.setEmailBlind(row.id, row.version, blind));
    }
  }
}

async function summaryOf(rows: StoreReader, row: RecordRow): Promise<FoundRecord> {
  const charity = await charityOf(rows, row);
  const { id: recordId, campaign, state, disposition, attempts, lastAttemptAtMs } = row;
  const calls = (await rows.persons.callsOf(recordId)).length;
  const suppressed = await rows.records.isSuppressed(charity, row.donorBlind);
  return { recordId, charity, campaign, state, disposition, attempts, calls, lastAttemptAtMs, suppressed };
}

function phoneUnreadable(): AppError {
  return new AppError({
    code: 'phone-unreadable',
    kind: 'invalid',
    message: 'Ce numéro ne se lit pas dans les pays des campagnes.',
    hint: `Écrivez-le au format international, ${anyCountry((country) => `${countryFacts(country).dialling.prefix}…`)}.`,
  });
}

/** AppError `person-unknown`. */
export function personUnknown(): AppError {
  return new AppError({
    code: 'person-unknown',
    kind: 'not-found',
    message: 'Personne n’a été trouvé dans les campagnes en cours.',
    hint: 'Essayez un autre numéro, l’e-mail ou l’identifiant donateur ; une campagne détruite ne répond plus.',
  });
}
