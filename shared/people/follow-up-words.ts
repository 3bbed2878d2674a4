/** What whoever coordinates has to see to: an invitation, what happens there, something wrong on somebody’s page. */
export type FollowUpKind = 'invitation' | 'local-news' | 'correction';

export const FOLLOW_UP_KIND_WORDS: Readonly<Record<FollowUpKind, string>> = {
  invitation: 'invitation reçue',
  'local-news': 'information locale',
  correction: 'erreur signalée',
};

export type FollowUpState = 'open' | 'taken' | 'done';

export const FOLLOW_UP_STATE_WORDS: Readonly<Record<FollowUpState, string>> = {
  open: 'à prendre',
  taken: 'pris',
  done: 'fait',
};
