/**
 * What becomes of the words of a column at the end of a campaign: `erased` with its row, `blanked` in a row that stays, `kept`
 * for a reason that is said.
 */
export type WordsEnd = 'erased' | 'blanked' | { readonly kept: string };

/**
 * Columns of the list that stand in clear while a campaign lives, and why: no person types a donor's name there, or the paper that
 * repeats it outlives the campaign and refuses personal text. All the others are sealed as notes are.
 */
export const IN_CLEAR: Readonly<Record<string, string>> = {
  'account.display_name': 'a person of the house, not a donor',
  'audit.reason': 'a digest',
  'audit.detail': 'numbers and codes that programs write',
  'breach.facts': 'counts and people of the house',
  'call.path': 'steps of the script',
  'call.coordinates': 'a code',
  'campaign_aids.body': 'what the campaign folder says',
  'consent.statement': 'variables that name the donor stand by their name',
  'copy_attestation.attested_by': 'refused when personal, printed on the certificate',
  'copy_attestation.reference': 'refused when personal, printed on the certificate',
  'decision.about_value': 'a segment, a theme or a slot of the campaign',
  'email.reply': 'codes of the relay',
  'incident.measure': 'a code',
  'last_call.before': 'states and instants',
  'line_folder.body': 'what the campaign folder says',
  'listening_note.points': 'points of the grid',
  'listening_note.fails': 'codes of the grid',
  'profile.filter': 'codes of records, checked by the grammar',
  'purge.findings': 'what the certificate says',
  'purge.reason': 'refused when personal, printed on the certificate',
  'script_life.body': 'what the campaign folder says',
};

/**
 * Every column in which a person's own words, or a machine's answer about a person, may stand in clear. A test compares it
 * with the schema, so that no new column is forgotten; what a purge does follows it.
 */
export const FREE_TEXT: Readonly<Record<string, WordsEnd>> = {
  'account.display_name': { kept: 'a person of the house, not a donor' },
  'agreement_check.reason': 'erased',
  'approval.decision': 'erased',
  'approval.reason': 'erased',
  'audit.reason': { kept: 'a digest of what was typed, where the entry is of a campaign' },
  'audit.detail': { kept: 'numbers and codes that programs write' },
  'audit_reason.text': 'erased',
  'breach.facts': { kept: 'counts and people of the house' },
  'breach.reason': 'blanked',
  'breach_event.text': 'blanked',
  'call.path': 'erased',
  'call.coordinates': 'erased',
  'campaign_aids.body': 'erased',
  'campaign_pause.reason': 'erased',
  'consent.statement': 'erased',
  'copy_attestation.attested_by': { kept: 'a company or a function, printed on the certificate' },
  'copy_attestation.reference': { kept: 'the reference of a letter, printed on the certificate' },
  'contact_file_towns.towns': 'erased',
  'correction.reason': 'erased',
  'decision.about_value': 'erased',
  'decision.text': 'erased',
  'email.reply': 'erased',
  'incident.measure': 'erased',
  'instruction.answer_text': 'erased',
  'instruction.given_by_whom': 'erased',
  'instruction.text': 'erased',
  'key_rotation.reason': 'blanked',
  'last_call.before': 'erased',
  'line_folder.body': 'erased',
  'listening_note.points': 'erased',
  'listening_note.fails': 'erased',
  'live_event.event': 'erased',
  'message.text': 'erased',
  'move.reason': 'blanked',
  'move.undone_reason': 'blanked',
  'document.description': { kept: 'what the charity publishes: a library outlives campaigns' },
  'document.folder': { kept: 'where it is filed' },
  'document.tags': { kept: 'tags of what the charity publishes' },
  'document.title': { kept: 'what the charity publishes: a library outlives campaigns' },
  'document_version.name': { kept: 'name of a file that the charity publishes' },
  'event.body': { kept: 'what the house announces: an agenda outlives campaigns' },
  'event.place': { kept: 'where it takes place: an agenda outlives campaigns' },
  'event.title': { kept: 'what the house announces: an agenda outlives campaigns' },
  'people_base.fields': { kept: 'names of fields: a directory outlives campaigns' },
  'people_group.name': { kept: 'names of groups: a directory outlives campaigns' },
  'person_request.outcome': 'erased',
  'person_request.reason': 'erased',
  'profile.filter': 'erased',
  'profile.reason': 'erased',
  'profile.undone_reason': 'erased',
  'purge.findings': { kept: 'what the certificate says' },
  'purge.reason': { kept: 'why a purge was forced, printed on the certificate' },
  'slot.role': 'erased',
  'slot_signup.person': 'erased',
  'week_comment.text': 'erased',
  'script_life.approval': 'erased',
  'script_life.body': 'erased',
  'script_life.retired_reason': 'erased',
};
