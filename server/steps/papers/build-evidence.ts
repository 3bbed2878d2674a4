import { inTurn } from '../../../shared/in-turn.ts';
import { checkpointNames } from '../../domain/audit/audit-checkpoint.ts';
import { proofNames } from '../../domain/delivery/delivery-manifest.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import { stableJson } from '../../domain/files/stable-json.ts';
import { evidenceDocument, evidenceReadme } from '../../domain/papers/evidence-document.ts';
import type { Certificates } from '../../ports/certificates.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { certificateFiles } from './certificate-files.ts';
import { type GatherEvidenceDeps, gatherEvidence } from './gather-evidence.ts';
import { type MadeFile, madeFile, type PaperDeps } from './paper-files.ts';

export type EvidenceDeps = GatherEvidenceDeps &
  PaperDeps & {
    readonly exchange: Pick<Exchange, 'signDetached' | 'housePublicKey'>;
    readonly certificates: Pick<Certificates, 'read'>;
  };

export interface BuiltEvidence {
  readonly files: readonly MadeFile[];
  /** SHA-256 of `SHA256SUMS`, which the log repeats: the pack handed over can be told from another. */
  readonly sha256: string;
  readonly auditOk: boolean;
}

/**
 * The evidence pack of a campaign for an audit: facts to read and for a program, signed checkpoints, signed manifests, the
 * certificate if there is one, and one signed list of SHA-256 of all of it. No personal value. The building is an entry of the
 * log; twice builds two packs, of two instants. AppError `campaign-unknown`.
 */
export async function buildEvidence(
  deps: EvidenceDeps,
  request: { readonly campaign: string; readonly actor: string },
): Promise<BuiltEvidence> {
  const { campaign, actor } = request;
  const facts = await gatherEvidence(deps, { campaign });
  const files: MadeFile[] = [
    madeFile('LISEZMOI.txt', evidenceReadme(facts)),
    madeFile('cle-de-la-maison.asc', await deps.exchange.housePublicKey()),
    madeFile('preuves.pdf', await deps.documents.pdf(evidenceDocument(facts))),
    madeFile('preuves.json', stableJson(facts)),
    ...(await deps.store.read(async (rows) => [
      ...(await checkpoints(rows)),
      ...(await manifests(rows, campaign)),
    ])),
    ...(facts.certificate === null ? [] : await certificateFiles(deps, facts.certificate)).map((file) => ({
      ...file,
      name: `destruction/${file.name}`,
    })),
  ];
  const sums = files
    .map(({ name, base64 }) => `${sha256(Buffer.from(base64, 'base64'))}  ${name}\n`)
    .join('');
  const bytes = Buffer.from(sums);
  const signature = await deps.exchange.signDetached(bytes);
  const digest = sha256(bytes);
  const atMs = deps.clock.nowMs();
  const detail = { files: files.length, sha256: digest };
  await deps.store.write((rows) =>
    trail(rows, { actor, atMs })('evidence.build', campaign, { campaign, detail }),
  );
  return {
    files: [...files, madeFile('SHA256SUMS', bytes), madeFile('SHA256SUMS.asc', signature)],
    sha256: digest,
    auditOk: facts.audit.ok,
  };
}

async function checkpoints(rows: StoreReader): Promise<readonly MadeFile[]> {
  return (await rows.checkpoints.all()).flatMap(({ day, body, signature }) => {
    const names = checkpointNames(day);
    return [madeFile(`points/${names.body}`, body), madeFile(`points/${names.signature}`, signature)];
  });
}

async function manifests(rows: StoreReader, campaign: string): Promise<readonly MadeFile[]> {
  return await inTurn.flatMap(await rows.deliveries.all(campaign), async ({ id, fileName }) => {
    const proof = await rows.deliveries.proof(id);
    if (!proof?.manifest || !proof.signature) return [];
    const names = proofNames(fileName);
    return [
      madeFile(`remises/${names.manifest}`, proof.manifest),
      madeFile(`remises/${names.signature}`, proof.signature),
    ];
  });
}
