import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { contactValues, propertiesOf } from '../../domain/crm/contact-values.ts';
import { type EnteringPerson, isMassClosing, planSet, type SyncPlan } from '../../domain/crm/sync-plan.ts';
import { todayOf } from '../../domain/people/field-value.ts';
import type { FieldValue, PeopleField } from '../../domain/people/people-fields.ts';
import type { Chance } from '../../ports/clock.ts';
import type { KeptActs } from '../../ports/kept-acts.ts';
import type { PeopleSource } from '../../ports/people/people-source.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { Vault } from '../../ports/vault.ts';
import { ownInstant } from '../people/belonging-acts.ts';
import type { OpenPeopleDeps } from '../people/open-participants.ts';
import { fieldsOf } from '../people/people-access.ts';
import { blindsOf, type CardToWrite, sealCards, writeCards } from '../people/write-participants.ts';
import { trail } from '../trail.ts';
import { type LetIn, syncCards } from './sync-cards.ts';

export interface SyncDeps extends OpenPeopleDeps {
  readonly vault: OpenPeopleDeps['vault'] & Pick<Vault, 'sealParticipants' | 'blindAll'>;
  readonly chance: Pick<Chance, 'uuid'>;
  readonly keptActs: Pick<KeptActs, 'all'>;
}

export interface SyncAsked {
  readonly source: PeopleSource;
  readonly charity: string;
  readonly actor: string;
  /** Why many may be closed at once; absent: such a pass writes nothing. */
  readonly acceptClosures?: string | undefined;
}

export interface Synced {
  readonly entering: number;
  readonly created: number;
  readonly opened: number;
  readonly closed: number;
  /** Cards of people who were in and stay in, written since the CRM says another value. */
  readonly changed: number;
  /** Let in by the CRM, but erased here: they do not come back. */
  readonly kept: number;
  /** Whose e-mail another card has, under another number of the CRM: left out. */
  readonly doubles: number;
  /** Values that the field does not admit: left as they were. */
  readonly unread: number;
  /** Cards that no longer open: closed or let in as the others, and nothing else of them was written. */
  readonly unopened: number;
  /** Takes the pass back with « plateau people undo »; empty when nothing was written. */
  readonly editId: string;
}

interface Base {
  readonly fields: readonly PeopleField[];
  readonly rows: readonly ParticipantRow[];
}

async function baseOf({ store }: SyncDeps, charity: string): Promise<Base> {
  return await store.read(async (rows) => {
    const base = await rows.people.base(charity);
    if (!base)
      throw new AppError({
        code: 'people-base-unknown',
        kind: 'not-found',
        message: 'Cette association n’a pas d’annuaire.',
        hint: 'Le responsable des données l’ouvre : « plateau people fields load personnes.yaml --charity UNION ».',
      });
    return { fields: fieldsOf(base), rows: await rows.people.ofCrm(charity) };
  });
}

interface Read extends EnteringPerson {
  readonly values: Readonly<Record<string, FieldValue | null>>;
}

/** Everybody who may enter, as cards would hold them. */
async function readSet(
  { vault, clock }: SyncDeps,
  { source, charity }: SyncAsked,
  { fields }: Base,
): Promise<{ readonly all: readonly Read[]; readonly unread: number }> {
  const contacts = await source.whoMayEnter(propertiesOf(fields));
  const today = todayOf(clock.nowMs());
  const read = contacts.map((contact) => contactValues(contact, fields, today));
  const held = read.map(({ values }) => ({
    values: Object.fromEntries(
      Object.entries(values).filter((one): one is [string, FieldValue] => one[1] !== null),
    ),
  }));
  const blinds = await blindsOf(vault, charity, held);
  const all = contacts.map((contact, at) => ({
    contact,
    values: read[at]?.values ?? {},
    crmBlind: blinds[at]?.crmBlind ?? '',
    emailBlind: blinds[at]?.emailBlind ?? null,
  }));
  return { all, unread: read.reduce((sum, { unread }) => sum + unread, 0) };
}

function massClosing({ close }: SyncPlan): AppError {
  return new AppError({
    code: 'crm-mass-closing',
    kind: 'conflict',
    message: `Le CRM fermerait ${inNumber(close.length, 'personne(s)')} d’un coup : rien n’a été écrit.`,
    hint: 'Vérifiez dans le CRM. Si c’est voulu : plateau sync hubspot --once --accept-closures "motif".',
  });
}

/** Whoever is unknown by number may have a card of the house under their e-mail: it becomes theirs. */
async function matched(
  { store, chance }: SyncDeps,
  charity: string,
  unknown: readonly Read[],
): Promise<{ readonly letIn: readonly LetIn[]; readonly doubles: number }> {
  const seen = new Set<string>();
  const letIn: LetIn[] = [];
  await store.read((rows) =>
    inTurn.map(unknown, async ({ values, emailBlind }) => {
      if (emailBlind !== null && seen.has(emailBlind)) return;
      if (emailBlind !== null) seen.add(emailBlind);
      const row =
        emailBlind === null ? undefined : await rows.people.byBlind(charity, 'emailBlind', emailBlind);
      if (row && row.crmBlind !== null) return;
      letIn.push({ id: row?.id ?? chance.uuid(), values, row });
    }),
  );
  return { letIn, doubles: unknown.length - letIn.length };
}

/** Blind indexes of whoever was erased from that directory. */
function erasedOf({ keptActs }: SyncDeps, charity: string): ReadonlySet<string> {
  return new Set(
    keptActs
      .all()
      .flatMap((act) => (act.kind === 'participant' && act.charity === charity ? (act.blinds ?? []) : [])),
  );
}

interface Pass extends Base {
  readonly all: readonly Read[];
  readonly plan: SyncPlan;
}

/** Of those known by number, whose card the pass may write: the closed, and whoever the CRM changed since it was written. */
function alreadyHere({ all, rows, plan }: Pass): readonly LetIn[] {
  const byBlind = new Map(rows.map((row) => [row.crmBlind, row]));
  const reopened = new Set(plan.open.map(({ id }) => id));
  const closing = new Set(plan.close.map(({ id }) => id));
  return all.flatMap(({ crmBlind, values, contact }): LetIn[] => {
    const row = byBlind.get(crmBlind);
    if (!row || closing.has(row.id)) return [];
    const isDue = reopened.has(row.id) || contact.changedAtMs > row.changedAtMs;
    return isDue ? [{ id: row.id, values, row }] : [];
  });
}

async function judged(deps: SyncDeps, asked: SyncAsked): Promise<Pass & { readonly unread: number }> {
  const base = await baseOf(deps, asked.charity);
  const { all, unread } = await readSet(deps, asked, base);
  const known = base.rows.map(({ id, crmBlind, status }) => {
    return { id, crmBlind: crmBlind ?? '', isOpen: status === 'confirmed' };
  });
  const plan = planSet(all, { known, erased: erasedOf(deps, asked.charity) });
  if (asked.acceptClosures === undefined && isMassClosing(plan, known)) throw massClosing(plan);
  return { ...base, all, plan, unread };
}

function counted(cards: readonly CardToWrite[]) {
  const of = (was: string | undefined, is: string) =>
    cards.filter(({ before, status }) => before?.status === was && status === is).length;
  const letIn = cards.filter(({ before, status }) => before && status === 'confirmed').length;
  const changed = of('confirmed', 'confirmed');
  return {
    created: of(undefined, 'confirmed'),
    opened: letIn - changed,
    closed: of('confirmed', 'former'),
    changed,
  };
}

/**
 * One pass over who may enter: whoever is let in and unknown gets a card, whoever was closed is opened, whoever is
 * absent is closed and has no right from that instant. A set that the CRM would not give whole, or that would close many,
 * writes nothing. A second pass over the same set writes nothing. AppErrors of `PeopleSource`, `people-base-unknown`,
 * `crm-mass-closing`, `people-moved` when somebody wrote one of the cards meanwhile.
 */
export async function syncPeople(deps: SyncDeps, asked: SyncAsked): Promise<Synced> {
  const { charity } = asked;
  const pass = await judged(deps, asked);
  const { all, plan, rows, fields, unread } = pass;
  const unknown = new Set(plan.create.map(({ crmBlind }) => crmBlind));
  const { letIn, doubles } = await matched(
    deps,
    charity,
    all.filter(({ crmBlind }) => unknown.has(crmBlind)),
  );
  const here = alreadyHere(pass);
  const closing = new Set(plan.close.map(({ id }) => id));
  const shutOut = rows.filter(({ id }) => closing.has(id));
  await noteOpening(deps, asked, letIn.filter(({ row }) => row).length + here.length + shutOut.length);
  const judging = { charity, fields, shutOut, letIn: [...letIn, ...here] };
  const { cards, unopened } = await syncCards(deps.vault, judging);
  const counts = { entering: all.length, kept: plan.kept, doubles, unread, unopened, ...counted(cards) };
  const isEmpty = cards.length === 0;
  return { ...counts, editId: isEmpty ? '' : await write(deps, asked, { cards, counts }) };
}

interface Written {
  readonly cards: readonly CardToWrite[];
  readonly counts: Omit<Synced, 'editId'>;
}

/** All of it or none, under a number that takes it back. */
async function write(
  { store, vault, chance, clock }: SyncDeps,
  { charity, actor, acceptClosures: reason }: SyncAsked,
  { cards, counts }: Written,
): Promise<string> {
  const editId = chance.uuid();
  const sealed = await sealCards(vault, charity, cards);
  await store.write(async (rows) => {
    const atMs = await ownInstant(rows, charity, clock.nowMs());
    const before = await writeCards(rows, { charity, nowMs: atMs, cards: sealed });
    for (const { id } of cards) await rows.people.update(id, { source: 'crm' });
    await rows.people.addEdit({ id: editId, charity, kind: 'import', actor, atMs }, before);
    const detail = { charity, ...counts, cards: cardList(cards.map(({ id }) => id)) };
    await trail(rows, { actor, atMs })('people.sync', editId, {
      detail,
      ...(reason !== undefined && { reason }),
    });
  });
  return editId;
}

async function noteOpening(
  { store, clock }: SyncDeps,
  { actor, charity }: SyncAsked,
  count: number,
): Promise<void> {
  if (count === 0) return;
  const reason = 'ce que le CRM dit de qui peut entrer';
  await store.write((rows) =>
    trail(rows, { actor, atMs: clock.nowMs() })('people.directory', charity, { reason, detail: { count } }),
  );
}
