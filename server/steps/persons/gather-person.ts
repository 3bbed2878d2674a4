import type { Country } from '../../../shared/country.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { ROLE_LABEL } from '../../../shared/roles.ts';
import { civilDate } from '../../../shared/time.ts';
import { toldDebitOn } from '../../domain/agreement/first-debit.ts';
import { auditMatcher } from '../../domain/audit/audit-search.ts';
import { classSentences } from '../../domain/campaign/profile-settings.ts';
import type { CallContent } from '../../domain/donor.ts';
import { reasonForPerson } from '../../domain/persons/act-words.ts';
import type {
  DossierCall,
  DossierDial,
  DossierRecord,
  DossierTrace,
} from '../../domain/persons/person-dossier.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { DialRow } from '../../ports/rows/dials.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';
import { traced, walkAudit } from '../audit/walk-audit.ts';
import type { FindDeps } from '../records/find-person.ts';
import { openCallsInBulk, openRecordsInBulk, openSignaturesInBulk } from '../records/open-record.ts';

const REASON = 'Copie des données demandée par la personne';

/**
 * Opens everything held in those records: content, calls, corrections, e-mails, signatures, numbers dialled. Audited like any
 * opening.
 */
export async function gatherRecords(
  deps: FindDeps,
  { records, actor }: { readonly records: readonly RecordRow[]; readonly actor: string },
): Promise<readonly DossierRecord[]> {
  const why = { actor, reason: REASON };
  const gathered: DossierRecord[] = [];
  const recordIds = records.map((row) => row.id);
  for await (const { row, content } of openRecordsInBulk(deps, { ...why, recordIds })) {
    const { campaign, file } = await deps.store.read(async (rows) => ({
      campaign: await rows.campaigns.byCode(row.campaign),
      file: await rows.records.contactFile(row.contactFileId),
    }));
    const { country } = content.donor;
    gathered.push({
      campaign: row.campaign,
      country,
      campaignName: campaign?.name ?? row.campaign,
      receivedOn: civilDate(file?.startedAtMs ?? 0),
      state: row.state,
      outcome: labelOf(row.disposition, country),
      attempts: row.attempts,
      classes: campaign ? classSentences(campaign.settings, row.classes) : [],
      content,
      calls: await gatherCalls(deps, row, { ...why, country }),
      dials: (await deps.store.read((rows) => rows.dials.ofRecord(row.id))).map(dialTold),
    });
  }
  return gathered;
}

function dialTold({
  askedAtMs: atMs,
  phoneSlot: phone,
  ending,
  answeredAtMs,
  endedAtMs,
}: DialRow): DossierDial {
  const isTalk = answeredAtMs !== null && endedAtMs !== null;
  return {
    atMs,
    phone,
    ending,
    talkedSeconds: isTalk ? Math.round((endedAtMs - answeredAtMs) / 1000) : null,
  };
}

async function gatherCalls(
  deps: FindDeps,
  row: RecordRow,
  { country, ...why }: { readonly actor: string; readonly reason: string; readonly country: Country },
): Promise<readonly DossierCall[]> {
  const callIds = await deps.store.read((rows) => rows.persons.callsOf(row.id));
  const signatures = await deps.store.read((rows) =>
    inTurn.flatMap(callIds, async (id) => (await rows.mandates.ofCall(id)) ?? []),
  );
  const references = new Map<string, string>();
  for await (const one of openSignaturesInBulk(deps, { ...why, campaign: row.campaign, signatures }))
    references.set(one.callId, one.reference);
  const calls: DossierCall[] = [];
  for await (const { call, content } of openCallsInBulk(deps, { ...why, callIds })) {
    const signed = signatures.find((one) => one.callId === call.callId);
    const reference = references.get(call.callId) ?? '';
    const signature = signed ? { signedOn: signed.signedOn, reference } : null;
    calls.push({
      ...(await deps.store.read((rows) => factsOf(rows, { call, content, country }))),
      signature,
    });
  }
  return calls;
}

async function factsOf(
  rows: StoreReader,
  one: { readonly call: CallRow; readonly content: CallContent; readonly country: Country },
): Promise<Omit<DossierCall, 'signature'>> {
  const { call, content, country } = one;
  const { callId, startedAtMs, durationSeconds, oldMinor, newMinor, oneOffMinor, currency } = call;
  return {
    ...{ callId, startedAtMs, durationSeconds, oldMinor, newMinor, oneOffMinor, currency },
    firstDebitOn: toldDebitOn(call),
    outcome: labelOf(call.disposition, country),
    takenBack: (await rows.undos.ofCall(callId)) !== undefined,
    content,
    corrections: (await rows.corrections.ofCall(callId)).map(
      ({ atMs, kind, newMinor: given, oneOffMinor: gift, reason }) => ({
        atMs,
        kind,
        minor: given ?? gift,
        reason,
      }),
    ),
    emails: (await rows.emails.allOfCall(callId)).map(({ kind, state, sentAtMs }) => ({
      kind,
      state,
      sentAtMs,
    })),
  };
}

function labelOf(code: string | null, country: Country): string {
  return code === null ? '' : dispositionLabel(code, country);
}

/** Who saw, changed or sent it, from the audit log. */
export async function gatherTrail(
  deps: FindDeps,
  { records }: { readonly records: readonly RecordRow[] },
): Promise<readonly DossierTrace[]> {
  const matches = auditMatcher({
    records: await deps.store.read((rows) => inTurn.map(records, (row) => traced(rows, row.id))),
  });
  const trail: DossierTrace[] = [];
  for await (const page of walkAudit(deps)) {
    const kept = page.filter(matches);
    await deps.store.read(async (rows) => {
      for (const { atMs, actor, action, reason, campaign } of kept)
        trail.push({
          ...{ atMs, role: await roleOf(rows, actor), action, campaign },
          reason: reasonForPerson({ action, reason }),
        });
    });
  }
  return trail;
}

async function roleOf(rows: StoreReader, actor: string): Promise<string> {
  const role = (await rows.accounts.byId(actor))?.role;
  return role ? ROLE_LABEL[role] : 'le système';
}
