import { AppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import { OUTSIDE_COPIES } from '../../domain/purge/purge-outside.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AttestationRow } from '../../ports/rows/attestations.ts';
import type { Store } from '../../ports/store.ts';
import { requireHead } from '../find-campaign.ts';
import { attestKeyCopy, type KeyCopyDeps } from '../keys/key-copies.ts';
import { attestEnrichment } from '../lists/enrich-attest.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';

export interface CopyAttestation {
  readonly campaign: string;
  /** Its name in the purge plan. */
  readonly copy: string;
  /** A company or a function, never a donor. */
  readonly by: string;
  readonly reference: string;
  readonly actor: string;
}

/**
 * Writes down a holder's word that a copy named by the purge plan is gone. A supplier's word also answers its request, and
 * the word on a key copy ends it in the register. The first word stands: a second one changes nothing. AppErrors
 * `campaign-unknown`, `copy-unknown`, `custody-text`, `enrich-request-unknown`, `key-copy-still-there`.
 */
export async function attestCopy(
  deps: KeyCopyDeps,
  request: CopyAttestation,
): Promise<{ readonly recorded: boolean }> {
  const { campaign, copy, by, reference, actor } = request;
  for (const text of [by, reference]) refusePersonalText(text);
  const atMs = deps.clock.nowMs();
  await deps.store.read((rows) => requireHead(rows, campaign));
  await answerHolder(deps, request);
  const row = { campaign, copy, attestedBy: by, reference, recordedAtMs: atMs, recordedBy: actor };
  return { recorded: await keep(deps, row) };
}

/** The registers that know the copy already are answered first, so that a refusal there leaves no word here. */
async function answerHolder(
  deps: KeyCopyDeps,
  { copy, campaign, reference, actor }: CopyAttestation,
): Promise<void> {
  const [, kind, id = ''] = /^(fournisseur|copie)-(.+)$/.exec(copy) ?? [];
  if (kind === 'fournisseur') {
    const asked = await deps.store.read((rows) => rows.enrichments.request(id));
    if (asked?.campaign !== campaign) throw copyUnknown();
    await attestEnrichment(deps, { requestId: id, on: civilDate(deps.clock.nowMs()), actor });
  } else if (kind === 'copie') {
    const part = `campaigns-${campaign}`;
    const [held] = (await deps.store.read((rows) => rows.keyCopies.ofParts([part]))).filter(
      (one) => one.id === id,
    );
    if (!held) throw copyUnknown();
    if (held.endedHow === null) await attestKeyCopy(deps, { id, part, reason: `Réf. ${reference}`, actor });
  } else if (!(OUTSIDE_COPIES as readonly string[]).includes(copy)) throw copyUnknown();
}

async function keep(
  { store }: { readonly store: Store; readonly clock: Clock },
  row: AttestationRow,
): Promise<boolean> {
  return await store.write(async (rows) => {
    if (!(await rows.attestations.add(row))) return false;
    await trail(rows, { actor: row.recordedBy, atMs: row.recordedAtMs })('purge.attest', row.copy, {
      campaign: row.campaign,
      reason: row.reference,
      detail: { by: row.attestedBy },
    });
    return true;
  });
}

function copyUnknown(): AppError {
  return new AppError({
    code: 'copy-unknown',
    kind: 'not-found',
    message: 'Le plan de destruction ne connaît pas cette copie, ou personne d’autre ne la détient.',
    hint: 'Son nom est la dernière colonne de « plateau purge plan ».',
  });
}
