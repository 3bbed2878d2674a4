import { lawsOf } from '../../../shared/data-law.ts';
import { ROLE_LABEL } from '../../../shared/roles.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import {
  DATA_CATEGORIES,
  frenchInstant,
  NOT_SEALED,
  orToComplete,
  PEOPLE_CATEGORIES,
  SEALING,
  stateText,
  TO_COMPLETE,
} from '../wording/custody-words.ts';
import {
  AUTHORITY_HOURS,
  BREACH_EVENT_LABEL,
  BREACH_KIND_LABEL,
  type BreachClock,
  type BreachEventKind,
  type BreachFacts,
  type BreachKind,
  CHARITY_HOURS,
} from './breach.ts';
import { directoryFacts } from './paper-directory.ts';

/** Everything the pack states; logins of the staff, counts and codes. */
export interface BreachPackFacts {
  readonly id: string;
  readonly kinds: readonly BreachKind[];
  readonly discoveredAtMs: number;
  readonly openedAtMs: number;
  readonly openedBy: string;
  readonly reason: string;
  readonly facts: BreachFacts;
  readonly events: readonly {
    readonly kind: BreachEventKind;
    readonly atMs: number;
    readonly by: string;
    readonly text: string;
  }[];
  readonly clock: BreachClock;
  /** The house’s own; null when it is not written down. */
  readonly dataProtectionOfficer: string | null;
  readonly builtAtMs: number;
  readonly tool: string;
}

function natureSection(pack: BreachPackFacts): DocumentSection {
  const { clock } = pack;
  return {
    kind: 'fields',
    title: 'Nature et délais',
    fields: [
      ['Dossier', pack.id],
      ['Nature', pack.kinds.map((kind) => BREACH_KIND_LABEL[kind]).join(' ; ')],
      ['Constat', pack.reason],
      ['Découverte', frenchInstant(pack.discoveredAtMs)],
      ['Dossier ouvert', `${frenchInstant(pack.openedAtMs)}, par ${pack.openedBy}`],
      [
        `À dire à l’association (${CHARITY_HOURS} h, règle de la maison)`,
        frenchInstant(clock.charityDueAtMs),
      ],
      ...authorityRows(pack),
      ['Délégué à la protection des données', orToComplete(pack.dataProtectionOfficer)],
    ],
  };
}

function exposureSections({ facts }: BreachPackFacts): readonly DocumentSection[] {
  return [
    {
      kind: 'table',
      title: 'Campagnes et nombre approximatif de personnes (une fiche, une personne)',
      headers: [
        'Campagne',
        'Association',
        'Pays',
        'État',
        'Lignes reçues',
        'Fiches en base',
        'Dont appelées',
      ],
      rows: facts.campaigns.map((one) => [
        `${one.code} — ${one.name}`,
        one.charity,
        one.country,
        stateText(one.state),
        String(one.received),
        String(one.records),
        String(one.called),
      ]),
    },
    {
      kind: 'fields',
      title: 'Catégories, et ce qui était chiffré',
      fields: [
        ['Personnes', PEOPLE_CATEGORIES],
        ['Données', DATA_CATEGORIES],
        ['Chiffré', SEALING],
        ['Pas chiffré un à un', NOT_SEALED],
        ['Sauvegardes qui portent ces campagnes', `${facts.backups}, scellées (OpenPGP)`],
        [
          'Qui détient les clés',
          'le serveur, une fois déverrouillé ; jamais un poste, jamais une sauvegarde',
        ],
      ],
    },
  ];
}

function accessSections({ facts }: BreachPackFacts): readonly DocumentSection[] {
  return [
    {
      kind: 'table',
      title: 'Qui avait accès, de trente jours avant la découverte à l’ouverture du dossier',
      headers: ['Compte', 'Rôle', 'Campagnes', 'Du', 'Au', 'Fermé'],
      rows: facts.access.map((one) => [
        one.login,
        ROLE_LABEL[one.role],
        one.campaigns.join(', '),
        frenchInstant(one.fromMs),
        frenchInstant(one.toMs),
        one.disabled ? 'oui' : 'non',
      ]),
    },
    {
      kind: 'table',
      title: `Ce que dit le journal inaltérable depuis le ${frenchInstant(facts.timelineFromMs)}`,
      headers: ['Jour', 'Action', 'Fois', 'Auteurs'],
      rows: facts.timeline.map((one) => [one.day, one.action, String(one.times), String(one.actors)]),
    },
  ];
}

/** Where the law counts hours, when they are over; where it does not, that nobody waits for them. */
function authorityRows({ facts, clock }: BreachPackFacts): readonly (readonly [string, string])[] {
  const rows = lawsOf(facts.campaigns.map(({ country }) => country)).map(({ name, authorityHours }) =>
    authorityHours === null
      ? ([`Annonce à l’autorité (${name})`, 'dans les meilleurs délais, si le risque est élevé'] as const)
      : ([`${AUTHORITY_HOURS} h après la découverte`, frenchInstant(clock.authorityDueAtMs)] as const),
  );
  return [...new Map(rows)];
}

const TO_TELL = [
  'Vous trouverez ici la nature, les catégories et les nombres approximatifs, ce qui était chiffré, qui avait accès et ce que le journal montre. Les conséquences probables s’apprécient avec vous ; elles ne sont pas déduites par le logiciel.',
  'Ce dossier ne porte aucune donnée de donateur. Il est signé par la clé de la maison (OpenPGP, signature détachée).',
];

/** The law of each country whose donors are concerned, then what holds everywhere. */
function whatToTell({ facts }: BreachPackFacts): readonly string[] {
  return [...lawsOf(facts.campaigns.map(({ country }) => country)).map(({ breach }) => breach), ...TO_TELL];
}

/**
 * The pack for the charity and the authority, in French (docs/rules/data-protection.md). Pure: equal facts give equal
 * documents.
 */
export function breachDocument(pack: BreachPackFacts): DocumentSpec {
  return {
    title: 'Violation de données : dossier',
    subtitle: `${pack.id} — découverte le ${frenchInstant(pack.discoveredAtMs)}`,
    createdAtMs: pack.builtAtMs,
    footer: `Dossier ${pack.id}, établi par ${pack.tool}`,
    sections: [
      natureSection(pack),
      ...exposureSections(pack),
      ...directoryFacts(pack.facts.directories ?? []),
      ...accessSections(pack),
      {
        kind: 'table',
        title: 'Suites',
        headers: ['Quand', 'Quoi', 'Par', 'Texte'],
        rows: pack.events.map((one) => [
          frenchInstant(one.atMs),
          BREACH_EVENT_LABEL[one.kind],
          one.by,
          one.text,
        ]),
      },
      {
        kind: 'fields',
        title: 'Conséquences et suites, à compléter avec l’association',
        fields: [
          ['Conséquences probables', TO_COMPLETE],
          ['Mesures proposées', TO_COMPLETE],
        ],
      },
      { kind: 'text', title: 'Ce que nous disons à l’association', paragraphs: whatToTell(pack) },
    ],
  };
}
