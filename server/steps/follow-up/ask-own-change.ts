import { AppError, isAppError } from '../../../shared/errors.ts';
import { sourceText } from '../../domain/crm/contact-values.ts';
import { fieldText, todayOf } from '../../domain/people/field-value.ts';
import { canAskOwn, type OwnNote, readOwnChange } from '../../domain/people/own-card.ts';
import {
  type FieldValue,
  type ParticipantContent,
  type PeopleField,
  textValue,
} from '../../domain/people/people-fields.ts';
import { may } from '../../domain/people/people-rights.ts';
import type { CrmTurns } from '../../live/crm-turns.ts';
import type { Log } from '../../ports/log.ts';
import { refuseMessageText } from '../conversations/write-message.ts';
import { openParticipant } from '../people/open-participants.ts';
import { peopleForbidden, peopleRoom } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { type ReportDeps, reportItem } from './report-item.ts';

export interface AskChangeDeps extends ReportDeps {
  readonly crm: Pick<CrmTurns, 'followed'>;
  readonly log: Pick<Log, 'warn'>;
}

/** Values of the CRM that the person wants otherwise, and what no field says; '' for nothing. */
interface AskedChange {
  readonly set: readonly { readonly key: string; readonly text: string }[];
  readonly words: string;
}

export interface AskedChangeAnswer {
  /** Why a value does not serve: nothing was sent then. */
  readonly notes: readonly OwnNote[];
  /** Took by the CRM’s own form. */
  readonly isSent: boolean;
  /** To see to by the charity. */
  readonly isReported: boolean;
}

interface Change {
  readonly field: PeopleField;
  readonly value: FieldValue | null;
}

/** The CRM knows whose a form is by the e-mail: another one there would make a second contact. */
const byForm = ({ field }: Change) => field.key !== 'email';

function lineOf({ field, value }: Change): string {
  return `${field.label} : ${value === null ? '(à effacer)' : fieldText(value, field.kind)}`;
}

/** The CRM’s form takes what it may; false: it took nothing, and somebody must see to it. The host is told by the log. */
async function sent(
  deps: AskChangeDeps,
  { account, person }: WebBearer,
  { content, changes }: { readonly content: ParticipantContent; readonly changes: readonly Change[] },
): Promise<boolean> {
  const { crm, store, clock, log } = deps;
  const form = crm.followed?.charity === person.charity ? crm.followed.form : undefined;
  const email = textValue(content, 'email');
  if (changes.length === 0 || email === '' || !form) return false;
  const detail = { charity: person.charity, fields: changes.map(({ field }) => field.key).join(' ') };
  await store.write((rows) =>
    trail(rows, { actor: account.id, atMs: clock.nowMs() })('people.ask-change', person.id, { detail }),
  );
  const fields = changes.map(({ field, value }) => ({ name: field.crm, value: sourceText(value) }));
  try {
    await form.submit({ email, fields });
    return true;
  } catch (error) {
    if (!isAppError(error)) throw error;
    log.warn('contact form not taken', { code: error.code });
    return false;
  }
}

/**
 * A person asks for another value of what the CRM holds of them: by the form of the charity’s CRM, from where the next
 * pass brings it back; what no form takes goes to the charity as a correction to see to, so that nothing asked is lost.
 * AppErrors `people-forbidden` for a field that is not theirs to ask for, `change-empty`, `message-text`, `card-number`,
 * `message-often`. Twice the same asks twice.
 */
export async function askOwnChange(
  deps: AskChangeDeps,
  bearer: WebBearer,
  { set, words }: AskedChange,
): Promise<AskedChangeAnswer> {
  const { account, person, standing } = bearer;
  if (words.trim() !== '') refuseMessageText(words);
  const room = await deps.store.read((rows) => peopleRoom(rows, { account }));
  const isOfCrm = person.crmBlind !== null;
  const typed = set.map(({ key, text }) => {
    const field = room.fields.find((one) => one.key === key);
    const isTheirs = may(room.asker, 'edit-own', { ...standing, isShared: false });
    if (!field || !isTheirs || !canAskOwn(field, isOfCrm)) throw peopleForbidden('de demander ce changement');
    return { field, text };
  });
  const content = await openParticipant(deps, person, { actor: account.id, reason: 'demande de changement' });
  const read = readOwnChange(content, typed, todayOf(deps.clock.nowMs()));
  if (!read.ok) return { notes: read.notes, isSent: false, isReported: false };
  const changes = typed.flatMap(({ field }) => {
    const value = read.values[field.key];
    return value === undefined ? [] : [{ field, value }];
  });
  if (changes.length === 0 && words.trim() === '') throw nothingAsked();
  const isSent = await sent(deps, bearer, { content, changes: changes.filter(byForm) });
  const left = changes.filter((one) => !isSent || !byForm(one)).map(lineOf);
  const text = [...left, words.trim()].filter((line) => line !== '').join('\n');
  if (text !== '') await reportItem(deps, bearer, { kind: 'correction', card: person.id, text });
  return { notes: [], isSent, isReported: text !== '' };
}

function nothingAsked(): AppError {
  return new AppError({
    code: 'change-empty',
    kind: 'invalid',
    message: 'Rien de nouveau n’est demandé.',
    hint: 'Changez un champ, ou écrivez ce qui est à corriger.',
  });
}
