import type { ScriptKind } from '../campaign/script-parts.ts';

interface PartWords {
  /** In a table. */
  readonly label: string;
  /** Of a section. */
  readonly title: string;
  /** Before the version, as a sentence begins with it; masculine and singular, all of them. */
  readonly one: string;
  /** In an enumeration. */
  readonly all: string;
  /** Told to agents when another version comes into force; nothing of what they do not say. */
  readonly told?: (version: string) => string;
}

/** The parts of what is said and sent, in French. */
export const PART_WORDS: Readonly<Record<ScriptKind, PartWords>> = {
  script: {
    label: 'script',
    title: 'Script d’appel',
    one: 'Le script',
    all: 'le script',
    told: (version) => `Nouveau script (${version})`,
  },
  notes: {
    label: 'notes',
    title: 'Notes et objections',
    one: 'Le jeu de notes',
    all: 'les notes et objections',
    told: () => 'Nouvelles notes et objections',
  },
  themes: {
    label: 'thèmes',
    title: 'Phrases de thème, et profils',
    one: 'Le jeu de thèmes',
    all: 'les thèmes et les profils',
    told: () => 'Nouvelles phrases de thème, ou autres classes',
  },
  ladder: {
    label: 'montants',
    title: 'Montants proposés',
    one: 'Le jeu de montants',
    all: 'les montants proposés',
    told: () => 'Nouveaux montants proposés',
  },
  mentions: {
    label: 'mentions',
    title: 'Mentions',
    one: 'Le jeu de mentions',
    all: 'les mentions (noms, contacts, liens, phrase fiscale)',
    told: () => 'Nouvelles mentions (noms, contacts, phrase fiscale)',
  },
  emails: { label: 'e-mails', title: 'E-mails envoyés', one: 'Le jeu d’e-mails', all: 'les e-mails' },
};

/** « Le script « v2 » », as a sentence begins with it. */
export function scriptName(kind: ScriptKind, version: string): string {
  return `${PART_WORDS[kind].one} « ${version} »`;
}
