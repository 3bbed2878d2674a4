/** What a participant is for the charity, now. */
export const PARTICIPANT_STATUSES = ['prospect', 'confirmed', 'former'] as const;
export type ParticipantStatus = (typeof PARTICIPANT_STATUSES)[number];

export const STATUS_WORDS: Readonly<Record<ParticipantStatus, string>> = {
  prospect: 'prospect',
  confirmed: 'confirmé',
  former: 'ancien',
};

/** In which quality they take part. */
export const PARTICIPANT_KINDS = ['volunteer', 'employee'] as const;
export type ParticipantKind = (typeof PARTICIPANT_KINDS)[number];

export const KIND_WORDS: Readonly<Record<ParticipantKind, string>> = {
  volunteer: 'bénévole',
  employee: 'salarié',
};

export const GROUP_KINDS = [
  'local',
  'shop',
  'event',
  'working',
  'programme',
  'board',
  'association',
  'partner',
] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

export const GROUP_KIND_WORDS: Readonly<Record<GroupKind, string>> = {
  local: 'groupe local',
  shop: 'magasin',
  event: 'événement',
  working: 'groupe de travail',
  programme: 'programme',
  board: 'conseil d’administration',
  association: 'association',
  partner: 'entreprise partenaire',
};

/** Of a membership, the weakest first: `asked` waits for a coordinator. */
export const LEVELS = ['asked', 'member', 'referent', 'coordinator'] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  asked: 'demandé',
  member: 'membre',
  referent: 'référent',
  coordinator: 'coordinateur',
};
