import { dispositionOf } from '../../../shared/dispositions.ts';
import { ROLE_LABEL } from '../../../shared/roles.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import { countdownText } from '../purge/purge-countdown.ts';
import { frenchInstant, NOT_SEALED, SEALING, stateText } from '../wording/custody-words.ts';
import type { EvidenceFacts } from './evidence-facts.ts';
import { peopleSections } from './evidence-people.ts';
import { directoryFacts } from './paper-directory.ts';
import { INSTRUCTION_HEADS, instructionLine } from './paper-instructions.ts';
import { REHEARSAL_LABEL, REHEARSAL_OUTCOME_LABEL } from './rehearsal.ts';

function instantOr(atMs: number | null, otherwise: string): string {
  return atMs === null ? otherwise : frenchInstant(atMs);
}

function auditSection({ audit }: EvidenceFacts): DocumentSection {
  const { ok, entries, head, checkpoints, onDrop, dropRefused, problems } = audit;
  return {
    kind: 'fields',
    title: 'Journal inaltérable, relu en entier pour ce dossier',
    fields: [
      ['Résultat', ok ? 'chaîne intègre' : `ROMPUE : ${problems.join(' ')}`],
      ['Entrées et tête', `${entries}, ${head}`],
      ['Points signés comparés', `${checkpoints} ; relus au dépôt : ${onDrop}`],
      [
        'Dépôt',
        dropRefused === null ? 'a répondu' : `n’a pas répondu (${dropRefused}) : points non relus là-bas`,
      ],
    ],
  };
}

function accessSection({ accounts }: EvidenceFacts): DocumentSection {
  return {
    kind: 'table',
    title: 'Accès à la campagne',
    headers: ['Compte', 'Rôle', 'Du', 'Au', 'Fermé', 'Code à usage unique'],
    rows: accounts.map((one) => [
      one.login,
      ROLE_LABEL[one.role],
      frenchInstant(one.fromMs),
      frenchInstant(one.toMs),
      one.disabled ? 'oui' : 'non',
      one.hasCode ? 'oui' : 'non',
    ]),
  };
}

function workSections(facts: EvidenceFacts): readonly DocumentSection[] {
  return [
    {
      kind: 'table',
      title: 'Remises (R-25) : les manifestes signés sont dans « remises »',
      headers: ['Type', 'Période', 'Fichier', 'Lignes', 'Remis', 'SHA-256 du fichier chiffré'],
      rows: facts.deliveries.map((one) => [
        one.kind,
        one.period,
        one.fileName,
        String(one.rows),
        instantOr(one.deliveredAtMs, 'en attente'),
        one.sha256Sealed,
      ]),
    },
    {
      kind: 'table',
      title: 'Scripts et fiches de connaissances',
      headers: ['Type', 'Version', 'État', 'Accord', 'En vigueur', 'SHA-256'],
      rows: facts.scripts.map((one) => [
        one.kind,
        one.version,
        one.state,
        one.approval ?? 'aucun',
        instantOr(one.fromMs, 'pas encore'),
        one.sha256,
      ]),
    },
  ];
}

function endSections(facts: EvidenceFacts): readonly DocumentSection[] {
  const { purge, certificate } = facts;
  if (purge === null)
    return [
      {
        kind: 'text',
        title: 'Destruction',
        paragraphs: [
          certificate === null
            ? 'Destruction commencée, pas encore attestée.'
            : `Campagne détruite : attestation ${certificate}, jointe avec sa signature.`,
        ],
      },
    ];
  const obstacles = purge.obstacles.join(' ') || 'aucun';
  return [
    {
      kind: 'table',
      title: 'Plan de destruction : chaque copie connue',
      headers: ['Support', 'Contenu', 'Nombre', 'Méthode', 'Catégorie'],
      rows: purge.items.map((one) => [one.place, one.what, String(one.count), one.method, one.category]),
    },
    {
      kind: 'fields',
      title: 'Échéance de la destruction',
      fields: [
        ['Compte à rebours', countdownText(purge.countdown) || `fin prévue le ${purge.countdown.endedOn}`],
        ['Ce qui s’y oppose', obstacles],
      ],
    },
  ];
}

function houseSections({
  backups,
  installation,
  figures,
  breaches,
  rehearsals,
}: EvidenceFacts): readonly DocumentSection[] {
  const { listen, hasTls, drop, relay, backup, secondFactor } = installation;
  return [
    {
      kind: 'table',
      title: 'Sauvegardes scellées',
      headers: ['Nom', 'Faite', 'Fiches de la campagne', 'SHA-256'],
      rows: backups.map((one) => [one.name, frenchInstant(one.createdAtMs), String(one.records), one.sha256]),
    },
    {
      kind: 'table',
      title: 'Répétitions des mauvais jours',
      headers: ['Le', 'Quoi', 'Issue', 'Par', 'Ce qui a été trouvé'],
      rows: rehearsals.map((one) => [
        frenchInstant(one.atMs),
        REHEARSAL_LABEL[one.kind],
        REHEARSAL_OUTCOME_LABEL[one.outcome],
        one.by,
        one.told,
      ]),
    },
    {
      kind: 'fields',
      title: 'Configuration, sans secret',
      fields: [
        ['Chiffrement', SEALING],
        ['Ce qui reste lisible', NOT_SEALED],
        ['Écoute', `${listen.host}:${listen.port}, ${hasTls ? 'TLS' : 'sans certificat propre'}`],
        ['Dépôt', drop ? `${drop.host}, clé d’hôte ${drop.hostKey}` : 'aucun'],
        [
          'Relais d’e-mails',
          relay ? `${relay.host}, ${relay.requiresTls ? 'TLS exigé' : 'TLS non exigé'}` : 'aucun',
        ],
        ['Sauvegardes gardées', backup ? String(backup.keep) : 'aucun dossier'],
        ['Second facteur', secondFactor === 'required' ? 'exigé' : 'non exigé'],
        ['Dossiers de violation', breaches.join(', ') || 'aucun'],
      ],
    },
    {
      kind: 'table',
      title: `Chiffres sans personne (cellules de moins de 5 masquées) ; lignes reçues : ${figures.delivered} ; accords : ${figures.agreements}`,
      headers: ['Qualification', 'Fiches'],
      rows: Object.entries(figures.byDisposition).map(([code, count]) => [
        `${code} — ${dispositionOf(code)?.neutralLabel ?? ''}`,
        String(count),
      ]),
    },
  ];
}

/** The pack's page to read, in French. Pure. */
export function evidenceDocument(facts: EvidenceFacts): DocumentSpec {
  return {
    title: 'Dossier de preuves',
    subtitle: `Campagne ${facts.campaign} (${stateText(facts.state)}), pour ${facts.charity} — ${frenchInstant(facts.builtAtMs)}`,
    createdAtMs: facts.builtAtMs,
    footer: `Dossier de preuves ${facts.campaign}, ${facts.tool}, clé ${facts.houseFingerprint}`,
    sections: [
      auditSection(facts),
      accessSection(facts),
      ...peopleSections(facts),
      ...directoryFacts(facts.directories),
      ...workSections(facts),
      {
        kind: 'table',
        title: 'Instructions de l’association, suivies ou refusées',
        headers: INSTRUCTION_HEADS,
        rows: facts.instructions.map(instructionLine),
      },
      ...endSections(facts),
      ...houseSections(facts),
    ],
  };
}

/** How to check the pack without us. */
export function evidenceReadme({ campaign, houseFingerprint }: EvidenceFacts): string {
  return `Dossier de preuves de la campagne ${campaign}

Aucune donnée de donateur. Pour vérifier, avec GnuPG et sans Plateau :

  gpg --import cle-de-la-maison.asc
  gpg --verify SHA256SUMS.asc SHA256SUMS
  sha256sum -c SHA256SUMS

Comparez l’empreinte de la clé avec celle que la maison vous a donnée par un autre canal :
  ${houseFingerprint}

preuves.pdf      à lire
preuves.json     les mêmes faits, pour un programme
points/          points signés du journal ; comparez-les avec ceux de votre dépôt
remises/         manifestes signés des fichiers remis
destruction/     attestation signée, si la campagne est détruite
`;
}
