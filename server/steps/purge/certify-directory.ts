import { inTurn } from '../../../shared/in-turn.ts';
import { zoned } from '../../../shared/time.ts';
import { VERSION } from '../../../shared/version.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import {
  type DirectoryDestruction,
  type DirectoryScan,
  directoryCertificate,
  directoryCertificateJson,
} from '../../domain/purge/directory-certificate.ts';
import type { KeptAct } from '../../ports/kept-acts.ts';
import type { AuditRow } from '../../ports/rows/audit.ts';
import { walkAudit } from '../audit/walk-audit.ts';
import { requireProofs } from '../keys/destroy-campaign-keys.ts';
import { trail } from '../trail.ts';
import type { CertifyDeps } from './purge-report.ts';

type DirectoryAct = Extract<KeptAct, { kind: 'directory' }>;

export interface DirectoryDestroyed {
  readonly certificateNumber: string;
  /** PDF, JSON and their detached signatures. */
  readonly files: readonly string[];
  readonly facts: DirectoryDestruction;
}

/** `ATT-UNION-ANNUAIRE-20261230-1430`: one directory of a charity may follow another. */
function numberOf({ charity, atMs }: DirectoryAct): string {
  const at = zoned(atMs);
  const time = `${at.hour}`.padStart(2, '0') + `${at.minute}`.padStart(2, '0');
  return `ATT-${charity}-ANNUAIRE-${at.toPlainDate().toString().replaceAll('-', '')}-${time}`;
}

/** The certificate stands whole, with its signatures. */
export async function isCertified({ certificates }: Pick<CertifyDeps, 'certificates'>, act: DirectoryAct) {
  return (await certificates.read(`${numberOf(act)}.json.asc`)) !== undefined;
}

/**
 * Last step: what the scan found is noted first, then the certificate in French (PDF) and JSON, each signed. A second try
 * takes the scan that was noted. AppError `destruction-unproved` until every server of the house has proved.
 */
export async function certifyDirectory(
  deps: CertifyDeps,
  act: DirectoryAct,
  scan: () => Promise<DirectoryScan>,
): Promise<DirectoryDestroyed> {
  const by = { actor: act.operator, atMs: deps.clock.nowMs() };
  const noted = (await notedScan(deps, act)) ?? (await noteScan(deps, act, await scan()));
  await requireProofs(deps.store, peoplePlace(act.charity));
  const facts = await factsOf(deps, act, noted);
  const { number } = facts;
  const pdf = await deps.documents.pdf(directoryCertificate(facts));
  const json = new TextEncoder().encode(directoryCertificateJson(facts));
  const files: string[] = [];
  for (const [name, bytes] of [
    [`${number}.pdf`, pdf],
    [`${number}.json`, json],
  ] as const) {
    files.push(await deps.certificates.write(name, bytes));
    if (await deps.certificates.read(`${name}.asc`)) continue;
    const signature = new TextEncoder().encode(await deps.exchange.signDetached(bytes));
    await deps.certificates.write(`${name}.asc`, signature);
  }
  await deps.store.write((rows) =>
    trail(rows, by)('people.destroy-certified', act.charity, { detail: { hits: facts.scan.hits } }),
  );
  return { certificateNumber: number, files: files.flatMap((file) => [file, `${file}.asc`]), facts };
}

interface NotedScan {
  readonly scan: DirectoryScan;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly atMs: number;
}

async function noteScan(deps: CertifyDeps, act: DirectoryAct, scan: DirectoryScan): Promise<NotedScan> {
  const { openingFailed, archiveDays, ...found } = scan;
  const detail = {
    ...{ ...found, since: act.atMs },
    ...(openingFailed === null ? {} : { openingFailed }),
    ...(archiveDays === null ? {} : { archiveDays }),
  };
  const by = { actor: act.operator, atMs: deps.clock.nowMs() };
  const { seq, hash, atMs } = await deps.store.write((rows) =>
    trail(rows, by)('people.destroy-scanned', act.charity, { detail }),
  );
  return { scan: scanOf(detail), head: { seq, hash }, atMs };
}

/** As the log has it: the first try and the next ones write the same bytes. */
function scanOf(detail: AuditRow['detail']): DirectoryScan {
  const count = (key: string) => Number(detail[key] ?? 0);
  return {
    ...{ files: count('files'), bytes: count('bytes'), backups: count('backups') },
    ...{ needles: count('needles'), words: count('words'), hits: count('hits') },
    openingFailed: typeof detail.openingFailed === 'boolean' ? detail.openingFailed : null,
    archiveDays: typeof detail.archiveDays === 'number' ? detail.archiveDays : null,
  };
}

/** Of this very destruction: the log outlives a stop, what was sought does not. */
async function notedScan(
  deps: Pick<CertifyDeps, 'store'>,
  act: DirectoryAct,
): Promise<NotedScan | undefined> {
  let found: NotedScan | undefined;
  for await (const page of walkAudit(deps))
    for (const { action, subject, detail, seq, hash, atMs } of page) {
      if (action !== 'people.destroy-scanned' || subject !== act.charity || detail.since !== act.atMs)
        continue;
      found = { scan: scanOf(detail), head: { seq, hash }, atMs };
    }
  return found;
}

async function factsOf(
  deps: CertifyDeps,
  act: DirectoryAct,
  { scan, head: auditHead, atMs: endedAtMs }: NotedScan,
): Promise<DirectoryDestruction> {
  const { charity: code, operator, verifier, counts, atMs: startedAtMs } = act;
  return await deps.store.read(async (rows) => {
    const nameOf = async (id: string) => (await rows.accounts.byId(id))?.displayName ?? id;
    const heads = await rows.campaignHeads.all();
    const asked = await rows.keyDestructions.ofCampaign(peoplePlace(code));
    return {
      number: numberOf(act),
      charity: heads.find(({ charity }) => charity === code)?.charityName ?? code,
      ...{ startedAtMs, endedAtMs, counts, scan, auditHead },
      operator: await nameOf(operator),
      verifier: await nameOf(verifier),
      host: deps.hostName,
      tool: `Plateau ${VERSION}`,
      otherRings: await inTurn.map(asked, async ({ server, doneAtMs: provedAtMs }) => ({
        server,
        provedAtMs,
      })),
    };
  });
}
