/** What a field holds. `name`, `email`, `phone` and `crm` are also how a person is named or found again. */
export const FIELD_KINDS = [
  'text',
  'long-text',
  'date',
  'choice',
  'choices',
  'yes-no',
  'number',
  'email',
  'phone',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** As `personnes.yaml` writes them. */
export const FIELD_KIND_WORDS: Readonly<Record<FieldKind, string>> = {
  text: 'texte',
  'long-text': 'texte-long',
  date: 'date',
  choice: 'choix',
  choices: 'choix-multiple',
  'yes-no': 'oui-non',
  number: 'nombre',
  email: 'e-mail',
  phone: 'téléphone',
};

/** Who reads a field (people-rights.ts says which relations each one means), from the widest to the narrowest. */
export const AUDIENCES = ['group', 'coordination', 'employees', 'self', 'mobilisation'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const AUDIENCE_WORDS: Readonly<Record<Audience, string>> = {
  group: 'groupe',
  coordination: 'coordination',
  employees: 'salariés',
  self: 'soi',
  mobilisation: 'mobilisation',
};

export const EDITORS = ['self', 'mobilisation'] as const;
type Editor = (typeof EDITORS)[number];

export interface PeopleField {
  /** Lower case, no accent: how filters and programs name it. */
  readonly key: string;
  /** Header of its column, and its name on a card. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Of a choice: what may be chosen. */
  readonly choices: readonly string[];
  readonly seenBy: Audience;
  readonly editableBy: Editor;
  /** Name of the property in the charity's CRM; empty: kept here only. */
  readonly crm: string;
  /** Months that a value is kept once the person has left; 0: as long as the card. */
  readonly months: number;
  readonly help: string;
}

/** Fields that the house itself reads: a base without one of them could neither name a person nor find one again. */
export const HOUSE_FIELDS = {
  nom: 'text',
  prenom: 'text',
  email: 'email',
  telephone: 'phone',
  naissance: 'date',
  partage: 'yes-no',
  crm: 'text',
} as const satisfies Readonly<Record<string, FieldKind>>;

/** A value as it is sealed: `2026-11-30` for a date, E.164 for a telephone. */
export type FieldValue = string | number | boolean | readonly string[];

/** Everything about a participant that is sealed. */
export interface ParticipantContent {
  /** By key of a field; one that `personnes.yaml` no longer has stays here, unread, until the card is written again. */
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly tags: readonly string[];
  /** By group: what they do there. */
  readonly missions: Readonly<Record<string, string>>;
}

/** Empty when there is none, or when it is no text. */
export function textValue({ values }: Pick<ParticipantContent, 'values'>, key: string): string {
  const value = values[key];
  return typeof value === 'string' ? value : '';
}

/** `Élodie FICTIVE`. */
export function displayName(content: Pick<ParticipantContent, 'values'>): string {
  return `${textValue(content, 'prenom')} ${textValue(content, 'nom').toLocaleUpperCase('fr')}`.trim();
}

/** What stands for the name of somebody whose card no longer opens. */
export const UNREADABLE_CARD = '[fiche qui ne s’ouvre pas]';

/** `Élodie F.`: as somebody is called on a floor, where the card is not shown. */
export function calledName(content: Pick<ParticipantContent, 'values'>): string {
  const initial = textValue(content, 'nom').slice(0, 1).toLocaleUpperCase('fr');
  const name = `${textValue(content, 'prenom')} ${initial === '' ? '' : `${initial}.`}`.trim();
  return name === '' ? 'Bénévole' : name;
}
