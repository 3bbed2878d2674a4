import { inNumber } from '../../../shared/french-plural.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import type { DocumentSection } from '../files/document.ts';
import type { InventoryItem } from './inventory-item.ts';

/** What PostgreSQL still holds of erased rows, where no re-scan of ours reads. */
export interface ErasedRemains {
  /** Its log is archived: a base of before can be made again. */
  readonly isArchived: boolean;
  /** Names of the servers that followed it then. */
  readonly standbys: readonly string[];
  /** A checkpoint was made, and its log went on in another file; false: Plateau's role may not ask for it. */
  readonly isFlushed: boolean;
}

/** The same, with how many days the house says that PostgreSQL's copies are kept. */
export interface DatedRemains extends ErasedRemains {
  readonly archiveDays: number;
}

/** what PostgreSQL keeps longer would outlive the purge of a campaign by more than its days. */
export const MOST_ARCHIVE_DAYS = 30;

/** The last day on which something of the erased rows may be left, when they were erased at that instant. */
export function remainsUntil(erasedAtMs: number, { archiveDays }: DatedRemains): CivilDate {
  return Temporal.PlainDate.from(civilDate(erasedAtMs)).add({ days: archiveDays }).toString();
}

/** In the inventory, in place of the pages and the log of a file of ours. */
export function postgresItems(archiveDays: number): readonly InventoryItem[] {
  const copies: InventoryItem = {
    place: 'archives, sauvegardes et serveurs de secours de PostgreSQL',
    what: 'lignes d’avant (données scellées et colonnes de file)',
    count: 1,
    method: `clé détruite ; expirent ${inNumber(archiveDays, 'jour(s)')} après, au plus tard`,
    category: 'Purge (effacement cryptographique)',
  };
  return [
    {
      place: 'base : pages et journal de PostgreSQL',
      what: 'restes d’anciennes versions des lignes',
      count: 1,
      method: 'tables réécrites (VACUUM FULL), point de contrôle, segment suivant du journal',
      category: 'Clear (effacement logique)',
    },
    ...(archiveDays > 0 ? [copies] : []),
  ];
}

function frenchDate(date: CivilDate): string {
  return Temporal.PlainDate.from(date).toLocaleString('fr-FR', { dateStyle: 'long' });
}

function copiesUntil(endedAtMs: number, remains: DatedRemains): string {
  const { archiveDays, isArchived } = remains;
  if (archiveDays === 0 && !isArchived)
    return 'D’après l’exploitant, PostgreSQL n’a ni archives, ni sauvegardes, ni copie différée ; son journal n’est pas archivé.';
  const last = frenchDate(remainsUntil(endedAtMs, remains));
  return `Les colonnes sans nom des lignes effacées (montants, dates, index aveugles) peuvent rester dans les archives du journal, les sauvegardes et les copies de PostgreSQL jusqu’au ${last} : l’exploitant déclare ne rien en garder plus de ${inNumber(archiveDays, 'jour(s)')} (PLATEAU_DATABASE_ARCHIVE_DAYS). Passé ce jour, d’après lui, il n’en reste rien ; Plateau ne peut pas le vérifier.`;
}

/** Of a certificate: what is proved there, and what expires when. */
export function remainsSection(endedAtMs: number, remains: DatedRemains): DocumentSection {
  const { standbys, isFlushed } = remains;
  return {
    kind: 'text',
    title: 'Base PostgreSQL : ce qui est prouvé, et ce qui expire',
    paragraphs: [
      'Ce qui est prouvé : la clé de la campagne est détruite. Les fiches, notes et signatures, qui n’ont jamais été écrites que scellées sous cette clé, ne s’ouvrent plus dans aucune copie, où qu’elle soit. Les lignes de la campagne sont effacées de la base (compte à zéro ci-dessus) et ses tables réécrites.',
      'Ce qui ne l’est pas : les fichiers de PostgreSQL n’ont pas été relus octet par octet, comme le sont ceux de Plateau. Le système peut garder de vieilles pages, et PostgreSQL réemploie les fichiers de son journal sans les effacer.',
      isFlushed
        ? 'Un point de contrôle a été fait et le journal a changé de fichier après l’effacement.'
        : 'Le rôle de Plateau ne peut demander ni point de contrôle ni changement de fichier du journal : PostgreSQL les fait de lui-même.',
      standbys.length === 0
        ? 'Aucun serveur de secours ne suivait la base à cet instant.'
        : `Serveurs de secours qui suivaient la base, et effacent avec elle : ${standbys.join(', ')}.`,
      copiesUntil(endedAtMs, remains),
    ],
  };
}
