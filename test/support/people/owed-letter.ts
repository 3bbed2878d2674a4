import { randomUUID } from 'node:crypto';
import { readConfig } from '../../../server/config/config.ts';
import { openHouse } from '../../../server/context.ts';
import { checkPeopleFields } from '../../../server/domain/people/people-fields-check.ts';
import { peopleColumns } from '../../../server/domain/people/people-template.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { decideApproval, listApprovals } from '../../../server/steps/approval/approvals.ts';
import { sendNewsletterApproved } from '../../../server/steps/approval/approved-acts.ts';
import { holdWordsKeys } from '../../../server/steps/house/hold-words-keys.ts';
import { draftNewsletter } from '../../../server/steps/newsletter/keep-newsletters.ts';
import { proofreadNewsletter } from '../../../server/steps/newsletter/read-newsletter.ts';
import { importPeople } from '../../../server/steps/people/import-people.ts';
import { loadPeopleFields } from '../../../server/steps/people/open-people-base.ts';
import { isAppError } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/roles.ts';
import type { Env } from '../house/command-line.ts';
import { passphraseOfTest, SILENT_LOG } from '../house/staffed-installation.ts';
import { accountRow } from '../store/store-rows.ts';
import { FIELDS_TEXT, fiction } from './people-house.ts';

const DAY_MS = 86_400_000;
const TEXT = 'Objet: Nouvelles\nPour: tous\n\nBonjour {{ PRENOM }}.\n';

type App = Awaited<ReturnType<typeof openHouse>>['app'];

async function hire(app: App, role: Role, campaign: string): Promise<AccountRow> {
  const nowMs = app.clock.nowMs();
  const dates = { validFromMs: nowMs - DAY_MS, validToMs: nowMs + DAY_MS };
  const person = { id: randomUUID(), login: `lettres.${role}`, role, campaigns: [campaign], ...dates };
  const row = accountRow({ ...person, displayName: `Testeur ${role}`, passwordHash: '' });
  await app.store.write((rows) => rows.accounts.insert(row));
  return row;
}

async function importFictions(app: App, account: AccountRow, count: number): Promise<void> {
  const headers = peopleColumns(checkPeopleFields(FIELDS_TEXT).value ?? []).map(({ header }) => header);
  const lines = Array.from({ length: count }, (_, at) => fiction(at + 1));
  const rows = lines.map((line) => headers.map((header) => line[header] ?? ''));
  const columns = headers.map((header) => ({ header, width: 20, kind: 'text' as const }));
  const sheets = [{ name: 'PERSONNES', columns, rows }];
  const bytes = await app.workbooks.writer.write({ title: 'essai', createdAtMs: 0, sheets });
  await importPeople(app, { account, bytes, isCheck: false });
}

/** What each try to let a letter leave answered: `sent`, or the code of its refusal. */
export interface OwedLetter {
  readonly letter: string;
  readonly tries: readonly string[];
}

/**
 * A directory of `count` fictions on an installation, its server running or not, and a letter to all of them that is to leave: asked
 * by the mobilisation team, agreed to by that person themselves (refused), then by the data officer.
 */
export async function oweLetter(
  env: Env,
  {
    campaign,
    charity,
    count,
  }: { readonly campaign: string; readonly charity: string; readonly count: number },
): Promise<OwedLetter> {
  const house = await openHouse(readConfig(env), { passphrase: passphraseOfTest, log: SILENT_LOG });
  const { app } = house;
  try {
    await holdWordsKeys(app);
    const dpo = await hire(app, 'dataOfficer', campaign);
    const team = await hire(app, 'mobilisation', campaign);
    await loadPeopleFields(app, { account: dpo, charity, yaml: FIELDS_TEXT, accept: [] });
    await importFictions(app, team, count);
    const { id: newsletter } = await draftNewsletter(app, { account: team, source: TEXT });
    await proofreadNewsletter(app, { account: team, newsletter, to: 'karim@exemple.invalid' });
    const asked = { account: team, newsletter, expected: count, reason: 'nouvelles de décembre' };
    const answer = (act: Promise<unknown>, done: string) =>
      act.then(
        () => done,
        (error: unknown) => {
          if (isAppError(error)) return error.code;
          throw error;
        },
      );
    const send = () => answer(sendNewsletterApproved(app, asked), 'sent');
    const decide = async (person: AccountRow) => {
      const [waiting] = await listApprovals(app, dpo);
      const decision = { id: waiting?.id ?? '', as: 'approved', reason: 'lettre relue' } as const;
      return await answer(decideApproval(app, { ...decision, person }), 'agreed');
    };
    const tries = [await send(), await decide(team), await send(), await decide(dpo), await send()];
    return { letter: newsletter, tries };
  } finally {
    await house.close();
  }
}
