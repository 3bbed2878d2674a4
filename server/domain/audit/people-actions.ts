/** Acts about what the people of a directory are told, and what they report: part of `AUDIT_ACTIONS`. */
export const PEOPLE_ACTIONS = {
  'event.cancel': { means: 'an event of the agenda will not take place', subject: 'event' },
  'event.change': { means: 'an event of the agenda got other words or hours', subject: 'event' },
  'event.create': { means: 'an event of the agenda was drafted', subject: 'event' },
  'event.publish': { means: 'an event of the agenda was shown', subject: 'event' },
  'item.open': { means: 'what is to see to in a directory was read', subject: 'participant' },
  'item.report': { means: 'a participant wrote something to see to', subject: 'item' },
  'item.take': { means: 'somebody took what is to see to', subject: 'item' },
  'item.done': { means: 'something that was to see to is done', subject: 'item' },
  'poll.ask': { means: 'a participant asked a group to choose', subject: 'poll' },
  'poll.read': { means: 'the polls of a group were read', subject: 'group' },
  'poll.vote': { means: 'a participant chose in a poll, or chose again', subject: 'poll' },
  'poll.withdraw': { means: 'a poll was taken away with its votes', subject: 'poll' },
  'newsletter.draft': {
    means: 'a letter to the people of a directory was written, or changed',
    subject: 'newsletter',
  },
  'newsletter.drop': { means: 'a letter that had not left was thrown away', subject: 'newsletter' },
  'newsletter.proofread': {
    means: 'a letter was sent to whoever writes it, to be read',
    subject: 'newsletter',
  },
  'newsletter.send': {
    means:
      'a letter leaves for the people of a choice: their cards are opened one by one as their copy leaves',
    subject: 'newsletter',
  },
  'newsletter.sent': { means: 'every copy of a letter has its end', subject: 'newsletter' },
  'newsletter.stop': { means: 'copies of a letter that had not left stay here', subject: 'newsletter' },
  'newsletter.refuse': { means: 'a participant wants no more letters', subject: 'participant' },
  'newsletter.accept': { means: 'a participant wants letters again', subject: 'participant' },
  'newsletter.uncertain': { means: 'a copy of a letter may have left, or not', subject: 'newsletter' },
  'newsletter.bounced': { means: 'a copy of a letter came back', subject: 'newsletter' },
} as const satisfies Readonly<Record<string, { readonly means: string; readonly subject: string }>>;
