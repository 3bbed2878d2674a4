import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { isUndeliverable } from '../../domain/email/confirmation-life.ts';
import type { StoreReader } from '../../ports/store.ts';
import { checksInForce } from '../agreement/waiting-checks.ts';
import { awaitedAttestations } from '../lists/enrich-attest.ts';

/** Dispositions under which somebody claimed a right during the call. */
export const ASKING = DISPOSITIONS.filter((row) => row.personRequest).map((row) => row.code);

interface Pending {
  readonly count: (rows: StoreReader, campaign: string) => Promise<number>;
  /** French, after the number, as `inNumber` reads it. */
  readonly says: string;
}

const isOpen = async (rows: StoreReader, breachId: string) =>
  (await rows.breaches.eventsOf(breachId)).every(({ kind }) => kind !== 'closed');

/** What people or machines still owe a campaign: none of it can be done once its data are erased. */
const PENDING: readonly Pending[] = [
  {
    count: async (rows, campaign) =>
      (await rows.persons.all()).filter((one) => one.campaign === campaign && one.state === 'open').length,
    says: 'demande(s) de personnes sans réponse (plateau person requests).',
  },
  {
    count: async (rows, campaign) =>
      (await rows.persons.asking(ASKING)).filter((one) => one.campaign === campaign).length,
    says: 'droit(s) réclamé(s) pendant un appel, que personne n’a repris (plateau person requests).',
  },
  {
    count: async (rows, campaign) =>
      (
        await inTurn.filter(
          await rows.breaches.all(),
          async (one) => one.campaigns.includes(campaign) && (await isOpen(rows, one.id)),
        )
      ).length,
    says: 'dossier(s) de violation ouvert(s) (plateau breach list).',
  },
  {
    count: async (rows, campaign) =>
      (await rows.incidents.of([campaign])).filter((one) => one.closedAtMs === null).length,
    says: 'incident(s) d’éthique ouvert(s) (plateau incident list).',
  },
  {
    count: async (rows, campaign) => (await rows.frozen.open([campaign])).length,
    says: 'fiche(s) gelée(s) en attente d’un superviseur (plateau frozen list).',
  },
  {
    count: async (rows, campaign) =>
      (await rows.followUps.open()).filter((one) => one.campaign === campaign).length,
    says: 'tâche(s) de suivi ouverte(s) (plateau emails tasks).',
  },
  {
    count: async (rows, campaign) => (await checksInForce(rows, campaign, ['to-check'])).length,
    says: 'accord(s) à vérifier, retenu(s) du fichier hebdomadaire (plateau verify list).',
  },
  {
    count: async (rows, campaign) => (await checksInForce(rows, campaign, ['rejected'])).length,
    says: 'accord(s) rejeté(s) à la vérification, retenu(s) du fichier hebdomadaire.',
  },
  {
    count: async (rows, campaign) => (await rows.damages.open(campaign)).length,
    says: 'contenu(s) abîmé(s), retenu(s) des remises : une sauvegarde les rend (plateau record damaged).',
  },
  {
    count: async (rows, campaign) => {
      const emails = await rows.emails.countByState(campaign);
      return (emails['to-send'] ?? 0) + (emails.sending ?? 0);
    },
    says: 'e-mail(s) de confirmation à envoyer.',
  },
  {
    count: async (rows, campaign) => (await rows.emails.countByState(campaign)).uncertain ?? 0,
    says: 'e-mail(s) douteux à trancher (plateau emails doubtful).',
  },
  {
    count: async (rows, campaign) =>
      (await rows.emails.inState('failed')).filter(
        (one) => one.campaign === campaign && !isUndeliverable(one),
      ).length,
    says: 'e-mail(s) de confirmation en échec, encore dû(s) au donateur (plateau emails late).',
  },
  {
    count: async (rows, campaign) =>
      (await rows.deliveries.all(campaign)).filter((one) => one.state === 'built').length,
    says: 'remise(s) préparée(s) mais pas encore arrivée(s) au dépôt.',
  },
  {
    count: async (rows, campaign) =>
      (await rows.pledges.ofCampaign(campaign)).filter(
        ({ sending }) => sending === 'to-send' || sending === 'sending',
      ).length,
    says: 'lien(s) de paiement à envoyer (plateau pledge list).',
  },
];

/**
 * French lines, one for each kind of work that is not finished in the campaign; none when all is. What closing shows and what a
 * purge refuses are this one list.
 */
export async function pendingWork(rows: StoreReader, campaign: string): Promise<readonly string[]> {
  const counted = await inTurn.map(PENDING, async ({ count, says }) => ({
    says,
    n: await count(rows, campaign),
  }));
  const attestations = (await awaitedAttestations(rows, campaign)).map(
    ({ id, supplier }) => `Attestation d’effacement attendue du fournisseur ${supplier} : demande ${id}.`,
  );
  return [...counted.filter(({ n }) => n > 0).map(({ n, says }) => inNumber(n, says)), ...attestations];
}
