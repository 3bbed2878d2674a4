import type { CivilDate } from '../../../shared/time.ts';
import { frenchDay } from '../wording/custody-words.ts';

/** A holder's word that what it held is gone. */
interface HeldWord {
  readonly copy: string;
  readonly attestedBy: string;
  readonly reference: string;
  readonly recordedOn: string;
}

/** Copies that others hold and may attest of; suppliers and key copies have their own names besides. */
export const OUTSIDE_COPIES = ['autres-sauvegardes', 'instantanes', 'relais', 'postes', 'depot'] as const;

/** A line of the inventory (purge-inventory.ts) about what others hold. */
export interface OutsideItem {
  readonly place: string;
  readonly what: string;
  readonly count: number;
  readonly method: string;
  readonly category: 'Purge (effacement cryptographique)' | 'Hors périmètre';
  readonly copy?: string;
}
type Copy = OutsideItem & { readonly copy: string };

export interface OutsideInput {
  readonly delivered: number;
  readonly emailsSent: number;
  /**
   * Requests for numbers, and the day of the supplier's attestation; null while it is awaited
   * (docs/rules/enrichment.md).
   */
  readonly enrichments: readonly {
    readonly id: string;
    readonly supplier: string;
    readonly lines: number;
    readonly attestedOn: CivilDate | null;
  }[];
  /** Words of holders that a copy is gone. */
  readonly attestations?: readonly HeldWord[];
}

/** The destroyed key ends every sealed copy wherever it lies: cryptographic erase, an attestation adds to it. */
const KEY_ENDED: readonly Copy[] = [
  {
    copy: 'autres-sauvegardes',
    place: 'autres sauvegardes de la base',
    what: 'copies scellées faites ailleurs, où qu’elles soient',
    count: 1,
    method: 'illisibles : la clé n’y figure pas et est détruite',
    category: 'Purge (effacement cryptographique)',
  },
  {
    copy: 'postes',
    place: 'postes distants : dossier « outbox »',
    what: 'qualifications scellées, pas encore reçues (le serveur ne les compte pas)',
    count: 1,
    method: 'illisibles : scellées à la clé de la campagne, qui est détruite ; ôtées à la session suivante',
    category: 'Purge (effacement cryptographique)',
  },
];

/** What the house does not hold: said, never counted as destroyed by it. */
function outOfReach({ delivered, emailsSent }: OutsideInput): readonly Copy[] {
  return [
    {
      copy: 'instantanes',
      place: 'instantanés de la machine et de l’hébergeur',
      what: 'image possible du disque, trousseau compris (le logiciel ne les voit pas)',
      count: 1,
      method: 'par l’hébergeur, qui en atteste ; à exclure pendant la campagne',
      category: 'Hors périmètre',
    },
    {
      copy: 'relais',
      place: 'relais d’e-mails : file d’attente et journaux',
      what: 'confirmations passées par lui, et adresses dans ses journaux',
      count: emailsSent,
      method: 'par le relais, selon sa durée de garde ; il en atteste',
      category: 'Hors périmètre',
    },
    {
      copy: 'depot',
      place: 'dépôt SFTP de l’association',
      what: 'fichiers remis, chiffrés à sa clé (elle en est maître)',
      count: delivered,
      method: 'laissés à l’association',
      category: 'Hors périmètre',
    },
  ];
}

/** Copies beyond the house's own disk, each with who ends it, and the word that it is ended where there is one. */
export function outsideItems(input: OutsideInput): readonly OutsideItem[] {
  const suppliers = input.enrichments.map(({ id, supplier, lines, attestedOn }) => ({
    copy: `fournisseur-${id}`,
    place: `fournisseur de numéros ${supplier}`,
    what: `noms et adresses de la demande ${id}, ${attestedOn === null ? 'attestation d’effacement attendue' : `effacement attesté le ${attestedOn}`}`,
    count: lines,
    method: 'par le fournisseur, qui en atteste (plateau enrich attest, ou purge attest)',
    category: 'Hors périmètre' as const,
  }));
  const donors: OutsideItem = {
    place: 'boîtes des donateurs',
    what: 'confirmations envoyées',
    count: input.emailsSent,
    method: 'aucune : elles appartiennent aux donateurs',
    category: 'Hors périmètre',
  };
  const held = [...KEY_ENDED, ...outOfReach(input), ...suppliers];
  return [...held.map((one) => withWord(one, input.attestations ?? [])), donors];
}

function withWord(item: Copy, words: readonly HeldWord[]): OutsideItem {
  const word = words.find((one) => one.copy === item.copy);
  if (!word) return item;
  const said = `attesté par ${word.attestedBy}, réf. ${word.reference}, noté le ${frenchDay(word.recordedOn)}`;
  return { ...item, method: `${item.method} ; ${said}` };
}
