import type { ScriptKind } from './script-parts.ts';

interface PartWords {
  /** In a table. */
  readonly label: string;
  /** Of a section. */
  readonly title: string;
  /** Before the version, as a sentence begins with it; masculine and singular, all of them. */
  readonly one: string;
  /** In an enumeration. */
  readonly all: string;
  /**
   * Told to agents when another version comes into force, and when they have it; nothing of what they do not say, nor of a line:
   * its form says so itself, at the next call.
   */
  readonly told?: (version: string) => string;
}

const WITH_CARD = 'avec votre prochaine fiche ; l’appel en cours finit sur les siens.';

/** The parts of what is said and sent, in French. */
export const PART_WORDS: Readonly<Record<ScriptKind, PartWords>> = {
  script: {
    label: 'script',
    title: 'Script d’appel',
    one: 'Le script',
    all: 'le script',
    told: (version) => `Nouveau script (${version}) : ${WITH_CARD}`,
  },
  notes: {
    label: 'notes',
    title: 'Notes et objections',
    one: 'Le jeu de notes',
    all: 'les notes et objections',
    told: () => `Nouvelles notes et objections : ${WITH_CARD}`,
  },
  themes: {
    label: 'thèmes',
    title: 'Phrases de thème, et profils',
    one: 'Le jeu de thèmes',
    all: 'les thèmes et les profils',
    told: () => `Nouvelles phrases de thème, ou autres classes : ${WITH_CARD}`,
  },
  ladder: {
    label: 'montants',
    title: 'Montants proposés',
    one: 'Le jeu de montants',
    all: 'les montants proposés',
    told: () => `Nouveaux montants proposés : ${WITH_CARD}`,
  },
  mentions: {
    label: 'mentions',
    title: 'Mentions',
    one: 'Le jeu de mentions',
    all: 'les mentions (noms, contacts, liens, phrase fiscale)',
    told: () => `Nouvelles mentions (noms, contacts, phrase fiscale) : ${WITH_CARD}`,
  },
  emails: { label: 'e-mails', title: 'E-mails envoyés', one: 'Le jeu d’e-mails', all: 'les e-mails' },
  'line-script': {
    label: 'phrases de la ligne',
    title: 'Phrases de la ligne',
    one: 'Le jeu de phrases',
    all: 'les phrases lues (étapes, canular, mineur, passage à l’équipe)',
  },
  'line-mentions': {
    label: 'mentions de la ligne',
    title: 'Mentions de la ligne',
    one: 'Le jeu de mentions',
    all: 'les mentions (données, noms, contacts, adresse du lien, lignes d’aide)',
  },
  'line-messages': {
    label: 'liens envoyés',
    title: 'Liens et rappel envoyés',
    one: 'Le jeu de liens',
    all: 'les liens envoyés (message, e-mail, lettre, rappel)',
  },
};

/** « Le script « v2 » », as a sentence begins with it. */
export function scriptName(kind: ScriptKind, version: string): string {
  return `${PART_WORDS[kind].one} « ${version} »`;
}
