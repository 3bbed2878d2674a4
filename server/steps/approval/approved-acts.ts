import { sha256 } from '../../domain/files/sha256.ts';
import type { Chance } from '../../ports/clock.ts';
import { requireCampaign } from '../find-campaign.ts';
import { declareLost, requireLosable } from '../house/lost-servers.ts';
import { copyKeyRing } from '../keys/key-copies.ts';
import { leavingNewsletter, type SendNewsletterDeps, sendNewsletter } from '../newsletter/send-newsletter.ts';
import { EXPORT_ALONE, exportPeople, peopleToExport } from '../people/export-people.ts';
import { ERASE_ALONE, keepNoLonger, planRetention } from '../people/keep-no-longer.ts';
import { type ExportPersonDeps, exportPerson, type PersonExported } from '../persons/export-person.ts';
import { type LiftRequest, liftObjection, type ObjectionLifted } from '../persons/lift-objection.ts';
import { type PersonRequest, targetOf } from '../persons/person-request.ts';
import type { DirectoryDestroyed } from '../purge/certify-directory.ts';
import { runPurge } from '../purge/purge-campaign.ts';
import { type DirectoryPurge, type DirectoryPurgeDeps, purgeDirectory } from '../purge/purge-directory.ts';
import type { PurgeDeps, PurgeReport, PurgeRequest } from '../purge/purge-report.ts';
import { refuseRunning } from '../purge/purge-turn.ts';
import type { FindDeps } from '../records/find-person.ts';
import { requireTypedCode } from '../typed-code.ts';
import { type ApprovalDeps, underApproval } from './approvals.ts';

/** The acts under four eyes, each with the parameters that the second person's accord is bound to (four-eyes.ts). */
type Approving = ApprovalDeps & { readonly chance: Chance };

/** `runPurge` once a second person agrees. AppErrors `approval-needed`, `campaign-unknown`, and those of `runPurge`. */
export async function purgeApproved(
  deps: PurgeDeps & Approving,
  request: PurgeRequest,
): Promise<PurgeReport> {
  const { campaign, verifier, forceReason } = request;
  await deps.store.read((rows) => requireCampaign(rows, campaign));
  // Before an accord is asked anew: the one that is at it has used the accord.
  await refuseRunning(deps, campaign);
  const act = {
    action: 'purge',
    campaign,
    parameters: { campaign, verifier, force: forceReason ?? null },
    actor: request.operator.id,
    reason: forceReason ?? `Destruction de ${campaign}, fin de campagne`,
  } as const;
  return underApproval(deps, act, () => runPurge(deps, request));
}

/**
 * `purgeDirectory` once a second person agrees; once the directory is gone, its certificate is answered without. AppErrors
 * `approval-needed`, and those of `purgeDirectory`.
 */
export async function purgeDirectoryApproved(
  deps: DirectoryPurgeDeps & Approving,
  request: DirectoryPurge,
): Promise<DirectoryDestroyed> {
  const { charity, verifier, operator, typedCode } = request;
  requireTypedCode(charity, typedCode);
  if ((await deps.store.read((rows) => rows.people.base(charity))) === undefined)
    return await purgeDirectory(deps, request);
  const act = {
    action: 'purge',
    campaign: '',
    parameters: { directory: charity, verifier },
    actor: operator.id,
    reason: `Destruction de l’annuaire de ${charity}`,
  } as const;
  return underApproval(deps, act, () => purgeDirectory(deps, request));
}

/**
 * `exportPerson` once a second person agrees: for those records, to that key. AppErrors `approval-needed`, and of
 * `exportPerson`.
 */
export async function exportPersonApproved(
  deps: ExportPersonDeps & Approving,
  request: PersonRequest & { readonly publicKey?: string | undefined },
): Promise<PersonExported> {
  const { charity, records, campaign } = await targetOf(deps, request);
  const { actor, reason, publicKey, requestId = null } = request;
  const to = publicKey === undefined ? 'charity' : sha256(publicKey);
  const parameters = { charity, records: records.map((row) => row.id), to, requestId };
  const act = { action: 'person-export', campaign: campaign.code, parameters, actor, reason } as const;
  return underApproval(deps, act, () => exportPerson(deps, request));
}

/** `liftObjection` once a second person agrees. AppErrors `approval-needed`, and those of `liftObjection`. */
export async function liftObjectionApproved(
  deps: FindDeps & Approving,
  request: LiftRequest,
): Promise<ObjectionLifted> {
  const { charity, records, campaign } = await targetOf(deps, request);
  const { actor, reason, reference } = request;
  const parameters = { charity, records: records.map((row) => row.id), reference };
  const act = { action: 'objection-lift', campaign: campaign.code, parameters, actor, reason } as const;
  return underApproval(deps, act, () => liftObjection(deps, request));
}

/**
 * `exportPeople`, once a second person agrees when it holds more than `EXPORT_ALONE` cards: those very cards, whatever the
 * search was. AppErrors `approval-needed`, and those of `exportPeople`.
 */
export async function exportPeopleApproved(
  deps: Parameters<typeof exportPeople>[0] & Approving,
  request: Parameters<typeof exportPeople>[1],
): ReturnType<typeof exportPeople> {
  const ids = await peopleToExport(deps, request);
  if (ids.length <= EXPORT_ALONE) return await exportPeople(deps, request);
  const { account, reason, format } = request;
  const parameters = { cards: sha256(ids.toSorted().join(' ')), format };
  const act = { action: 'person-export', campaign: '', parameters, actor: account.id, reason } as const;
  return underApproval(deps, act, () => exportPeople(deps, request));
}

/**
 * `keepNoLonger`, once a second person agrees when it erases more than `ERASE_ALONE` people: those very people. AppErrors
 * `approval-needed`, and those of `keepNoLonger`.
 */
export async function keepNoLongerApproved(
  deps: Parameters<typeof keepNoLonger>[0] & Approving,
  request: Parameters<typeof keepNoLonger>[1],
): ReturnType<typeof keepNoLonger> {
  const { charity, due } = await planRetention(deps, request);
  if (due.length <= ERASE_ALONE) return await keepNoLonger(deps, request);
  const ids = due.map(({ id }) => id).toSorted();
  const parameters = { directory: charity, cards: sha256(ids.join(' ')) };
  const { account, reason } = request;
  const act = { action: 'purge', campaign: '', parameters, actor: account.id, reason } as const;
  return underApproval(deps, act, () => keepNoLonger(deps, request));
}

/** `declareLost` once a second person agrees. AppErrors `approval-needed`, and those of `declareLost`. */
export async function declareLostApproved(
  deps: Parameters<typeof declareLost>[0] & Approving,
  request: Parameters<typeof declareLost>[1],
): ReturnType<typeof declareLost> {
  const { name, actor, reason } = request;
  await requireLosable(deps, name);
  const act = { action: 'server-lost', campaign: '', parameters: { name }, actor, reason } as const;
  return underApproval(deps, act, () => declareLost(deps, request));
}

/**
 * `sendNewsletter`, once the data officer agrees where it is for many: to those words and that number. AppErrors
 * `approval-needed`, those of `leavingNewsletter` and `sendNewsletter`.
 */
export async function sendNewsletterApproved(
  deps: SendNewsletterDeps & Approving,
  request: Parameters<typeof leavingNewsletter>[1],
): ReturnType<typeof sendNewsletter> {
  const leaving = await leavingNewsletter(deps, request);
  const { letter, ids, digest } = leaving;
  const send = () => sendNewsletter(deps, leaving, request);
  if (!leaving.needsSecond) return await send();
  const parameters = { newsletter: letter.id, digest, count: ids.length };
  const { account, reason } = request;
  const act = { action: 'newsletter-send', campaign: '', parameters, actor: account.id, reason } as const;
  return await underApproval(deps, act, send);
}

/** `copyKeyRing`, on the host, once the data officer agrees: the folder is part of the accord. */
export function copyKeyRingApproved(
  deps: Parameters<typeof copyKeyRing>[0] & Approving,
  request: Parameters<typeof copyKeyRing>[1],
): ReturnType<typeof copyKeyRing> {
  const { folder, actor } = request;
  const act = {
    action: 'key-copy',
    campaign: '',
    parameters: { folder },
    actor,
    reason: 'Copie du trousseau, scellée au responsable des données',
  } as const;
  return underApproval(deps, act, () => copyKeyRing(deps, request));
}
