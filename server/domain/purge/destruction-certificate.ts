import type { Country } from '../../../shared/country.ts';
import { dataLaw } from '../../../shared/data-law.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { HOUSE_ZONE, isoWithOffset, zoned } from '../../../shared/time.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import type { KeptFigures } from '../indicators/kept-figures.ts';
import type { InventoryItem } from './inventory-item.ts';
import { type DatedRemains, remainsSection, remainsUntil } from './postgres-remains.ts';
import type { WordsFound } from './purge-findings.ts';
import type { WordKind } from './sought-words.ts';

/**
 * Everything the certificate states (docs/rules/data-protection.md, NIST SP 800-88 sample certificate); counts and
 * names of the staff only.
 */
export interface DestructionFacts {
  readonly number: string;
  readonly charity: string;
  readonly contract: string;
  readonly campaign: string;
  /** Its law is the ground of the destruction. */
  readonly country: Country;
  readonly serviceEndedOn: string;
  readonly deadlineOn: string;
  readonly keyFingerprint: string;
  /** Servers beside the one that purged, in the order of their names; absent on a house of one. */
  readonly otherRings?: readonly OtherRing[];
  readonly inventory: readonly InventoryItem[];
  readonly contactFiles: readonly { readonly name: string; readonly sha256: string; readonly rows: number }[];
  readonly deliveries: readonly {
    readonly fileName: string;
    readonly sha256: string;
    readonly rows: number;
  }[];
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly operator: string;
  readonly verifier: string;
  readonly host: string;
  readonly tool: string;
  readonly verification: {
    readonly rowsLeft: number;
    readonly filesScanned: number;
    readonly bytesScanned: number;
    readonly needles: number;
    readonly hits: number;
    /** An opening of a sealed sample was tried after the key was destroyed. */
    readonly openingFailed: boolean;
    /** Null when they were not looked for. */
    readonly words: WordsFound | null;
  };
  /** Of a base in PostgreSQL: what it holds still, where the re-scan does not read. */
  readonly remains?: DatedRemains;
  readonly forcedBecause: string | null;
  readonly kept: KeptFigures;
  readonly auditHead: { readonly seq: number; readonly hash: string };
}

/** What another server of the house did with the campaign's keys on its own ring. */
interface OtherRing {
  readonly server: string;
  /** Null for one declared lost before it could. */
  readonly provedAtMs: number | null;
  /** The house's detached signature of its statement. */
  readonly signature: string;
  /** By two persons: the one who declared it, and when. */
  readonly lost: { readonly by: string; readonly atMs: number } | null;
}

function otherRingsSection({ otherRings = [] }: DestructionFacts): readonly DocumentSection[] {
  if (otherRings.length === 0) return [];
  const fate = ({ provedAtMs, lost }: OtherRing) => {
    if (provedAtMs !== null) return `clés détruites et preuve signée le ${frenchInstant(provedAtMs)}`;
    return lost
      ? `NON PROUVÉ : déclaré perdu à deux personnes, par ${lost.by}, le ${frenchInstant(lost.atMs)}`
      : 'NON PROUVÉ';
  };
  return [
    {
      kind: 'table',
      title: 'Les mêmes clés sur les autres serveurs de la maison',
      headers: ['Serveur', 'Trousseau'],
      rows: otherRings.map((one) => [one.server, fate(one)]),
    },
  ];
}

const LIMITS = [
  'Les mots recherchés sont les noms (prénom et nom ensemble, nom seul), numéros, adresses e-mail et identifiants des fiches, ouverts en mémoire avant la destruction de la clé, sous toutes leurs écritures. Sont laissés de côté ceux de moins de huit signes, qui se trouvent par hasard dans des octets, et ceux qui se lisent aussi dans ce qui reste à bon droit (scripts, réglages, noms de l’équipe).',
  'Catégories de NIST SP 800-88 : « Clear » efface par le système de fichiers ; « Purge » détruit la clé de ce qui n’a jamais été écrit que chiffré (effacement cryptographique) ; « Destroy », la destruction physique d’un support, n’est attestée nulle part ici. « Hors périmètre » : un tiers le détient ; sa parole, si elle a été donnée, est citée.',
  'La mémoire vive du serveur qui a détruit peut garder des valeurs lues avant, jusqu’à ce qu’il redémarre : « plateau status » et « plateau doctor » le rappellent jusque-là.',
  'Ce qu’un logiciel ne peut pas prouver : la répartition d’usure des disques SSD, les instantanés du système de fichiers ou de l’hébergeur, et la mémoire d’échange. Le chiffrement du disque et l’absence d’instantanés relèvent de l’exploitant de la machine.',
  'Les sauvegardes de la base sont scellées et la clé de la campagne n’y figure pas : sa destruction rend illisibles les fiches de toute copie restée ailleurs. Une telle copie, si elle est ouverte avec la clé de la maison, montre encore des colonnes sans nom (montants, dates, index aveugles).',
];

const NOT_SOUGHT = 'non : la destruction a repris après un arrêt, et ces mots ne sont gardés nulle part';

const KIND_LABELS: Readonly<Record<WordKind, string>> = {
  name: 'nom',
  phone: 'numéro de téléphone',
  email: 'adresse e-mail',
  'donor-id': 'identifiant',
};

function wordsFound({ found }: WordsFound): string {
  if (found.length === 0) return '0';
  return found.map(({ file, kind }) => `${KIND_LABELS[kind]} dans ${file}`).join(' ; ');
}

function frenchInstant(atMs: number): string {
  return zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'medium' });
}

function frenchDate(date: string): string {
  return date === ''
    ? 'non renseignée'
    : Temporal.PlainDate.from(date).toLocaleString('fr-FR', { dateStyle: 'long' });
}

function keptRows(kept: KeptFigures): readonly (readonly string[])[] {
  return Object.entries(kept.byDisposition).map(([code, count]) => [
    `${code} — ${dispositionOf(code)?.neutralLabel ?? ''}`,
    String(count),
  ]);
}

function purposeSection(facts: DestructionFacts): DocumentSection {
  return {
    kind: 'fields',
    title: 'Objet et fondement',
    fields: [
      ['Responsable du traitement', facts.charity],
      ['Contrat', facts.contract || 'non renseigné'],
      ['Campagne', facts.campaign],
      ['Fondement', dataLaw(facts.country).destruction],
      ['Fin de la prestation', frenchDate(facts.serviceEndedOn)],
      ['Échéance', frenchDate(facts.deadlineOn)],
      ['Forcée malgré une remise due', facts.forcedBecause ?? 'non'],
    ],
  };
}

/** What was there and what left: inventory, files received, files delivered. */
function inventorySections(facts: DestructionFacts): readonly DocumentSection[] {
  return [
    {
      kind: 'table',
      title: 'Inventaire de chaque copie, méthode et catégorie NIST SP 800-88',
      headers: ['Support', 'Contenu', 'Nombre', 'Méthode', 'Catégorie'],
      rows: facts.inventory.map((one) => [one.place, one.what, String(one.count), one.method, one.category]),
    },
    {
      kind: 'table',
      title: 'Fichiers d’intégration reçus',
      headers: ['Fichier', 'Lignes', 'SHA-256'],
      rows: facts.contactFiles.map((one) => [one.name, String(one.rows), one.sha256]),
    },
    {
      kind: 'table',
      title: 'Fichiers remis à l’association',
      headers: ['Fichier', 'Lignes', 'SHA-256 du fichier chiffré'],
      rows: facts.deliveries.map((one) => [one.fileName, String(one.rows), one.sha256]),
    },
  ];
}

function executionSections(facts: DestructionFacts): readonly DocumentSection[] {
  const { verification: seen } = facts;
  const opening = seen.openingFailed ? 'impossible, comme attendu' : 'possible : la clé n’est pas détruite';
  return [
    {
      kind: 'fields',
      title: 'Exécution',
      fields: [
        ['Début', frenchInstant(facts.startedAtMs)],
        ['Fin', frenchInstant(facts.endedAtMs)],
        ['Machine', facts.host],
        ['Outil', facts.tool],
        ['Empreinte de la clé détruite', facts.keyFingerprint],
        ['Opérateur', facts.operator],
        ['Vérificateur', facts.verifier],
      ],
    },
    {
      kind: 'fields',
      title: 'Vérification',
      fields: [
        ['Lignes restantes en base', String(seen.rowsLeft)],
        ['Ouverture d’un échantillon scellé', opening],
        [
          facts.remains
            ? 'Fichiers de Plateau relus octet par octet, hors base'
            : 'Fichiers relus octet par octet',
          `${seen.filesScanned} (${seen.bytesScanned} octets)`,
        ],
        ['Fragments recherchés', String(seen.needles)],
        ['Fragments retrouvés', String(seen.hits)],
        ['Mots des donateurs recherchés', seen.words ? String(seen.words.sought) : NOT_SOUGHT],
        ['Mots des donateurs retrouvés', seen.words ? wordsFound(seen.words) : 'sans objet'],
        ['Journal, tête de chaîne', `entrée ${facts.auditHead.seq}, ${facts.auditHead.hash}`],
      ],
    },
  ];
}

/** The certificate for people, in French. */
export function certificateDocument(facts: DestructionFacts): DocumentSpec {
  return {
    title: 'Attestation de destruction de données',
    subtitle: `N° ${facts.number} — campagne ${facts.campaign}, pour ${facts.charity}`,
    createdAtMs: facts.endedAtMs,
    footer: `Attestation ${facts.number}, établie par ${facts.tool}`,
    sections: [
      purposeSection(facts),
      ...inventorySections(facts),
      ...executionSections(facts),
      ...otherRingsSection(facts),
      {
        kind: 'table',
        title: 'Ce qui est conservé : chiffres agrégés (cellules de moins de 5 masquées)',
        headers: ['Qualification', 'Fiches'],
        rows: keptRows(facts.kept),
      },
      ...(facts.remains ? [remainsSection(facts.endedAtMs, facts.remains)] : []),
      { kind: 'text', title: 'Exceptions et limites', paragraphs: LIMITS },
      {
        kind: 'text',
        title: 'Signatures',
        paragraphs: [
          `Opérateur : ${facts.operator}, responsable des données.`,
          `Vérificateur : ${facts.verifier}.`,
          'Ce document et sa version JSON portent chacun une signature OpenPGP détachée (.asc) de la clé de la maison.',
        ],
      },
    ],
  };
}

/** The same facts for programs: canonical JSON (sorted keys), instants in ISO 8601. */
export function certificateJson(facts: DestructionFacts): string {
  const { startedAtMs, endedAtMs, remains, ...rest } = facts;
  const postgres = remains && { ...remains, until: remainsUntil(endedAtMs, remains) };
  const ends = { startedAt: isoWithOffset(startedAtMs), endedAt: isoWithOffset(endedAtMs) };
  const dated = { ...rest, ...ends, ...(postgres && { postgres }) };
  return `${JSON.stringify(sorted(dated), undefined, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
